"""What happens to the server, its keys, its clock, its database, and the clinic's portal."""

from dataclasses import replace
from typing import Final

from tests.simulator.clinics import KEYS, PASSCODE, WRONG_KEYS
from tests.simulator.faults import Mood
from tests.simulator.hashing import simulated_hash
from tests.simulator.limits import small
from tests.simulator.scene import Scene, jump
from tests.simulator.server import LATER_VERSIONS, VERSIONS
from waitside.directory.ended_visits import hash_of

WRITTEN_WITHIN: Final = 4_000
"""Milliseconds after an outage within which the ended visits are written."""

PASSCODE_ROOMS: Final = ("rivera", "rivera", "okafor")
"""Those that may have a passcode: most patients come to the first."""

MOODS: Final[tuple[Mood, ...]] = ("slow", "flaky", "failing", "hanging")


class Operations:
    """Each public method is an action of stories."""

    def __init__(self, scene: Scene) -> None:
        self._world = scene.world
        self._ledger = scene.ledger

    def limits_are_small(self, first: int, second: int) -> bool:
        """The server is started with small limits, before anybody has come."""
        self._world.limits = small(first, second)
        self._world.kill_server()
        self._world.start_server()
        return True

    def room_has_passcode(self, first: int, _second: int) -> bool:
        """Who walks in to one of the rooms is asked for its passcode; before anybody has come."""
        rooms = self._world.tables.rooms
        slug = PASSCODE_ROOMS[first % len(PASSCODE_ROOMS)]
        rooms[slug] = replace(rooms[slug], passcode_hash=simulated_hash(PASSCODE))
        return True

    def server_is_killed(self, _first: int, _second: int) -> bool:
        """The server's process is killed."""
        was_running = self._world.server is not None
        self._forget_unwritten()
        self._world.kill_server()
        return was_running

    def machine_crashes(self, _first: int, _second: int) -> bool:
        """The server's machine loses its power."""
        was_running = self._world.server is not None
        self._forget_unwritten()
        self._world.crash_machine()
        return was_running

    async def server_restarts(self, _first: int, _second: int) -> bool:
        """The server is stopped in good order, and started."""
        self._forget_unwritten()
        await self._world.stop_server()
        self._world.start_server()
        return True

    def server_starts(self, _first: int, _second: int) -> bool:
        """The server is started."""
        was_running = self._world.server is not None
        self._world.start_server()
        return not was_running

    def keys_rotate(self, _first: int, _second: int) -> bool:
        """Takes effect with the next start: the new key signs, and the old one is still accepted."""
        if self._world.keys == WRONG_KEYS:
            return False
        self._world.keys = KEYS if self._world.keys[0] == KEYS[1] else KEYS[::-1]
        return True

    async def keys_are_mixed_up(self, _first: int, _second: int) -> bool:
        """The server is started with another one's keys, or with its own again."""
        self._world.keys = KEYS if self._world.keys == WRONG_KEYS else WRONG_KEYS
        return await self.server_restarts(0, 0)

    async def server_is_too_new(self, _first: int, _second: int) -> bool:
        """A server is started that does not speak the pages' version any more, or the one before again."""
        self._world.versions = VERSIONS if self._world.versions == LATER_VERSIONS else LATER_VERSIONS
        return await self.server_restarts(0, 0)

    def server_clock_steps(self, _first: int, second: int) -> bool:
        """The clock of the server's machine is set."""
        self._world.server_skew += jump(second)
        self._world.server_clock_was_set = True
        if self._world.server is not None:
            self._world.server.skew = self._world.server_skew
        return True

    def database_changes(self, first: int, _second: int) -> bool:
        """The database has a bad time."""
        self._world.set_mood(MOODS[first % len(MOODS)])
        return True

    def database_recovers(self, _first: int, _second: int) -> bool:
        """The database is well again."""
        was_well = self._world.database.mood == "well"
        self._world.set_mood("well")
        return not was_well

    def portal_fails(self, _first: int, _second: int) -> bool:
        """The clinic's portal signs nothing any more, or does again."""
        self._world.portal_works = not self._world.portal_works
        return True

    def _forget_unwritten(self) -> None:
        if self._world.outage is None:
            return
        began, ended = self._world.outage
        if self._world.loop.milliseconds - ended < WRITTEN_WITHIN:
            written = self._world.tables.ended_visits
            self._ledger.forget_unwritten(began, lambda visit: hash_of(visit) in written, self._world.departed)
