"""Changes to live rooms, one at a time for each room, each told to everyone before the next begins."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from weakref import WeakValueDictionary

from waitside.directory import RoomRecord
from waitside.live.announcer import Announcer
from waitside.live.departures import TICKETS_COUNT, Departures
from waitside.live.records import Records
from waitside.refusals import Refusal
from waitside.stores import RoomStore
from waitside.waiting_room import grace as waiting
from waitside.waiting_room.room import Change, Fact, Room, VisitLeft

MILLISECOND = timedelta(milliseconds=1)


class Rooms:
    """The live rooms of this server. `clock` tells milliseconds since the epoch."""

    def __init__(
        self,
        store: RoomStore,
        records: Records,
        departures: Departures,
        announcer: Announcer,
        clock: Callable[[], int],
        grace: timedelta,
    ) -> None:
        self._store = store
        self._records = records
        self._departures = departures
        self._announcer = announcer
        self._clock = clock
        self.grace = grace // MILLISECOND
        self.removed: frozenset[str] = frozenset()
        """The rooms that somebody has been in and the directory no longer has, as of the last look."""
        self._sweeps = 0
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, slug: str) -> AsyncIterator[None]:
        """Hold a room, so that what its pages are told comes in the order of what happened."""
        lock = self._turns.get(slug)
        if lock is None:  # it lives for as long as somebody holds it or waits for it
            lock = self._turns[slug] = asyncio.Lock()
        async with lock:
            yield

    async def change(
        self,
        record: RoomRecord,
        change: Callable[[Room], Change],
        seat: Callable[[Room], Awaitable[None]] | None = None,
    ) -> Room:
        """Apply a change, `seat` the page that it lets in, and tell everyone; the caller holds the room's turn.

        Whatever can fail comes before the change is kept. After that nothing asks the directory or waits for anything,
        so that no page is let in by half and no change goes untold. Raises WaitingRoomError.
        """
        before, after, facts = await self._keep(record.slug, change)
        self._records.hold_room(record)
        try:
            if seat is not None:
                await seat(after)
        finally:  # what is kept is told, whatever becomes of the page
            if after is not before:
                self._announcer.announce(record, before, after, facts)
        return after

    def current(self, slug: str) -> Room:
        """The room as it is. Raises Refusal when nobody has been in it."""
        room = self._store.get(slug)
        if room is None:
            raise Refusal("visit_unknown")
        return room

    def current_or_none(self, slug: str) -> Room | None:
        """The room as it is; None when nobody has been in it."""
        return self._store.get(slug)

    def remembers(self, slug: str, visit_id: str) -> bool:
        """Whether the server knows a visit: it is there, or over."""
        room = self._store.get(slug)
        return (room is not None and visit_id in room.visits) or self._departures.remembers(visit_id)

    def record(self, slug: str) -> RoomRecord:
        """What the directory said last of a live room. Raises Refusal when the room is not live, or is removed."""
        record = self._records.rooms.get(slug)
        if record is None:
            raise Refusal("room_unknown")
        return record

    async def expire(self, is_seated: Callable[[str, str], bool]) -> None:
        """Let go, in every room, of those whose grace is over, and forget who left long ago. Needs no directory.

        `is_seated` tells whether a page, by room and id, has a connection: one without is dropped first.
        """
        self._departures.forget()
        self._sweeps += 1
        for slug in self._store.slugs():
            async with self.turn(slug):
                await self._expire(slug, is_seated)

    async def refresh(self) -> None:
        """Look up what the directory says by now: close rooms that are removed, tell of staff that has changed.

        Raises DirectoryUnavailable.
        """
        slugs = self._store.slugs()
        self.removed = await self._records.refresh_rooms(slugs)
        for slug in self.removed:
            async with self.turn(slug):
                await self._close(slug)
        staff = {member.provider for room in self._live() for member in room.team.values()}
        self._records.keep_providers(staff)
        await self.announce_staff(await self._records.refresh_providers(staff))

    async def announce_staff(self, provider_ids: Collection[str]) -> None:
        """Tell everyone in their rooms what is known of these providers by now."""
        concerned = [room.slug for room in self._live() if _works_in(room, provider_ids)]
        for slug in concerned:
            async with self.turn(slug):
                room = self._store.get(slug)
                if room is not None:
                    self._announcer.announce_team(room)

    async def _keep(self, slug: str, change: Callable[[Room], Change]) -> tuple[Room, Room, tuple[Fact, ...]]:
        """Keep what a change makes of a room, once its departures are written. Returns the room before and after.

        Departures are written first: a server that is killed after the change was told takes nobody back.
        """
        now = self._clock()
        before = self._store.get(slug) or Room(slug, since=now)
        _, facts = change(before)
        left = {fact.visit.id: fact.reason for fact in facts if isinstance(fact, VisitLeft)}
        await self._departures.write(slug, left)
        after, facts = self._store.update(slug, change, now)
        return before, after, facts

    async def _expire(self, slug: str, is_seated: Callable[[str, str], bool]) -> None:
        room = self._store.get(slug)
        if room is None:
            return
        change = self._expiry(lambda page: is_seated(slug, page))
        if change(room)[0] is not room:
            record = self._records.rooms.get(slug)
            room = await self.change(record, change) if record is not None else (await self._keep(slug, change))[1]
        if room.is_empty:
            self._store.drop(slug)
            self._records.drop_room(slug)

    async def _close(self, slug: str) -> None:
        now, room = self._clock(), self._store.get(slug)
        if room is not None and (room.visits or room.team):
            _, _, facts = await self._keep(slug, lambda each: waiting.close(each, now))
            self._announcer.announce_closing(slug, facts)
        self._records.drop_room(slug)

    def _expiry(self, is_seated: Callable[[str], bool]) -> Callable[[Room], Change]:
        now, sweep = self._clock(), self._sweeps

        def expire(room: Room) -> Change:
            room, dropped = waiting.drop_missing(room, is_seated, now, sweep)
            room, over = waiting.expire(room, now, grace=self.grace, memory=TICKETS_COUNT)
            return room, (*dropped, *over)

        return expire

    def _live(self) -> list[Room]:
        rooms = [self._store.get(slug) for slug in self._store.slugs()]
        return [room for room in rooms if room is not None]


def _works_in(room: Room, provider_ids: Collection[str]) -> bool:
    return any(member.provider in provider_ids for member in room.team.values())
