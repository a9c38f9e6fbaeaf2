"""A clinic's rooms, who waits in them, and their calls: for the clinic's own server."""

from typing import Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory import Directory, RoomRecord
from waitside.directory.accounts import provider_id_of
from waitside.protocol.base import VisitId
from waitside.protocol.views import CallView, QueueVisit, VisitStatus
from waitside.web.api.access import Access
from waitside.web.api.answers import as_json, iso, nothing
from waitside.web.api.operations import Operation
from waitside.web.bodies import Subject, read_json


class LiveRooms(Protocol):
    """What the web side asks of the live one. Raises Refusal or WaitingRoomError."""

    async def visits(self, room: RoomRecord) -> list[QueueVisit]:
        """Those in a room, in order of arrival."""

    async def start_call(self, room: RoomRecord, visit: str, provider: str) -> CallView:
        """Start a call for the provider with this id."""

    async def end_call(self, room: RoomRecord, call: str) -> None:
        """End the call with this id."""


class RoomInfo(msgspec.Struct, frozen=True):
    """A room as it was set up. `passcode`: whether those who walk in are asked for one."""

    slug: str
    name: str
    title: str
    open: bool
    walk_ins: bool
    passcode: bool
    patients_write_first: bool
    call_link: str | None


class RoomList(msgspec.Struct, frozen=True):
    """A clinic's rooms, by slug."""

    rooms: list[RoomInfo]


class Attendance(msgspec.Struct, frozen=True):
    """A visit: `reference` is the clinic's own, from the room token. `arrived_at` in ISO 8601, UTC."""

    id: str
    status: VisitStatus
    arrived_at: str
    connected: bool
    reference: str | None


class Queue(msgspec.Struct, frozen=True):
    """Those in a room in order of arrival, and how many wait and are in a call. No names: the server knows none."""

    waiting: int
    in_call: int
    visits: list[Attendance]


class CallRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to call. `provider` is the subject of the provider who calls, and has the room open."""

    visit: VisitId
    provider: Subject


class StartedCall(msgspec.Struct, frozen=True):
    """A call. `url` is where it happens, by the room's call link; null where the room has none."""

    call: str
    url: str | None


_call_requests = msgspec.json.Decoder(CallRequest)


class Rooms:
    """Shows a clinic's server its rooms, and starts and ends calls for it."""

    def __init__(self, directory: Directory, access: Access, live: LiveRooms) -> None:
        self._directory = directory
        self._access = access
        self._live = live

    def operations(self) -> list[Operation]:
        """What can be done, and where."""
        room, calls = "/api/rooms/{room}", "/api/rooms/{room}/calls"
        return [
            Operation("GET", "/api/rooms", self.all_rooms, gives=RoomList, access="api_key"),
            Operation("GET", room, self.one_room, gives=RoomInfo, access="api_key", problems=("room_unknown",)),
            Operation("GET", f"{room}/queue", self.queue, gives=Queue, access="api_key", problems=("room_unknown",)),
            Operation(
                "POST",
                calls,
                self.start_call,
                201,
                takes=CallRequest,
                gives=StartedCall,
                access="api_key",
                problems=("room_unknown", "visit_unknown", "patient_left", "provider_not_here", "already_in_call"),
            ),
            Operation(
                "DELETE",
                f"{calls}/{{call}}",
                self.end_call,
                204,
                access="api_key",
                problems=("room_unknown", "not_found"),
            ),
        ]

    async def all_rooms(self, request: Request) -> Response:
        """List the clinic's rooms."""
        clinic = await self._access.clinic(request)
        return as_json(RoomList([_info(room) for room in await self._directory.rooms(clinic.id)]))

    async def one_room(self, request: Request) -> Response:
        """Show a room as it was set up."""
        return as_json(_info(await self._room(request)))

    async def queue(self, request: Request) -> Response:
        """Show who is in a room."""
        visits = [_attendance(visit) for visit in await self._live.visits(await self._room(request))]
        waiting = sum(visit.status == "waiting" for visit in visits)
        return as_json(Queue(waiting, len(visits) - waiting, visits))

    async def start_call(self, request: Request) -> Response:
        """Start a call between a visit and a provider who has the room open."""
        room = await self._room(request)
        wanted = await read_json(request, _call_requests)
        call = await self._live.start_call(room, wanted.visit, provider_id_of(room.clinic_id, wanted.provider))
        return as_json(StartedCall(call.id, call.url), status=201)

    async def end_call(self, request: Request) -> Response:
        """End a call, and the visit with it, whoever started it."""
        await self._live.end_call(await self._room(request), request.path_params["call"])
        return nothing()

    async def _room(self, request: Request) -> RoomRecord:
        clinic = await self._access.clinic(request)
        return await self._access.own_room(clinic, request.path_params["room"])


def _info(room: RoomRecord) -> RoomInfo:
    return RoomInfo(
        slug=room.slug,
        name=room.name,
        title=room.title,
        open=room.open,
        walk_ins=room.walk_ins,
        passcode=room.passcode_hash is not None,
        patients_write_first=room.patients_write_first,
        call_link=room.call_link,
    )


def _attendance(visit: QueueVisit) -> Attendance:
    return Attendance(visit.id, visit.status, iso(visit.arrived_at), visit.page.connected, visit.reference)
