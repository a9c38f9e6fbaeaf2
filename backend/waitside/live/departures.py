"""Remembers over a restart which visits are over, so that no ticket brings anybody back to one."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import islice, takewhile
from typing import Final, NamedTuple

from waitside.directory.deadlines import Deadline
from waitside.directory.ended_visits import EndedVisits, hash_of
from waitside.live.announcer import TICKET_LIFE
from waitside.tokens import CLOCK_SKEW
from waitside.waiting_room.errors import PatientLeft, VisitUnknown
from waitside.waiting_room.room import Departure as Reason

logger = logging.getLogger("waitside.live")

MILLISECOND: Final = timedelta(milliseconds=1)
HOUR: Final = timedelta(hours=1) // MILLISECOND
TICKETS_COUNT: Final = TICKET_LIFE // MILLISECOND + CLOCK_SKEW  # ms for which a ticket that was signed now is accepted
PATIENCE: Final = 1.0  # seconds that a change waits until its departures are written
RETRY_AFTER: Final = (0.5, 2.0)  # seconds: the first time, doubled each time, and at most
DELETE_EVERY: Final = HOUR // 6  # ms
MOST_KEPT: Final = 10_000  # departures in memory: days of a busy clinic, and about 2 MB
BATCH: Final = 1_000  # rows in one transaction


class Departure(NamedTuple):
    """Of a visit: the room that it was in, when it ended, and how."""

    room: str
    at: int
    reason: Reason


class Departures:
    """Writes departures to the database, in the background where that takes long. `clock` in ms since the epoch.

    The newest are kept in memory as well: for those who do not know yet that somebody left.
    """

    def __init__(self, ended_visits: EndedVisits, clock: Callable[[], int]) -> None:
        self._ended_visits = ended_visits
        self._clock = clock
        self.newest: OrderedDict[str, Departure] = OrderedDict()
        """By the visit's id."""
        self._backlog: dict[bytes, int] = {}
        self._writing: asyncio.Task[None] | None = None
        self._attempted = asyncio.Event()
        """Set, and replaced by a new one, when an attempt to write has ended."""
        self._late = False
        """An attempt failed or took too long: until the backlog is written, nobody waits for it."""
        self._delete_at = 0

    async def write(self, room: str, reasons: Mapping[str, Reason]) -> None:
        """Write down that visits to a room are over, before anybody is told. `reasons` by visit.

        Waits for that a second at most, and not at all while the database is known not to answer: the rest is done in
        the background. Raises nothing.
        """
        now = self._clock()
        if not reasons:
            return
        self.newest |= {visit: Departure(room, now, reason) for visit, reason in reasons.items()}
        while len(self.newest) > MOST_KEPT:
            self.newest.popitem(last=False)
        expiry = _whole_hour(now + TICKETS_COUNT + 1)
        added = {hash_of(visit): expiry for visit in reasons}
        self._backlog |= added
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_backlog())
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._late and not self._backlog.keys().isdisjoint(added):
                    await self._attempted.wait()
        except TimeoutError as error:
            if not self._backlog.keys().isdisjoint(added):
                self._fall_behind(error)

    def since(self, room: str, instant: int) -> dict[str, Reason]:
        """Those visits to a room that ended at or after an instant, the latest first, and how."""
        recent = takewhile(lambda each: each[1].at >= instant, reversed(self.newest.items()))
        return {visit: departure.reason for visit, departure in recent if departure.room == room}

    def remembers(self, visit_id: str) -> bool:
        """Whether a visit is over, as far as memory tells: of one that ended long ago only the database knows."""
        return visit_id in self.newest

    def explained(self, visit_id: str) -> "_Explained":
        """A context that raises PatientLeft where a room says VisitUnknown of a visit that is remembered to be over."""
        return _Explained(self, visit_id)

    def forget(self) -> None:
        """Forget those whose tickets are worthless by now."""
        before = self._clock() - TICKETS_COUNT
        while self.newest and next(iter(self.newest.values())).at < before:
            self.newest.popitem(last=False)

    async def is_over(self, visit_id: str) -> bool:
        """Whether a visit that the server does not know has ended. Raises DirectoryUnavailable."""
        visit = hash_of(visit_id)
        return visit in self._backlog or await self._ended_visits.has(visit)

    async def delete_expired(self) -> None:
        """Forget departures whose tickets are worthless by now; does so now and then, however often it is called."""
        now = self._clock()
        if now >= self._delete_at:
            while await self._ended_visits.delete_expired(now):
                pass
            self._delete_at = now + DELETE_EVERY

    async def stop(self) -> None:
        """Write what is left, if the database answers within a second."""
        if self._writing is None:
            return
        self._writing.cancel()
        with contextlib.suppress(Exception):  # the server ends in any case
            async with Deadline(PATIENCE):
                await asyncio.wait({self._writing})
                while self._backlog:
                    await self._write_some()

    async def _write_backlog(self) -> None:
        first, most = RETRY_AFTER
        pause = first
        while self._backlog:
            try:
                await self._write_some()
            except Exception as error:  # noqa: BLE001 - it is tried until it is done
                self._fall_behind(error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, most)
            else:
                pause = first
                self._wake()
        self._late = False

    async def _write_some(self) -> None:
        some = dict(islice(self._backlog.items(), BATCH))
        await self._ended_visits.add(some)
        for each in some:
            self._backlog.pop(each, None)

    def _fall_behind(self, error: Exception) -> None:
        if not self._late:  # once an outage
            logger.error("ended visits are not written yet: %s", type(error).__name__)
        self._late = True
        self._wake()

    def _wake(self) -> None:
        self._attempted.set()
        self._attempted = asyncio.Event()


class _Explained:
    """See `Departures.explained`. On the path of every message, and so no generator."""

    __slots__ = ("_departures", "_visit")

    def __init__(self, departures: Departures, visit: str) -> None:
        self._departures = departures
        self._visit = visit

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, VisitUnknown) and self._departures.remembers(self._visit):
            raise PatientLeft from None


def _whole_hour(instant: int) -> int:
    """The first full hour that is not before an instant, so that the expiry tells little of when a visit ended."""
    return -(-instant // HOUR) * HOUR
