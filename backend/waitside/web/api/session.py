"""Sessions at the console: signing in and out, and the tokens that a page there enters rooms with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory import Directory, ProviderRecord, RoomRecord
from waitside.directory.checks import plain_email
from waitside.directory.hashing import FIRST_SIGN_IN, KNOWN, SIGN_IN
from waitside.limits import Limits, address_of
from waitside.protocol.account import Language, Theme
from waitside.protocol.base import PLAIN
from waitside.refusals import Refusal
from waitside.tokens import ConsoleSession, Signer, TokenError
from waitside.web.api.access import check_same_origin
from waitside.web.api.answers import as_json, nothing
from waitside.web.api.cookies import Cookie
from waitside.web.api.devices import Devices
from waitside.web.api.issuing import IssuedToken, Issuer
from waitside.web.api.operations import Operation
from waitside.web.bodies import read_json
from waitside.web.branding import ClinicInfo, clinic_info

LIFETIME: Final = timedelta(hours=12)  # a long shift; it does not grow with use
SESSION: Final = Cookie("__Host-waitside", "waitside", "/", "strict")


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who wants to come in."""

    email: Annotated[str, msgspec.Meta(max_length=254, pattern=PLAIN)]
    password: Annotated[str, msgspec.Meta(max_length=128)]


class SessionTokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A room to enter."""

    room: str


class Seat(msgspec.Struct, frozen=True):
    """A room that the account may enter."""

    slug: str
    name: str
    title: str


class Session(msgspec.Struct, frozen=True):
    """Who is signed in, the rooms they may enter, by name, how their clinic looks, and what they have set for pages."""

    name: str
    rooms: list[Seat]
    clinic: ClinicInfo
    theme: Theme
    language: Language


_sign_ins = msgspec.json.Decoder(SignIn)
_token_requests = msgspec.json.Decoder(SessionTokenRequest)


class Sessions:
    """Signs providers in. `clock` gives milliseconds since the Unix epoch."""

    def __init__(
        self, directory: Directory, signer: Signer, issuer: Issuer, limits: Limits, clock: Callable[[], int]
    ) -> None:
        self._directory = directory
        self._signer = signer
        self._issuer = issuer
        self._limits = limits
        self._devices = Devices(directory.accounts, signer, clock)
        self._clock = clock

    def operations(self) -> list[Operation]:
        """What can be done, and where."""
        path = "/api/session"
        return [
            Operation(
                "POST",
                path,
                self.sign_in,
                takes=SignIn,
                gives=Session,
                problems=("sign_in_failed", "not_allowed", "too_many", "not_ready"),
            ),
            Operation("GET", path, self.tell, gives=Session, access="session"),
            Operation("DELETE", path, self.sign_out, 204, problems=("not_allowed",)),
            Operation(
                "POST",
                f"{path}/tokens",
                self.issue_token,
                201,
                takes=SessionTokenRequest,
                gives=IssuedToken,
                access="session",
                problems=("not_allowed",),
            ),
        ]

    async def sign_in(self, request: Request) -> Response:
        """Sign a provider in, by a cookie that lasts 12 hours."""
        check_same_origin(request)
        asked = await read_json(request, _sign_ins)
        provider = await self._account_of(request, asked)
        if provider is None:
            raise Refusal("sign_in_failed")
        response = await self._session_of(provider)
        expires_at = self._clock() + LIFETIME // timedelta(milliseconds=1)
        session = ConsoleSession(provider.id, provider.epoch, expires_at)
        SESSION.put(response, request, self._signer.sign_session(session), LIFETIME)
        self._devices.remember(response, request, provider.id)
        return response

    async def tell(self, request: Request) -> Response:
        """Say who is signed in."""
        return await self._session_of(await self._signed_in(request))

    async def sign_out(self, request: Request) -> Response:
        """Take the cookie back."""
        check_same_origin(request)
        response = nothing()
        SESSION.put(response, request, "", timedelta(0))
        return response

    async def issue_token(self, request: Request) -> Response:
        """Make a token for a room in which the account has a seat."""
        check_same_origin(request)
        provider = await self._signed_in(request)
        wanted = await read_json(request, _token_requests)
        for room in await self._directory.accounts.rooms(provider.id):
            if room.slug == wanted.room:
                return as_json(self._issuer.to_provider(room, provider), status=201)
        raise Refusal("not_allowed", detail="The account has no seat in that room.")

    async def _account_of(self, request: Request, asked: SignIn) -> ProviderRecord | None:
        """Whose e-mail and password these are. Raises Refusal for guessing on; HashingBusy where too many wait.

        Strangers' attempts, also those from the same address, do not count against a known device.
        """
        limits, address = self._limits, address_of(request.scope)
        known = await self._devices.known(request, asked.email)
        queue = KNOWN if known is not None else FIRST_SIGN_IN if limits.is_newcomer(address) else SIGN_IN
        with queue.place(known.account if known is not None else address) as place:
            # The place comes first: an attempt that finds none is not counted.
            if known is not None:
                wait = limits.known_password(known.account, known.device)
            else:
                wait = limits.password(plain_email(asked.email), address)
            if wait is not None:
                raise Refusal("too_many", wait)
            return await self._directory.accounts.signing_in(asked.email, asked.password, place)

    async def _signed_in(self, request: Request) -> ProviderRecord:
        """Whose session it is. Raises Refusal where there is none that still counts."""
        try:
            session = self._signer.read_session(SESSION.read(request), self._clock())
        except TokenError:
            raise Refusal("signed_out") from None
        provider = await self._directory.provider(session.provider)
        if provider is None or provider.closed or provider.epoch != session.epoch:
            raise Refusal("signed_out")
        return provider

    async def _session_of(self, provider: ProviderRecord) -> Response:
        rooms = await self._directory.accounts.rooms(provider.id)
        clinic = await self._directory.clinic(provider.clinic_id)
        account = await self._directory.accounts.account(provider.id)
        if clinic is None or account is None:
            raise Refusal("signed_out")
        theme, language = account.settings.theme, account.settings.language
        seats = [_seat(room) for room in rooms]
        return as_json(Session(provider.name, seats, clinic_info(clinic), theme, language))


def _seat(room: RoomRecord) -> Seat:
    return Seat(room.slug, room.name, room.title)
