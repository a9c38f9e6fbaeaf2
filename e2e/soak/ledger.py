"""What was written against what the screens show. Pure: pages are read elsewhere."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final, Literal

Direction = Literal["up", "down"]
"""From the patient to the provider, or back."""

ARRIVED: Final = ("delivered", "read")
PRIVATE: Final = re.compile(r"Patient \d+-\d+|\d+-\d+ (?:up|down) \d+")


@dataclass(frozen=True)
class Screen:
    """One page's view of the conversation that its box shows, and how much the page wrote in each stream, ever.

    A stream is one direction of one conversation, such as "2-1 up"; a message's text is its stream and number.
    """

    shown: str | None
    sent: Sequence[tuple[str, str]]
    """Texts with their status."""
    received: Sequence[str]
    written: Mapping[str, int]
    refused: int

    def claimed(self) -> set[str]:
        """What this page says has arrived."""
        return {text for text, status in self.sent if status in ARRIVED}


@dataclass
class Tally:
    """What a run came to. Every list holds texts or sentences that say what was wrong; all are to be empty."""

    written: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    """On a page or in a conversation where it does not belong."""
    false_delivered: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    """Never shown as delivered, though they had all the time for it."""
    refused: list[str] = field(default_factory=list)
    """Pages that could not be written on."""
    queues: list[str] = field(default_factory=list)
    """Queues or calls that were not as before."""
    unshown: list[str] = field(default_factory=list)
    """Pages that did not show offline in time, or did so without a reason."""
    logged: list[str] = field(default_factory=list)
    """Names and texts in the server's output."""
    slow: list[str] = field(default_factory=list)
    """What took longer than it may."""
    drains: list[float] = field(default_factory=list)
    """Seconds from the end of each disturbance until everything written before had arrived."""
    samples: int = 0
    """How often statuses were compared with the other page."""

    def wrongs(self) -> dict[str, list[str]]:
        """Everything that must not be, by name."""
        return {
            "lost": self.lost,
            "doubled": self.doubled,
            "out of order": self.out_of_order,
            "astray": self.astray,
            "false delivered": self.false_delivered,
            "stuck": self.stuck,
            "could not write": self.refused,
            "queue or call changed": self.queues,
            "connection not as shown": self.unshown,
            "name or text in a log": self.logged,
            "too slow": self.slow,
        }

    def compare_claims(self, sender: Screen, receiver: Screen) -> None:
        """`sender` was read first: what it said had arrived must be on the other page."""
        self.samples += 1
        self.false_delivered += sorted(sender.claimed() - set(receiver.received) - set(self.false_delivered))

    def close_stream(self, stream: str, sender: Screen, receiver: Screen) -> None:
        """Both pages at the end, when nothing is on its way any more."""
        count = sender.written.get(stream, 0)
        texts = [f"{stream} {number:06}" for number in range(1, count + 1)]
        self.written += count
        sent = [text for text, _ in sender.sent]
        self.lost += [f"{text} (own page)" for text in missing(texts, sent)]
        self.lost += missing(texts, receiver.received)
        for shown in (sent, receiver.received):
            self.doubled += [text for text, times in Counter(shown).items() if times > 1]
            self.out_of_order += late(shown)
            self.astray += sorted(set(shown) - set(texts))
        self.stuck += [f"{text} ({status})" for text, status in sender.sent if status not in ARRIVED]

    def check_log(self, output: str) -> None:
        """Nothing that anybody is called or wrote may be in the server's output."""
        self.logged += PRIVATE.findall(output)

    def drain_figures(self) -> str:
        """Least, median and most, in seconds."""
        if not self.drains:
            return "-"
        return f"{min(self.drains):.2f} / {median(self.drains):.2f} / {max(self.drains):.2f}"


def missing(wanted: Iterable[str], there: Collection[str]) -> list[str]:
    """What should be there and is not."""
    found = set(there)
    return [text for text in wanted if text not in found]


def late(texts: Sequence[str]) -> list[str]:
    """The texts of one stream that come after a later one."""
    return [after for before, after in itertools.pairwise(texts) if after < before]
