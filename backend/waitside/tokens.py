"""What the backend signs: room tokens, visit tickets, sessions at the console and the devices that had one.

Whoever holds one can read it, so no names are in them. Readers ignore unknown fields, so that a server that is rolled
back still reads what a newer one signed. Expiry alone limits a token in time: the time of signing is not checked, so
that a clock that steps back ends nothing.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, Literal, TypeVar

import msgspec
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode, want_bytes

from waitside.protocol.codes import MESSAGES

Role = Literal["patient", "provider"]

MAX_LENGTH: Final = 2_048
"""Characters of a signed text: what a page may send as one (`SignedText`). Also bounds what is ever decompressed."""

WALK_IN: Final = "walk-in:"  # how the subject of a patient who walked in begins

CLOCK_SKEW: Final = 60_000  # milliseconds by which the clocks of two servers that share keys may differ


class RoomToken(msgspec.Struct, frozen=True):
    """Who may enter which room, as what, until when. `expires_at` in milliseconds since the Unix epoch.

    `epoch` is that of a provider's account when this was signed: one that signs out everywhere begins another. `key` is
    the id of the API key that asked for the token, which counts for as long as the key does; None without one.
    """

    clinic: str
    room: str
    role: Role
    subject: str
    reference: str | None
    expires_at: int
    epoch: int = 0
    key: str | None = None


class ConsoleSession(msgspec.Struct, frozen=True):
    """A provider who signed in at the console. `expires_at` in milliseconds since the Unix epoch."""

    provider: str
    epoch: int
    expires_at: int


class KnownAccount(msgspec.Struct, frozen=True):
    """An account that somebody signed in to. `account`: hash of its id.

    `expires_at` in milliseconds since the Unix epoch.
    """

    account: str
    expires_at: int


class KnownDevice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A browser in which somebody signed in to accounts. Opens nothing.

    `account` and `expires_at` are those of the newest, as servers signed them that knew no others; `earlier` the rest,
    newest first.
    """

    account: str
    expires_at: int
    earlier: tuple[KnownAccount, ...] = ()

    def accounts(self, now: int) -> list[KnownAccount]:
        """Return the accounts that have not expired, newest first. `now` in milliseconds since the epoch."""
        every = (KnownAccount(self.account, self.expires_at), *self.earlier)
        return [each for each in every if each.expires_at + CLOCK_SKEW >= now]


class CallClaim(msgspec.Struct, frozen=True):
    """The call that a visit was in when its ticket was signed, and the provider's page that held it."""

    id: str
    page: str
    provider: str


class VisitTicket(msgspec.Struct, frozen=True):
    """An admitted visit and its place in the queue. Times in milliseconds since the Unix epoch."""

    clinic: str
    room: str
    visit: str
    subject: str
    reference: str | None
    arrived_at: int
    call: CallClaim | None
    expires_at: int


class TokenError(Exception):
    """A signed text that does not count. Says why by its code alone; never carries the text."""

    def __init__(self, code: Literal["token_invalid", "token_expired"]) -> None:
        super().__init__(MESSAGES[code])
        self.code: Literal["token_invalid", "token_expired"] = code


def system_clock() -> int:
    """Milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


class Signer:
    """Signs with the newest key and accepts all of them, so that keys can rotate.

    `keys` newest first. `clock` gives the moment of signing in milliseconds since the epoch.
    """

    def __init__(self, keys: Sequence[str], *, clock: Callable[[], int] = system_clock) -> None:
        if not keys:
            raise ValueError("at least one key is needed")
        self._room_tokens = _Purpose("waitside.room-token", RoomToken, keys, clock)
        self._tickets = _Purpose("waitside.visit-ticket", VisitTicket, keys, clock)
        self._sessions = _Purpose("waitside.console-session", ConsoleSession, keys, clock)
        self._devices = _Purpose("waitside.known-device", KnownDevice, keys, clock)

    def sign_room_token(self, token: RoomToken) -> str:
        """The token as text."""
        return self._room_tokens.sign(token)

    def read_room_token(self, text: str, now: int) -> RoomToken:
        """The token that was signed. Raises TokenError. `now` in milliseconds since the epoch."""
        return self._room_tokens.read(text, now)

    def verify_room_token(self, text: str) -> RoomToken:
        """Return the token that was signed, expired or not. Raises TokenError."""
        return self._room_tokens.verify(text)

    def sign_ticket(self, ticket: VisitTicket) -> str:
        """The ticket as text."""
        return self._tickets.sign(ticket)

    def read_ticket(self, text: str, now: int) -> VisitTicket:
        """The ticket that was signed. Raises TokenError. `now` in milliseconds since the epoch."""
        return self._tickets.read(text, now)

    def verify_ticket(self, text: str) -> VisitTicket:
        """Return the ticket that was signed, expired or not. Raises TokenError."""
        return self._tickets.verify(text)

    def sign_session(self, session: ConsoleSession) -> str:
        """The session as text."""
        return self._sessions.sign(session)

    def read_session(self, text: str, now: int) -> ConsoleSession:
        """The session that was signed. Raises TokenError. `now` in milliseconds since the epoch."""
        return self._sessions.read(text, now)

    def sign_device(self, device: KnownDevice) -> str:
        """The device as text."""
        return self._devices.sign(device)

    def read_device(self, text: str, now: int) -> KnownDevice:
        """The device that was signed. Raises TokenError. `now` in milliseconds since the epoch."""
        return self._devices.read(text, now)


Signed = TypeVar("Signed", RoomToken, VisitTicket, ConsoleSession, KnownDevice)


class _Purpose(Generic[Signed]):
    """Signing and reading of one kind of struct, under a salt of its own: no other kind passes for it."""

    def __init__(self, salt: str, kind: type[Signed], keys: Sequence[str], clock: Callable[[], int]) -> None:
        self._serializer = URLSafeTimedSerializer(
            list(reversed(keys)),  # itsdangerous wants the newest last
            salt=salt,
            serializer=_StructJson(kind),
            signer=_ClockedSigner,
            signer_kwargs={"clock": clock, "digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )

    def sign(self, value: Signed) -> str:
        return _as_text(self._serializer.dumps(value))

    def read(self, text: str, now: int) -> Signed:
        value = self.verify(text)
        if value.expires_at + CLOCK_SKEW < now:
            raise TokenError("token_expired")
        return value

    def verify(self, text: str) -> Signed:
        if len(text) > MAX_LENGTH or not text.isascii():
            raise TokenError("token_invalid")
        try:
            # The signature is checked first: whatever is decompressed and decoded was written by a holder of a key.
            value: Signed = self._serializer.loads(text)
        except BadData:
            raise TokenError("token_invalid") from None
        return value


class _ClockedSigner(TimestampSigner):
    """Takes the time from a clock, and accepts a signature in its one canonical spelling only."""

    def __init__(self, *args: Any, clock: Callable[[], int], **options: Any) -> None:
        super().__init__(*args, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return self._clock() // 1_000

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        # Base64 decoding drops foreign characters and spare bits, which would let altered texts through.
        return super().verify_signature(value, sig) and base64_encode(base64_decode(sig)) == want_bytes(sig)


class _StructJson(Generic[Signed]):
    """The payload of a token as JSON, in the shape that itsdangerous asks of a serializer."""

    def __init__(self, kind: type[Signed]) -> None:
        self._decoder: msgspec.json.Decoder[Signed] = msgspec.json.Decoder(kind)

    def dumps(self, value: Signed) -> bytes:
        return msgspec.json.encode(value)

    def loads(self, payload: bytes) -> Signed:
        return self._decoder.decode(payload)


def _as_text(signed: str | bytes) -> str:
    return signed if isinstance(signed, str) else signed.decode("ascii")
