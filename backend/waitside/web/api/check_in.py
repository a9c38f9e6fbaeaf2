"""Check-in for patients who walk in."""

from secrets import token_urlsafe
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory.hashing import CHECK_IN, FIRST_CHECK_IN, secret_fits
from waitside.limits import Limits, address_of
from waitside.refusals import Refusal
from waitside.tokens import WALK_IN
from waitside.web.api.access import Access
from waitside.web.api.answers import as_json
from waitside.web.api.issuing import IssuedToken, Issuer
from waitside.web.api.operations import Operation
from waitside.web.bodies import read_json


class CheckInRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A patient walks in."""

    passcode: Annotated[str, msgspec.Meta(max_length=128)] | None = None


_check_ins = msgspec.json.Decoder(CheckInRequest)


class CheckIn:
    """Lets patients in who have no portal."""

    def __init__(self, access: Access, issuer: Issuer, limits: Limits) -> None:
        self._access = access
        self._issuer = issuer
        self._limits = limits

    def operations(self) -> list[Operation]:
        """What can be done, and where."""
        return [
            Operation(
                "POST",
                "/api/rooms/{room}/check-in",
                self.check_in,
                201,
                takes=CheckInRequest,
                gives=IssuedToken,
                problems=("room_unknown", "room_closed", "portal_only", "wrong_passcode", "too_many", "not_ready"),
            )
        ]

    async def check_in(self, request: Request) -> Response:
        """Give a patient who walks in a token, where the room takes them."""
        asked = await read_json(request, _check_ins)
        room = await self._access.room(request.path_params["room"])
        if not room.open:
            raise Refusal("room_closed")
        if not room.walk_ins:
            raise Refusal("portal_only")
        if room.passcode_hash is not None:
            await self._check_passcode(room.slug, asked.passcode, room.passcode_hash, address_of(request.scope))
        return as_json(self._issuer.to_patient(room, f"{WALK_IN}{token_urlsafe(16)}"), status=201)

    async def _check_passcode(self, room: str, passcode: str | None, passcode_hash: str, address: str) -> None:
        """Raises Refusal for a wrong passcode, and for guessing on; HashingBusy where too many wait."""
        if not passcode:
            raise Refusal("wrong_passcode")
        queue = FIRST_CHECK_IN if self._limits.is_newcomer(address) else CHECK_IN
        with queue.place(address) as place:  # first: an attempt that finds none is not counted
            wait = self._limits.passcode(room, address)
            if wait is not None:
                raise Refusal("too_many", wait)
            if not await secret_fits(passcode, passcode_hash, place):
                raise Refusal("wrong_passcode")
