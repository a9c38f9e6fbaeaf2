"""Changes to live rooms, one at a time for each room, each told to everyone before the next begins."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from waitside.directory import Directory, RoomRecord
from waitside.live.announcer import TICKET_LIFE, Announcer
from waitside.live.refusals import Refusal
from waitside.stores import RoomStore
from waitside.waiting_room import grace as waiting
from waitside.waiting_room.room import Change, Room

MILLISECOND = timedelta(milliseconds=1)


class Rooms:
    """The live rooms of this server. `clock` tells milliseconds since the epoch."""

    def __init__(
        self,
        store: RoomStore,
        directory: Directory,
        announcer: Announcer,
        clock: Callable[[], int],
        grace: timedelta,
    ) -> None:
        self._store = store
        self._directory = directory
        self._announcer = announcer
        self._clock = clock
        self._grace = grace
        self.removed: frozenset[str] = frozenset()
        """The rooms that somebody has been in and the directory no longer has, as of the last look."""
        self._records: dict[str, RoomRecord] = {}
        """What the directory said last of each room that somebody has been in."""
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, slug: str) -> AsyncIterator[None]:
        """Hold a room, so that what its pages are told comes in the order of what happened."""
        async with self._turns[slug]:
            yield

    async def change(
        self,
        record: RoomRecord,
        change: Callable[[Room], Change],
        first: Callable[[Room], Awaitable[None]] | None = None,
    ) -> Room:
        """Apply a change, do what has to come `first`, and tell everyone; the caller holds the room's turn.

        Raises WaitingRoomError.
        """
        now = self._clock()
        self._records[record.slug] = record
        before = await self._store.get(record.slug) or Room(record.slug, since=now)
        after, facts = await self._store.update(record.slug, change, now)
        if first is not None:
            await first(after)
        if facts:
            await self._announcer.announce(record, before, after, facts)
        return after

    async def current(self, slug: str) -> Room:
        """The room as it is. Raises Refusal when nobody has been in it."""
        room = await self._store.get(slug)
        if room is None:
            raise Refusal("visit_unknown")
        return room

    async def looked_after_by(self, provider_id: str) -> list[str]:
        """The slugs of the rooms that a provider has a page in."""
        rooms = [(slug, await self._store.get(slug)) for slug in await self._store.slugs()]
        return [
            slug
            for slug, room in rooms
            if room is not None and any(member.provider == provider_id for member in room.team.values())
        ]

    async def record(self, slug: str) -> RoomRecord:
        """What the directory says of a room. Raises Refusal when it is gone."""
        record = await self._directory.room(slug)
        if record is None:
            raise Refusal("room_unknown")
        return record

    async def expire(self) -> None:
        """Let go, in every room, of those whose grace is over. Needs no answer of the directory."""
        for slug in await self._store.slugs():
            async with self.turn(slug):
                await self._expire(self._records[slug])

    async def close_removed(self) -> None:
        """Let go of everyone in rooms that the clinic has removed."""
        slugs = await self._store.slugs()
        self.removed = frozenset(slugs) - (await self._directory.rooms_called(slugs)).keys()
        for slug in self.removed:
            async with self.turn(slug):
                await self._close(slug)

    async def _expire(self, record: RoomRecord) -> None:
        expiry, room = self._expiry(), await self.current(record.slug)
        if expiry(room)[0] is not room:
            await self.change(record, expiry)

    async def _close(self, slug: str) -> None:
        now, room = self._clock(), await self.current(slug)
        if room.visits or room.team:
            _, facts = await self._store.update(slug, lambda each: waiting.close(each, now), now)
            await self._announcer.announce_closing(slug, facts)

    def _expiry(self) -> Callable[[Room], Change]:
        now = self._clock()
        return lambda room: waiting.expire(
            room, now, grace=self._grace // MILLISECOND, memory=TICKET_LIFE // MILLISECOND
        )
