"""What pages are told of limits, and whether they may be: nobody is refused who has asked for little."""

from typing import TYPE_CHECKING, Final

from tests.simulator.looks import problem_of
from tests.simulator.pages import Look
from tests.simulator.tabs import Hello, Tab

if TYPE_CHECKING:
    from tests.simulator.world import World

WITHIN: Final = 30_000
"""Milliseconds: a window, and what a slow line and the wait for the next attempt add."""


class Refusals:
    """Holds the server to what its limits promise. `troubles` collects refusals that nobody has earned."""

    def __init__(self, world: "World", hellos: list[Hello]) -> None:
        self._world = world
        self._hellos = hellos
        self.troubles: list[str] = []

    def hear(self, tab: Tab, told: str) -> None:
        """Take in what the server tells a page of its limits: `told` by which way."""
        if not self._may_be_refused(tab):
            self.troubles.append(f"{tab.page} ({tab.role} in {tab.room}) is told by {told} that there were too many")

    def wrong(self, tab: Tab, look: Look) -> str | None:
        """Say what is wrong if a page shows that a room takes nobody, and the room has never been full."""
        if problem_of(tab, look) != "room_full" or self._may_be_full(tab):
            return None
        return f"{tab.page} shows that {tab.room} takes nobody, where at most {self._most(tab.room)} were"

    def is_full(self, room: str) -> bool:
        """Whether a room takes nobody at this moment, whoever asks."""
        server = self._world.server
        visits = [each.visits for each in server.store.rooms() if each.slug == room] if server is not None else []
        return any(len(each) >= self._world.limits.server.visits for each in visits)

    def _may_be_refused(self, tab: Tab) -> bool:
        """Whether somebody has come in often, or may be kept out by others of the same address."""
        limits, device = self._world.limits, tab.device
        if device.away_since is not None or device.was_away_long:
            return True  # what it hears is of long ago
        since = self._world.loop.milliseconds - WITHIN
        recent = [each for each in self._hellos if each.at >= since]
        if limits.one_address:
            return self._is_guest(tab) or sum(each.person == tab.person for each in recent) >= limits.server.entries
        return sum(each.person == tab.person or each.address == device.address for each in recent) >= limits.entries

    def _is_guest(self, tab: Tab) -> bool:
        """Whether nothing tells a patient from a stranger: they have shown no ticket yet, and no portal knows them."""
        last = next((each for each in reversed(self._hellos) if each.person == tab.person), None)
        return tab.role == "patient" and tab.subject is None and (last is None or last.ticket is None)

    def _may_be_full(self, tab: Tab) -> bool:
        limits = self._world.limits
        if self._most(tab.room) >= limits.server.visits or limits.one_address:
            return True
        arrivals = [each for each in self._hellos if each.address == tab.device.address and each.ticket is None]
        return len(arrivals) >= limits.server.arrivals

    def _most(self, room: str) -> int:
        return self._world.most_visits.get(room, 0)
