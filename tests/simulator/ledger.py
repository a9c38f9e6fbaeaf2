"""What people did in a story, and what was seen to come of it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.simulator.tabs import Tab


@dataclass
class Written:
    """A message. `text` is like no other; `writer` is the page, `number` counts that page's messages."""

    text: str
    writer: str
    side: str
    room: str
    visit: str | None
    """Whom it is about; None where the writer's page did not know its visit yet."""
    number: int
    at: float
    """When it was written, in milliseconds since the story began."""
    audience: Mapping[str, int]
    """The pages that the writer's page knew then, each with how often the line to it had begun again."""
    holders: set[str] = field(default_factory=set)
    """The pages that have had it, the writer's apart."""
    held: bool = False
    """A page of the other side has had it."""
    seen: bool = False
    """A page of the other side, or a colleague's there, has shown it."""


class Choice(NamedTuple):
    """What a provider has set by hand, on a page. `who`: the room, and the person."""

    who: tuple[str, str]
    page: str
    away: bool


@dataclass
class Ledger:
    """All messages of a story, and what people were told."""

    messages: dict[str, Written] = field(default_factory=dict)
    drafts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What was typed and not sent: the page and the conversation."""
    over: dict[str, float] = field(default_factory=dict)
    """When a person was told that a visit has ended, in ms since the story began."""
    ending: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The visits that staff have asked to end, and the page, by the number of the action."""
    asked_to_end: set[str] = field(default_factory=set)
    """All visits that staff have ever asked to end, but those whose end was undone for certain."""
    end_asked_at: dict[str, float] = field(default_factory=dict)
    """When staff have asked last to end a visit, in ms since the story began."""
    ended_on: dict[str, set[str]] = field(default_factory=dict)
    """The pages on which a visit was ended and that was not undone, by the visit."""
    undone_on: dict[str, set[str]] = field(default_factory=dict)
    """The pages on which somebody has undone the end of a visit, by the visit."""
    given_up: set[str] = field(default_factory=set)
    """The patients who have pressed Leave, perhaps without the server knowing."""
    dismissed: set[tuple[str, str]] = field(default_factory=set)
    """Where somebody has dismissed unseen messages: the page, and the visit."""
    acted: set[str] = field(default_factory=set)
    """The pages on which somebody has done something since they were looked at."""
    arrivals: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The visit in each tab, by its name, and when it began."""
    setting_away: dict[int, Choice] = field(default_factory=dict)
    """What is being set, by the number of the action."""
    away: dict[tuple[str, str], Choice | None] = field(default_factory=dict)
    """What was set last, by room and person; None where nobody knows. No entry: nothing was ever set."""
    starting: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The calls that are being started: visit and provider, by the number of the action."""
    calls: dict[str, str] = field(default_factory=dict)
    """Who has started the call of a visit last, where the server has said so."""
    idle: set[str] = field(default_factory=set)
    """The pages that nobody has looked at for long."""
    _numbers: dict[str, int] = field(default_factory=dict)

    def next_text(self, writer: str) -> str:
        """A text that nobody has written yet."""
        return f"{writer} says {self._numbers.get(writer, 0) + 1}"

    def write(self, tab: Tab, visit: str | None, at: float, audience: Mapping[str, int]) -> None:
        """A tab's page has taken the next text of its."""
        writer = tab.page or ""
        text = self.next_text(writer)
        number = self._numbers[writer] = self._numbers.get(writer, 0) + 1
        self.messages[text] = Written(text, writer, tab.role, tab.room, visit, number, at, audience)

    def next_draft(self, page: str, conversation: str) -> str:
        """A draft that nobody has typed yet, noted as typed."""
        draft = f"{page} types {len(self.drafts)}"
        self.drafts[draft] = (page, conversation)
        return draft

    def end(self, call: int, page: str, visit: str, now: float) -> None:
        """Note that somebody has ended a visit on a page."""
        self.ending[call] = (visit, page)
        self.end_asked_at[visit] = now
        self.asked_to_end.add(visit)
        self.ended_on.setdefault(visit, set()).add(page)

    def undo(self, page: str, visit: str) -> None:
        """Note that somebody has undone that."""
        self.ended_on.setdefault(visit, set()).discard(page)
        self.undone_on.setdefault(visit, set()).add(page)

    def note_answers(self, answers: Mapping[int, object], now: float, departed: Container[str]) -> None:
        """Take in what became of what people did. `answers`: by the number of the action, None where it went well.

        `departed`: the visits that a server has said to be over.
        """
        for call in _answered(self.ending, answers):
            visit, page = self.ending.pop(call)
            if answers[call] is not None:
                self.ended_on[visit].discard(page)
            elif visit in departed:  # else it can still be undone
                self.over.setdefault(visit, now)
        for call in _answered(self.starting, answers):
            visit, provider = self.starting.pop(call)
            if answers[call] is None:
                self.calls[visit] = provider
        for call in _answered(self.setting_away, answers):
            choice = self.setting_away.pop(call)
            under_way = any(each.who == choice.who for each in self.setting_away.values())
            is_known = answers[call] is None and not under_way  # else nobody knows what the server heard last
            self.away[choice.who] = choice if is_known else None

    def forget_unwritten(self, since: float, is_written: Callable[[str], bool], departed: Container[str]) -> None:
        """A server ends. What a failing database could not be told from `since` on is not promised to outlive it.

        `departed`: the visits that a server has said to be over.
        """
        self.over = {visit: at for visit, at in self.over.items() if at < since or is_written(visit)}
        for visit in self.ended_on:
            if visit in departed and not is_written(visit):
                self.ended_on[visit].clear()


def _answered(asked: Mapping[int, object], answers: Mapping[int, object]) -> list[int]:
    return [call for call in asked if call in answers]
