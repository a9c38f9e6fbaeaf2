"""What pages are told of limits, and whether they may be: nobody is refused who has asked for little."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tests.simulator.looks import problem_of
from tests.simulator.pages import Look
from tests.simulator.server import Answer
from tests.simulator.tabs import Hello, Tab

if TYPE_CHECKING:
    from tests.simulator.world import World

COMMAND: Final = "a reply"

CHECK_IN: Final = "/check-in"
"""How the address of the request ends with which somebody walks in."""

WITHIN: Final = 30_000
"""Milliseconds: a window, and what a slow line and the wait for the next attempt add."""

ANSWERED_WITHIN: Final = 800
"""Milliseconds for a request of a page that has an address of its own, while the database is well.

At most six patients and an attacker take turns in each of two queues, at 50 ms a passcode.
"""


class Refusals:
    """Holds the server to what its limits promise. `troubles` collects refusals that nobody has earned."""

    def __init__(self, world: "World", hellos: list[Hello], troubles: list[str]) -> None:
        self._world = world
        self._hellos = hellos
        self._troubles = troubles
        self._commands: list[tuple[float, Tab]] = []

    def note_command(self, tab: Tab) -> None:
        """Note that a page asks for something."""
        self._commands.append((self._world.loop.milliseconds, tab))

    def hear(self, tab: Tab, told: str) -> None:
        """Take in what the server tells a page of its limits: `told` by which way."""
        may_be = self._may_wait(tab) if told == COMMAND else self._may_be_refused(tab, told)
        if not may_be:
            self._troubles.append(f"{tab.page} ({tab.role} in {tab.room}) is told by {told} that there were too many")

    def timed(self, tab: Tab, url: str, answer: Callable[[Answer], None]) -> Callable[[Answer], None]:
        """Return what takes the answer to a request that the server gets now, which may not wait behind a flood."""
        asked = self._world.loop.milliseconds

        def take(answered: Answer) -> None:
            took = self._world.loop.milliseconds - asked
            excused = answered is None or self._world.limits.one_address or self._world.was_ill(took)
            if took > ANSWERED_WITHIN and not excused:
                self._troubles.append(f"{tab.page} is answered by {url} after {took:.0f} ms")
            answer(answered)

        return take

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

    def _may_be_refused(self, tab: Tab, told: str) -> bool:
        """Whether somebody has come in often, or may be kept out by others of the same address.

        While the database does not answer, strangers who wait to be let in take all that an address may have.
        """
        limits, device = self._world.limits, tab.device
        if device.away_since is not None or device.was_away_long:
            return True  # what it hears is of long ago
        since = self._world.loop.milliseconds - WITHIN
        recent = [each for each in self._hellos if each.at >= since]
        if limits.one_address:
            unknown = self._is_guest(tab, told) or self._was_a_stranger() or self._world.was_ill(WITHIN)
            return unknown or sum(each.person == tab.person for each in recent) >= limits.server.entries
        return sum(each.person == tab.person or each.address == device.address for each in recent) >= limits.entries

    def _may_wait(self, tab: Tab) -> bool:
        """Whether a page has asked for much, or may have to wait because others of the same address have."""
        limits, device = self._world.limits, tab.device
        if device.away_since is not None or device.was_away_long or (limits.one_address and tab.role == "patient"):
            return True
        since = self._world.loop.milliseconds - WITHIN
        recent = [by for at, by in self._commands if at >= since and by.role == tab.role]
        own = sum(by.person == tab.person for by in recent)
        most = limits.server.page if tab.role == "provider" else min(limits.server.page, limits.server.patient)
        beside = [by for by in recent if by.device.address == device.address]
        return own >= most or len(beside) >= limits.server.address

    def _was_a_stranger(self) -> bool:
        """Whether there was a server that could not read what pages show of themselves."""
        return self._world.keys_were_wrong or self._world.was_too_new

    def _is_guest(self, tab: Tab, told: str) -> bool:
        """Whether nothing tells a patient from a stranger: they have shown no ticket yet, and no portal knows them.

        Who checks in shows no more than a stranger does, also after another visit.
        """
        if told.endswith(CHECK_IN):
            return True
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
