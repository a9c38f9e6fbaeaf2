"""The JSON API: tokens for a clinic's own server, check-in for patients who walk in."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.directory import ClinicRecord, Directory, DirectoryError, Picture, RoomRecord
from waitside.directory.hashing import secret_fits
from waitside.directory.pictures import picture_in
from waitside.limits import Limits, address_of
from waitside.tokens import Role, RoomToken, Signer
from waitside.web.bodies import Name, Reference, Subject, read_json
from waitside.web.problems import Problem

PATIENT_LIFETIME: Final = timedelta(hours=1)  # to enter with; the visit ticket takes over from there
PROVIDER_LIFETIME: Final = timedelta(hours=12)  # a long shift


class PatientTokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="role", tag="patient"):
    """A clinic's server lets a patient in. There is no field for a name: the server is not to know it."""

    room: str
    subject: Subject
    reference: Reference | None = None


class ProviderTokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="role", tag="provider"):
    """A clinic's server lets a provider in, and tells what patients are shown of them. `photo` is a data URL."""

    room: str
    subject: Subject
    reference: Reference | None = None
    name: Name | None = None
    title: Name | None = None
    photo: str | None = None


class CheckIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A patient walks in."""

    passcode: Annotated[str, msgspec.Meta(max_length=128)] | None = None


class IssuedToken(msgspec.Struct, frozen=True):
    """What both requests are answered with. `expires_at` in ISO 8601, UTC."""

    token: str
    expires_at: str


_token_requests: msgspec.json.Decoder[PatientTokenRequest | ProviderTokenRequest] = msgspec.json.Decoder(
    PatientTokenRequest | ProviderTokenRequest
)
_check_ins = msgspec.json.Decoder(CheckIn)


class Api:
    """The endpoints. `clock` gives milliseconds since the Unix epoch."""

    def __init__(self, directory: Directory, signer: Signer, limits: Limits, clock: Callable[[], int]) -> None:
        self._directory = directory
        self._signer = signer
        self._limits = limits
        self._clock = clock

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/api/tokens", self.issue_token, methods=["POST"]),
            Route("/api/rooms/{room}/check-in", self.check_in, methods=["POST"]),
            Route("/healthz", self.health, methods=["GET"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Say that the server answers."""
        return _json({"status": "ok"})

    async def issue_token(self, request: Request) -> Response:
        """Give a clinic's own server, which shows its API key, a token for one of the clinic's rooms."""
        clinic = await self._authenticate(request)
        wanted = await read_json(request, _token_requests)
        room = await self._room(wanted.room)
        if room.clinic_id != clinic.id:
            raise Problem("room_unknown")  # and not a word about other clinics' rooms
        match wanted:
            case PatientTokenRequest():
                return self._issue(room, "patient", wanted.subject, wanted.reference, PATIENT_LIFETIME)
            case ProviderTokenRequest():
                photo = _photo(wanted.photo) if wanted.photo is not None else None
                provider = await self._directory.accounts.ensure(
                    clinic.id, wanted.subject, name=wanted.name, title=wanted.title, photo=photo
                )
                if provider.closed:
                    raise Problem("account_closed")
                return self._issue(
                    room, "provider", wanted.subject, wanted.reference, PROVIDER_LIFETIME, provider.epoch
                )

    async def check_in(self, request: Request) -> Response:
        """Give a patient who walks in a token, where the room takes them."""
        asked = await read_json(request, _check_ins)
        room = await self._room(request.path_params["room"])
        if not room.open:
            raise Problem("room_closed")
        if not room.walk_ins:
            raise Problem("portal_only")
        if room.passcode_hash is not None:
            await self._check_passcode(room.slug, asked.passcode, room.passcode_hash, address_of(request.scope))
        return self._issue(room, "patient", f"walk-in:{token_urlsafe(16)}", None, PATIENT_LIFETIME)

    async def _authenticate(self, request: Request) -> ClinicRecord:
        given = request.headers.getlist("authorization")
        scheme, _, api_key = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        clinic = await self._directory.clinic_of_key(api_key) if scheme.lower() == "bearer" else None
        if clinic is None:
            raise Problem("api_key_invalid", headers={"WWW-Authenticate": "Bearer"})
        return clinic

    async def _room(self, slug: str) -> RoomRecord:
        room = await self._directory.room(slug)
        if room is None:
            raise Problem("room_unknown")
        return room

    async def _check_passcode(self, room: str, passcode: str | None, passcode_hash: str, address: str) -> None:
        """Raises Problem for a wrong passcode, and for guessing on."""
        wait = await self._limits.passcode(room, address) if passcode else None
        if wait is not None:
            raise Problem("too_many", headers={"Retry-After": str(math.ceil(wait.total_seconds()))})
        if not passcode or not await secret_fits(passcode, passcode_hash):
            raise Problem("wrong_passcode")

    def _issue(
        self, room: RoomRecord, role: Role, subject: str, reference: str | None, lifetime: timedelta, epoch: int = 0
    ) -> Response:
        expires_at = self._clock() + lifetime // timedelta(milliseconds=1)
        token = RoomToken(room.clinic_id, room.slug, role, subject, reference, expires_at, epoch)
        return _json(IssuedToken(self._signer.sign_room_token(token), _iso(expires_at)), status=201)


def _photo(data_url: str) -> Picture:
    try:
        return picture_in(data_url)
    except DirectoryError as error:
        raise Problem("bad_request", detail=f"The field photo: {error}") from None


def _iso(instant: int) -> str:
    moment = datetime.fromtimestamp(instant / 1_000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
