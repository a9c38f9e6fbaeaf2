"""Who may open a connection, as far as a request tells, and what the others are answered."""

from typing import Final
from urllib.parse import parse_qs

import msgspec
from starlette.types import Scope, Send

from waitside.protocol.codes import ErrorCode

OPENING: Final = {"EIO": ["4"], "transport": ["websocket"]}
"""What an address has to ask for. A `sid` would name another connection: there is nothing to do with one here."""


class Answer(msgspec.Struct, frozen=True):
    """An answer to one who is not let in, as problem details (RFC 9457)."""

    title: str
    status: int
    code: ErrorCode
    type: str = "about:blank"


NO_OPENING: Final = Answer("The request is malformed.", 400, "bad_request")
FOREIGN: Final = Answer("Only pages of the server's own origin may connect.", 403, "not_allowed")
TOO_MANY: Final = Answer("Too many connections from this address.", 429, "too_many")


def asks_for_a_connection(scope: Scope) -> bool:
    """Whether the address of a request is that of a new connection, by WebSocket."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return "sid" not in asked and all(asked.get(name) == value for name, value in OPENING.items())


async def refuse(scope: Scope, send: Send, answer: Answer) -> None:
    """Answer a request that is not let in."""
    headers = [(b"content-type", b"application/problem+json")]
    if answer is TOO_MANY:
        headers.append((b"retry-after", b"10"))
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    await send({"type": f"{kind}.start", "status": answer.status, "headers": headers})
    await send({"type": f"{kind}.body", "body": msgspec.json.encode(answer)})
