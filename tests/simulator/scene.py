"""What those who act in a story see, and how they do things."""

from collections.abc import Sequence
from typing import Any, TypeVar

from tests.simulator.ledger import Ledger
from tests.simulator.looks import Looks, is_in, queue
from tests.simulator.tabs import Tab
from tests.simulator.world import World
from waitside.tokens import Role

MOST_WRITTEN = 4
"""Messages that are written at once."""

Thing = TypeVar("Thing")


class Scene:
    """A world, and what each tab's page showed last (`looks`)."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self.world = world
        self.ledger = ledger
        self.looks: Looks = {}

    def model(self, tab: Tab) -> dict[str, Any]:
        """What a tab's page shows; empty while it loads."""
        model: dict[str, Any] = self.looks.get(tab.name, {}).get("model", {})
        return model

    def act(self, tab: Tab, action: str, *args: object) -> int:
        """Have the person at a page do something. Returns the number that the answer will bear."""
        assert tab.page is not None
        self.ledger.acted.add(tab.page)
        return self.world.pages.act(tab.page, action, *args)

    def on(self, tab: Tab | None, action: str, *args: object) -> bool:
        """Have somebody do something, if there is anybody. Returns whether there was."""
        if tab is None or None in args:
            return False
        self.act(tab, action, *args)
        return True

    def someone(self, role: Role | None, chosen: int) -> Tab | None:
        """One of those who can do something."""
        return pick(self.world.awake_tabs(role), chosen)

    def write(self, tabs: Sequence[Tab], chosen: int, count: int) -> bool:
        """Have one of those write some messages."""
        tab = pick([each for each in tabs if self._may_write(each)], chosen)
        if tab is None or tab.page is None:
            return False
        conversation = self.model(tab)["chat"]["visit"]
        visit = conversation if tab.role == "provider" else self.world.papers.visit_of(tab, self.looks[tab.name])
        audience = self._audience(tab, visit)
        for _ in range(count):
            self.act(tab, "send", conversation, self.ledger.next_text(tab.page))
            self.ledger.write(tab, visit, self.world.loop.milliseconds, audience)
        return True

    def draft(self, tabs: Sequence[Tab], chosen: int) -> bool:
        """Have one of those write something, and not send it."""
        tab = pick([each for each in tabs if self._may_write(each)], chosen)
        if tab is None or tab.page is None:
            return False
        conversation = self.model(tab)["chat"]["visit"]
        self.act(tab, "setDraft", conversation, self.ledger.next_draft(tab.page, conversation))
        return True

    def _may_write(self, tab: Tab) -> bool:
        """Whether the chat box is open, and its composer enabled."""
        chat = self.model(tab).get("chat")
        return chat is not None and chat["state"] == "open" and chat["writing"] == "allowed"

    def _audience(self, writer: Tab, visit: str | None) -> dict[str, int]:
        """The pages that the writer's page knows and that know of the visit: they must get what is written.

        Each with how often the line to it has begun again.
        """
        lines = self.looks[writer.name]["lines"]
        known = [tab for tab in self.world.open_tabs() if tab.room == writer.room and self._knows(tab, visit)]
        ids = {tab.page: f"{visit} {self.looks[tab.name]['page']}" for tab in known if tab.page is not None}
        return {page: lines[each] for page, each in ids.items() if each in lines}

    def _knows(self, tab: Tab, visit: str | None) -> bool:
        look = self.looks.get(tab.name)
        if look is None or visit is None or not is_in(tab, look):
            return False
        return visit in queue(look) if tab.role == "provider" else self.world.papers.visit_of(tab, look) == visit


def pick(things: Sequence[Thing], chosen: int) -> Thing | None:
    """One of several; None if there are none."""
    return things[chosen % len(things)] if things else None


def jump(chosen: int) -> int:
    """How far a clock steps, in ms: a little, or by an hour, forward or back."""
    return (-3_600_000, -5_000, 5_000, 3_600_000)[chosen % 4]
