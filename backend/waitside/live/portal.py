"""What a clinic's own server sees of its rooms and does in them, without a page there."""

from collections.abc import Callable

from waitside.directory import RoomRecord
from waitside.live import views
from waitside.live.departures import Departures
from waitside.live.rooms import Rooms
from waitside.protocol.views import CallView, QueueVisit
from waitside.refusals import Refusal
from waitside.waiting_room import calls, queue
from waitside.waiting_room.room import Change, Room


class Portal:
    """The clinic's side of its rooms; their pages are told as ever. `clock` tells milliseconds since the epoch.

    Methods raise Refusal or WaitingRoomError.
    """

    def __init__(
        self, rooms: Rooms, departures: Departures, clock: Callable[[], int], new_id: Callable[[], str]
    ) -> None:
        self._rooms = rooms
        self._departures = departures
        self._clock = clock
        self._new_id = new_id

    async def visits(self, record: RoomRecord) -> list[QueueVisit]:
        """Those in a room, in order of arrival."""
        try:
            room = self._rooms.current(record.slug)
        except Refusal:
            return []  # nobody has been there yet
        return [views.queue_visit(record, visit) for visit in room.visits.values()]

    async def start_call(self, record: RoomRecord, visit: str, provider: str) -> CallView:
        """Start a call for a provider, on a page of theirs that is connected."""
        call, now = self._new_id(), self._clock()
        with self._departures.explained(visit):
            await self._change(record, lambda room: calls.start_call(room, visit, _page_of(room, provider), call, now))
        return CallView(call, views.call_url(record, call))

    async def end_call(self, record: RoomRecord, call: str) -> None:
        """End a call, and the visit with it, whoever holds it."""
        now = self._clock()
        await self._change(record, lambda room: queue.leave(room, _visit_in(room, call), "call_ended", now))

    async def _change(self, record: RoomRecord, change: Callable[[Room], Change]) -> Room:
        async with self._rooms.turn(record.slug):
            return await self._rooms.change(record, change)


def _page_of(room: Room, provider: str) -> str:
    """The page that a provider came with last; one that is in no call comes first."""
    here = [member.page for member in room.team.values() if member.provider == provider and member.page.connected]
    if not here:
        raise Refusal("provider_not_here")
    busy = {visit.call.page for visit in room.visits.in_call.values() if visit.call is not None}
    return max(here, key=lambda page: (page.id not in busy, page.since)).id


def _visit_in(room: Room, call: str) -> str:
    for visit in room.visits.in_call.values():
        if visit.call is not None and visit.call.id == call:
            return visit.id
    raise Refusal("not_found")
