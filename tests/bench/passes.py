"""What pages show at the door: the same claims, signed as either server wants them."""

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from tests.bench.framing import base64url, hello_frame
from waitside.live.admission import fingerprint
from waitside.protocol import VERSION
from waitside.tokens import Role, RoomToken, Signer

Kind = Literal["product", "node", "bun", "stock"]
"""A server's: ours, socket.io on Node.js, socket.io on Bun, or python-socketio without our layer."""

CLINIC: Final = "bench"
ROOMS: Final = tuple(f"room-{number}" for number in range(20))
TOKEN_LIFE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Pass:
    """One page that may come in, with a key of its own; `sign` makes its token."""

    role: Role
    room: str
    subject: str
    sign: Callable[[RoomToken], str] = field(repr=False)
    key: str = field(default_factory=lambda: base64url(os.urandom(65)))

    @property
    def page(self) -> str:
        """The page's id."""
        return fingerprint(self.key)

    def hello(self) -> bytes:
        """The page's first frame."""
        expires_at = int(time.time() * 1_000) + TOKEN_LIFE // timedelta(milliseconds=1)
        token = self.sign(RoomToken(CLINIC, self.room, self.role, self.subject, None, expires_at))
        return hello_frame(self.role, {"version": VERSION, "room": self.room, "key": self.key, "token": token})


def signer_for(kind: Kind, secret: str) -> Callable[[RoomToken], str]:
    """Makes tokens that a server with this secret accepts."""
    if kind == "product":
        return Signer([secret]).sign_room_token
    return lambda token: _sign_for_peers(token, secret.encode())


def _sign_for_peers(token: RoomToken, secret: bytes) -> str:
    claims = {"room": token.room, "role": token.role, "subject": token.subject, "expiresAt": token.expires_at}
    text = base64url(json.dumps(claims).encode())
    return f"{text}.{base64url(hmac.digest(secret, text.encode(), hashlib.sha256))}"
