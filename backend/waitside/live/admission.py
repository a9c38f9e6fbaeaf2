"""Who may come in: the opening data of a connection, checked against tokens, tickets and the directory."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from waitside import protocol
from waitside.directory import RoomRecord
from waitside.live.records import Records
from waitside.protocol.commands import Hello
from waitside.refusals import Refusal
from waitside.tokens import WALK_IN, Role, RoomToken, Signer, TokenError, VisitTicket
from waitside.waiting_room.queue import Arrival, Remembered
from waitside.waiting_room.room import NEVER_SET, Away, Call, Page

Who = TypeVar("Who", bound=RoomToken | VisitTicket)


@dataclass(frozen=True, slots=True)
class Admitted(Generic[Who]):
    """A page that may come in: to which room, as whom."""

    room: RoomRecord
    page: Page
    who: Who
    by_itself: bool
    """The page was here before and only connects again: nobody asked it to."""
    away: Away
    """What a provider's page knows of their choice to be away."""


class Admission:
    """Checks opening data. `clock` tells milliseconds since the epoch."""

    def __init__(self, signer: Signer, records: Records, clock: Callable[[], int]) -> None:
        self._signer = signer
        self._records = records
        self._clock = clock

    async def patient(self, opening: object) -> Admitted[RoomToken | VisitTicket]:
        """Let a patient's page in by its ticket or token. Raises Refusal or DirectoryUnavailable."""
        hello = _decode(opening)
        admitted = await self._admit(hello, self._by_ticket_or_token(hello))
        if isinstance(admitted.who, RoomToken) and not admitted.room.open:
            raise Refusal("room_closed")
        return admitted

    async def provider(self, opening: object) -> Admitted[RoomToken]:
        """Let a provider's page in by its token. Raises Refusal or DirectoryUnavailable."""
        hello = _decode(opening)
        return await self._admit(hello, self._by_token("provider", hello))

    async def _admit(self, hello: Hello, who: Who) -> Admitted[Who]:
        room = await self._records.room(hello.room)
        if room is None:
            raise Refusal("room_unknown")
        if who.room != room.slug or who.clinic != room.clinic_id:
            raise Refusal("token_other_room")
        await self._check_key(who)
        away = NEVER_SET if hello.away is None else Away(hello.away.away, hello.away.at)
        return Admitted(room, _page(hello, self._clock()), who, hello.returning, away)

    async def _check_key(self, who: RoomToken | VisitTicket) -> None:
        """Refuse a token of an API key that has been revoked. Tickets stand for themselves: who is inside stays."""
        key = who.key if isinstance(who, RoomToken) else None
        if key is not None and not await self._records.key_is_in_use(key):
            raise Refusal("token_invalid")

    def is_known(self, role: Role, opening: object) -> bool:
        """Whether the signature of what a page shows says that it is of staff, of a visit, or of a portal's patient.

        Asks nobody. A signature that has expired says so as well: its page has to be told that, to get another. A
        walk-in is not known: whoever asks for a token of that kind gets one.
        """
        try:
            hello = _decode(opening)
        except Refusal:
            return False
        return (role == "patient" and self._shows_ticket(hello)) or self._shows_token(role, hello)

    def _shows_ticket(self, hello: Hello) -> bool:
        try:
            self._signer.verify_ticket(hello.ticket or "")
        except TokenError:
            return False
        return True

    def _shows_token(self, role: Role, hello: Hello) -> bool:
        try:
            token = self._signer.verify_room_token(hello.token or "")
        except TokenError:
            return False
        return token.role == role and not token.subject.startswith(WALK_IN)

    def _by_token(self, role: Role, hello: Hello) -> RoomToken:
        if hello.token is None:
            raise Refusal("token_missing")
        token = _signed(self._signer.read_room_token, hello.token, self._clock())
        if token.role != role:
            raise Refusal("token_wrong_role")
        return token

    def _by_ticket_or_token(self, hello: Hello) -> RoomToken | VisitTicket:
        """Return who a patient is. A token beside a ticket says whether it is this person's, and decides if not."""
        if hello.ticket is None:
            return self._by_token("patient", hello)
        if hello.token is None:
            return _signed(self._signer.read_ticket, hello.ticket, self._clock())
        return self._own_ticket(hello.ticket, hello.token, hello.returning) or self._by_token("patient", hello)

    def _own_ticket(self, ticket_text: str, token_text: str, returning: bool) -> VisitTicket | None:
        """Return the ticket if it is of the token's person, who may have come for longer than the token lasts."""
        try:
            ticket = self._signer.read_ticket(ticket_text, self._clock())
        except TokenError:
            return None
        try:
            token = self._signer.verify_room_token(token_text)
        except TokenError:  # pages of earlier builds go on sending a token that was signed with a retired key
            return ticket if returning else None
        return ticket if _is_of_same_person(token, ticket) else None


def proof_of(secret: str) -> str:
    """Return what other pages are told of a page's secret: its SHA-256. Both in base64url without padding."""
    return _sha256(_raw(secret))


def fingerprint(key: str, proof: str | None = None) -> str:
    """Return a page's id: SHA-256 of its proof (32 bytes) and its public key (65 bytes), or of the key alone.

    All in base64url without padding. The lengths differ, so an id with a proof never equals one without.
    """
    return _sha256(_raw(key) if proof is None else _raw(proof) + _raw(key))


def as_arrival(token: RoomToken, visit_id: str) -> Arrival:
    """The arrival that a room token stands for."""
    return Arrival(visit_id, token.subject, token.reference)


def as_remembered(ticket: VisitTicket) -> Remembered:
    """The visit that a ticket stands for."""
    call = None if ticket.call is None else Call(ticket.call.id, ticket.call.page, ticket.call.provider)
    return Remembered(ticket.visit, ticket.subject, ticket.reference, ticket.arrived_at, call)


def _signed(read: Callable[[str, int], Who], text: str, now: int) -> Who:
    """Read a signed text. Raises Refusal where it does not count."""
    try:
        return read(text, now)
    except TokenError as error:
        raise Refusal(error.code) from None


def _is_of_same_person(token: RoomToken, ticket: VisitTicket) -> bool:
    same = (token.clinic, token.room, token.subject) == (ticket.clinic, ticket.room, ticket.subject)
    return same and token.role == "patient"


def _page(hello: Hello, now: int) -> Page:
    proof = None if hello.secret is None else proof_of(hello.secret)
    return Page(fingerprint(hello.key, proof), hello.key, now, proof=proof)


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _sha256(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def _decode(opening: object) -> Hello:
    if isinstance(opening, dict) and not _is_supported(opening.get("version", protocol.VERSION)):
        raise Refusal("version_unsupported")
    try:
        return msgspec.convert(opening, Hello)
    except msgspec.ValidationError:
        raise Refusal("bad_hello") from None


def _is_supported(version: object) -> bool:
    """A version that is no number is not; the check comes before the shape, since a newer page's may differ."""
    return version in range(protocol.OLDEST, protocol.VERSION + 1)
