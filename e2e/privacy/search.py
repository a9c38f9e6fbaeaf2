"""The search: looks for every canary, in every spelling, in bytes of any size."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from e2e.privacy.canaries import Canaries, Canary, Kind, Place
from e2e.privacy.spellings import PLAIN, spellings

BLOCK: Final = 256 * 1024  # bytes at a time; what fits into a processor's cache is searched fastest
OVERLAP: Final = 16 * 1024  # bytes of the next block: more than any spelling of a canary


@dataclass(frozen=True)
class Hit:
    """A canary that was found: at an offset in a file, or in a region of memory, at some moment."""

    canary: Canary
    place: Place
    moment: str
    where: str
    spelling: str
    offset: int


@dataclass
class Searched:
    """How much was searched at one place at one moment: `size` and `unreadable` in bytes."""

    place: Place
    moment: str
    size: int = 0
    parts: int = 0
    needles: int = 0
    unreadable: int = 0
    hits: list[Hit] = field(default_factory=list)

    @property
    def wrong(self) -> list[Hit]:
        """What was found and may not be there."""
        return [hit for hit in self.hits if self.place not in hit.canary.kind.allowed]

    def counts(self) -> Counter[Kind]:
        """The number of hits by kind."""
        return Counter(hit.canary.kind for hit in self.hits)


Candidate = tuple[bytes, str, Canary]
"""A whole canary in one spelling, and what that is called."""


@dataclass(frozen=True)
class _Needle:
    kind: Kind
    spelled: bytes
    spelling: str
    candidates: Sequence[Candidate]
    """What it may be the beginning of."""

    otherwise: Canary

    def identify(self, block: bytes, at: int) -> tuple[Canary, str]:
        """What stands there, where this needle was found."""
        for whole, spelling, canary in self.candidates:
            if block.startswith(whole, at):
                return canary, spelling
        return self.otherwise, self.spelling


class Search:
    """Looks for the canaries that there are when it is made."""

    def __init__(self, canaries: Canaries) -> None:
        self._marked = list(_marked(canaries.made))
        self._noted = [
            _Needle(canary.kind, spelled, spelling, (), canary)
            for canary in canaries.noted
            for spelling, spelled in spellings(canary.text).items()
        ]

    def start(self, place: Place, moment: str) -> Searched:
        """Begin a search of a place."""
        return Searched(place, moment, needles=len(self._needles(place)))

    def look(self, searched: Searched, where: str, content: bytes) -> None:
        """Search a part of the place."""
        searched.parts += 1
        searched.size += len(content)
        needles = self._needles(searched.place)
        for base in range(0, len(content), BLOCK):
            block = content[base : base + BLOCK + OVERLAP]
            if block.strip(b"\0"):
                searched.hits.extend(_hits(searched, where, needles, block, base))

    def _needles(self, place: Place) -> list[_Needle]:
        """What to look for there. Where a text may be, one spelling is enough to show that the search works."""
        marked = [each for each in self._marked if place not in each.kind.allowed or each.spelling == PLAIN]
        return marked + [each for each in self._noted if place not in each.kind.allowed]


def _marked(canaries: Sequence[Canary]) -> Iterator[_Needle]:
    """One needle for all canaries with a marker: many of them cost no more than one, and a piece is found too."""
    for marker, kind in {each.marker: each.kind for each in canaries}.items():
        group = [each for each in canaries if each.marker == marker]
        whole = [(spelled, name, each) for each in group for name, spelled in spellings(each.text).items()]
        for name, needle in spellings(marker).items():
            candidates = [each for each in whole if each[0].startswith(needle)]
            yield _Needle(kind, needle, name, candidates, Canary("a piece of a text", kind, marker, marker))


def _hits(searched: Searched, where: str, needles: Sequence[_Needle], block: bytes, base: int) -> Iterator[Hit]:
    for needle in needles:
        for at in _occurrences(needle.spelled, block):
            canary, spelling = needle.identify(block, at)
            yield Hit(canary, searched.place, searched.moment, where, spelling, base + at)


def _occurrences(needle: bytes, block: bytes) -> Iterator[int]:
    """Where it begins; what begins in the overlap is left to the next block."""
    at = block.find(needle)
    while 0 <= at < BLOCK:
        yield at
        at = block.find(needle, at + 1)
