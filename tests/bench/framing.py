"""Engine.IO and Socket.IO text frames, as docs/protocol.md has them, written by hand."""

import base64
import json
import os
from typing import Final

from waitside.tokens import Role

PING: Final = b"2"
PONG: Final = b"3"

_LETTER: Final = {  # what a page seals for a message of 120 bytes
    "ack": 1234,
    "content": {"type": "message", "id": "i" * 22, "text": "t" * 120, "at": 1_790_000_000_000, "by": None},
}
_NONCE_AND_TAG: Final = 12 + 16  # bytes that sealing adds
SEALED_BYTES: Final = len(json.dumps(_LETTER, separators=(",", ":"))) + _NONCE_AND_TAG


def base64url(raw: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The bytes of a text without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def some_sealed_text() -> str:
    """As long as a sealed message of 120 bytes."""
    return base64url(os.urandom(SEALED_BYTES))


def hello_frame(role: Role, hello: dict[str, object]) -> bytes:
    """A page's wish to enter its namespace."""
    return f"40/{role},{json.dumps(hello)}".encode()


def entered_prefix(role: Role) -> bytes:
    """How the server's yes to that begins."""
    return f"40/{role},".encode()


def event_prefix(role: Role, kind: str = "") -> bytes:
    """How an event begins, or one of a kind."""
    return f'42/{role},["event",{{"type":"{kind}'.encode()


def event_of(text: bytes) -> dict[str, object]:
    """The event in a frame that begins as `event_prefix` says."""
    event: dict[str, object] = json.loads(text[text.index(b"[") :])[1]
    return event


class Line:
    """A patient's messages to a provider: every frame is there in advance, but for the message's number."""

    def __init__(self, *, visit: str, sender: str, to: str) -> None:
        sealed = some_sealed_text()
        relay = f'{{"type":"relay","visit":"{visit}","to":"{to}","seq":%d,"sealed":"{sealed}"}}'
        relayed = f'{{"type":"relayed","visit":"{visit}","sender":"{sender}","seq":%d,"sealed":"{sealed}"}}'
        self._command = f'42/patient,%d["command",{relay}]'.encode()
        self._event = f'42/provider,["event",{relayed}]'.encode()

    def command(self, number: int) -> bytes:
        """What the patient's page sends; the number is also that of the acknowledgement it asks for."""
        return self._command % (number, number)

    def acknowledgement(self, number: int) -> bytes:
        """How the server's answer to that begins."""
        return b'43/patient,%d[{"type":"accepted"' % number

    def event(self, number: int) -> bytes:
        """What the provider's page gets, to the last byte."""
        return self._event % number
