"""What was written in a story, and what the pages were seen to do with it."""

from dataclasses import dataclass, field
from typing import NamedTuple


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
    """All messages of a story, and the visits that are over."""

    messages: dict[str, Written] = field(default_factory=dict)
    over: dict[str, float] = field(default_factory=dict)
    """When a person was told that a visit has ended, in ms since the story began."""
    ending: dict[int, str] = field(default_factory=dict)
    """The visits that staff have asked to end, by the number of the action."""
    given_up: set[str] = field(default_factory=set)
    """The patients who have pressed Leave, perhaps without the server knowing."""
    dismissed: set[str] = field(default_factory=set)
    """The visits whose unseen messages somebody has dismissed."""
    setting_away: dict[int, "Choice"] = field(default_factory=dict)
    """What is being set, by the number of the action."""
    away: dict[tuple[str, str], "Choice"] = field(default_factory=dict)
    """What was set last, by room and person, where the server has said so."""
    _numbers: dict[str, int] = field(default_factory=dict)

    def next_text(self, writer: str) -> str:
        """A text that nobody has written yet."""
        return f"{writer} says {self._numbers.get(writer, 0) + 1}"

    def write(self, writer: str, side: str, room: str, visit: str | None) -> None:
        """A page has taken the next text of its."""
        text = self.next_text(writer)
        number = self._numbers[writer] = self._numbers.get(writer, 0) + 1
        self.messages[text] = Written(text, writer, side, room, visit, number)

    def note_answers(self, answers: dict[int, object], now: float) -> None:
        """Take in what became of what people did. `answers`: by the number of the action, None where it went well."""
        for call in [each for each in self.ending if each in answers]:
            visit = self.ending.pop(call)
            if answers[call] is None:
                self.over.setdefault(visit, now)
        for call in [each for each in self.setting_away if each in answers]:
            choice = self.setting_away.pop(call)
            under_way = any(each.who == choice.who for each in self.setting_away.values())
            if answers[call] is None and not under_way:
                self.away[choice.who] = choice
            else:  # what the server heard last, nobody knows
                self.away.pop(choice.who, None)
