"""One person's page in the soak: it writes by itself, and can be asked what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Frame, expect

from e2e.soak.ledger import Screen


@dataclass(frozen=True)
class Row:
    """A row of the provider's queue."""

    name: str
    status: str
    connected: bool


@dataclass(frozen=True)
class Progress:
    """How far what was written before some moment has got, as one page can tell."""

    shown: str | None
    written: dict[str, int]
    sending: int
    received: int
    rows: tuple[Row, ...]


class Person:
    """Somebody's page; `frame` is where the widget draws, `port` the end of their line."""

    def __init__(self, who: str, frame: Frame, port: int) -> None:
        self.who = who
        self.frame = frame
        self.port = port

    def start(self, every_s: float, conversation: str | None = None) -> None:
        """Begin to write; a patient in the one conversation, a provider in whichever is shown."""
        self.frame.evaluate("([every, name]) => soak.start(every, name)", [every_s * 1_000, conversation])

    def stop(self) -> None:
        """Write no more."""
        self.frame.evaluate("soak.stop()")

    def read(self) -> Screen:
        """What the page shows now."""
        raw: dict[str, Any] = self.frame.evaluate("soak.read()")
        sent = [(text, status) for text, status in raw["sent"]]
        return Screen(raw["shown"], sent, raw["received"], raw["written"], raw["refused"])

    def wait_until_whole(self) -> None:
        """Wait until all of the conversation in the box is drawn: a long one is drawn in pieces."""
        expect(self.frame.locator(".piece:empty")).to_have_count(0)

    def progress(self, before: float) -> Progress:
        """How far everything written before a moment, in seconds since the epoch, has got."""
        raw: dict[str, Any] = self.frame.evaluate("(before) => soak.progress(before)", before * 1_000)
        rows = tuple(Row(**row) for row in raw.pop("rows"))
        return Progress(**raw, rows=rows)

    def drained_at(self, before: float, expected: Mapping[str, int]) -> float:
        """When the page had shown all that was written before a moment, both in seconds since the epoch.

        `expected`: how many it was to get, by stream.
        """
        at: float = self.frame.evaluate("([at, due]) => soak.drainedAt(at, due)", [before * 1_000, expected])
        return at / 1_000

    def went_offline(self, after: float, until: float) -> bool:
        """Whether the page showed offline at some time between two moments, in seconds since the epoch."""
        states: list[tuple[float, str]] = self.frame.evaluate("soak.states()")
        before = [state for at, state in states if at / 1_000 < after][-1:]
        during = [state for at, state in states if after <= at / 1_000 <= until]
        return "offline" in [*before, *during]
