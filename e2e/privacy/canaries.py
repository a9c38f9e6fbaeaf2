"""Canaries: random texts that people type, send and sign in with, each noted with what it is and where it may be."""

import secrets
import string
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, NamedTuple


class Place(StrEnum):
    """Where the server could keep something."""

    DATABASE = "database"
    FILES = "files"
    LOG = "log"
    MEMORY = "memory"


class _Rule(NamedTuple):
    words: str
    allowed: frozenset[Place]


class Kind(Enum):
    """What a canary is, in words for the report, and the places that may hold it."""

    PRIVATE = _Rule("Patients' names, messages, drafts and addresses of the clinic's pages", frozenset())
    SECRET = _Rule("Passwords, passcodes, tokens, tickets, cookies and keys", frozenset({Place.MEMORY}))
    VISIT = _Rule("A visit's id, and the clinic's own reference", frozenset({Place.MEMORY}))
    STRAY = _Rule("Plain text in requests and frames that no page sends", frozenset({Place.MEMORY}))
    CLINIC = _Rule("What the clinic's staff have set for patients to read", frozenset({Place.DATABASE, Place.MEMORY}))

    @property
    def words(self) -> str:
        """What it is."""
        return self.value.words

    @property
    def allowed(self) -> frozenset[Place]:
        """Where it may be."""
        return self.value.allowed


class Alphabet(StrEnum):
    """Letters to make canaries of: a letter of each takes another number of bytes."""

    PLAIN = string.ascii_lowercase + string.digits
    ACCENTED = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýþÿ"
    CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
    EMOJI = "".join(map(chr, range(0x1F600, 0x1F638)))


MARKER: Final = 10
"""Letters that canaries of a kind and an alphabet begin with: at least 45 random bits, so none is found by chance."""

OWN: Final = 8
"""Letters that tell one of these canaries from the others."""


@dataclass(frozen=True)
class Canary:
    """A text to look for. `marker`: what it begins with, or nothing where Waitside made the text."""

    what: str
    kind: Kind
    text: str
    marker: str = ""


class Canaries:
    """All canaries of a run."""

    def __init__(self) -> None:
        self.made: list[Canary] = []
        self.noted: list[Canary] = []
        self._markers: dict[tuple[Kind, Alphabet], str] = {}

    def make(self, what: str, kind: Kind = Kind.PRIVATE, alphabet: Alphabet = Alphabet.PLAIN) -> str:
        """A new canary's text."""
        marker = self._markers.setdefault((kind, alphabet), _word(alphabet, MARKER))
        canary = Canary(what, kind, marker + _word(alphabet, OWN), marker)
        self.made.append(canary)
        return canary.text

    def note(self, what: str, kind: Kind, text: str) -> None:
        """Look for a text that Waitside made, such as a token."""
        if all(text != each.text for each in self.noted):
            self.noted.append(Canary(what, kind, text))

    @property
    def all(self) -> list[Canary]:
        """Every canary, made or noted."""
        return self.made + self.noted


def _word(alphabet: Alphabet, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
