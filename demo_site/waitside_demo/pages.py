"""The clinic's pages."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from waitside_demo.directory import COLLEAGUES, DEFAULT_ROOM, RIVERA, ROOMS, Room, find_colleague, find_room, home_room
from waitside_demo.patients import Patient
from waitside_demo.rendering import backend_origin, render
from waitside_demo.waitside_api import TokenDesk

DEMO_PATIENT = "Ana Diaz"
APPOINTMENT_STEP = timedelta(minutes=30)
CALL_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")


@dataclass(frozen=True, slots=True)
class Pages:
    """The handlers, with what they need: the desk that fetches tokens and the port of Waitside's backend."""

    desk: TokenDesk
    backend_port: int

    async def home(self, request: Request) -> Response:
        """The clinic's front page, with one doctor's waiting room for patients who walk in."""
        chosen = _wanted_room(request, DEFAULT_ROOM)
        return render(
            request,
            "home.html",
            backend=backend_origin(request, self.backend_port),
            chosen=chosen,
            others=[room for room in ROOMS if room != chosen],
        )

    async def portal(self, request: Request) -> Response:
        """A signed-in patient's page. The demonstration signs in whoever the address names."""
        patient = Patient.named(request.query_params.get("patient", DEMO_PATIENT))
        room = _wanted_room(request, DEFAULT_ROOM)
        backend = backend_origin(request, self.backend_port)
        token = await self.desk.patient_token(room, patient)
        return render(
            request,
            "portal.html",
            backend=backend,
            patient=patient,
            room=room,
            token=token,
            appointment=_appointment(_now()),
        )

    async def staff(self, request: Request) -> Response:
        """A provider's page, with the queue of their room or of one where they help out."""
        query = request.query_params
        colleague = find_colleague(query.get("as") or query.get("provider") or RIVERA.subject)
        room = _wanted_room(request, home_room(colleague))
        backend = backend_origin(request, self.backend_port)
        token = await self.desk.provider_token(room, colleague)
        return render(
            request,
            "staff.html",
            backend=backend,
            colleague=colleague,
            colleagues=COLLEAGUES,
            room=room,
            rooms=ROOMS,
            token=token,
            today=_now(),
        )

    async def call(self, request: Request) -> Response:
        """A stand-in for the clinic's video vendor: both sides meet under the same call id."""
        call: str = request.path_params["call"]
        if not CALL_ID.fullmatch(call):
            raise HTTPException(404)
        return render(request, "call.html", call=call, left="left" in request.query_params)


def _wanted_room(request: Request, otherwise: Room) -> Room:
    slug = request.query_params.get("room")
    return find_room(slug) if slug else otherwise


def _now() -> datetime:
    """The clinic's own time."""
    return datetime.now().astimezone()


def _appointment(now: datetime) -> datetime:
    """The latest half hour: a patient who opens the portal is expected now, and always on the same day."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return now - (now - midnight) % APPOINTMENT_STEP
