"""The peer that shares our library: the same relay with python-socketio and uvicorn as they come, without our layer.

It does what `node/relay.mjs` does: the same checks of tokens, hellos and commands, plain dicts, nothing kept.
"""

import hashlib
import hmac
import itertools
import os
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import socketio
import uvicorn

from tests.bench.framing import base64url, from_base64url
from tests.bench.stock.shapes import is_command, is_hello

VERSION: Final = 1


@dataclass
class Room:
    """Who is in a room: its visits by id, its providers' pages by id."""

    visits: dict[str, dict[str, Any]] = field(default_factory=dict)
    team: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass
class Connection:
    """What is known of a connection. `visit` is None for a provider's page."""

    room: Room
    page: dict[str, str]
    visit: str | None = None


class Relay:
    """Everything that both namespaces share. `sids` are the connections of pages, each with its namespace."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.rooms: dict[str, Room] = {}
        self.sids: dict[str, tuple[str, str]] = {}
        self.visit_numbers = itertools.count(1)


class Namespace(socketio.AsyncNamespace):
    """Lets pages of one role in, and passes their messages on."""

    def __init__(self, role: str, relay: Relay) -> None:
        super().__init__(f"/{role}")
        self.role = role
        self.relay = relay
        self.connections: dict[str, Connection] = {}

    async def on_connect(self, sid: str, environ: dict[str, Any], hello: object) -> None:
        """Check who connects, and send the snapshot."""
        room, page = self._admit(hello)
        connection = self.connections[sid] = Connection(room, page)
        self.relay.sids[page["id"]] = (sid, self.namespace)
        if self.role == "patient":
            await self._patient_arrives(sid, connection)
        else:
            await self._provider_arrives(sid, connection)

    async def on_command(self, sid: str, command: object) -> dict[str, object]:
        """Pass an envelope on. Returns the acknowledgement."""
        connection = self.connections[sid]
        if not is_command(command):
            return {"type": "refused", "code": "bad_command"}
        if not _may_write(connection, command):
            return {"type": "refused", "code": "not_allowed"}
        to, namespace = self.relay.sids[command["to"]]
        event = {
            "type": "relayed",
            "visit": command["visit"],
            "sender": connection.page["id"],
            "seq": command["seq"],
            "sealed": command["sealed"],
        }
        await self.emit("event", event, to=to, namespace=namespace)
        return {"type": "accepted", "call": None}

    async def on_disconnect(self, sid: str, reason: str) -> None:
        """Forget the page."""
        connection = self.connections.pop(sid, None)
        if connection is None:
            return
        self.relay.sids.pop(connection.page["id"], None)
        connection.room.team.pop(connection.page["id"], None)
        if connection.visit is not None:
            del connection.room.visits[connection.visit]

    async def _patient_arrives(self, sid: str, connection: Connection) -> None:
        room = connection.room
        connection.visit = f"{next(self.relay.visit_numbers):022}"
        visit = room.visits[connection.visit] = {"id": connection.visit, "page": connection.page}
        team = list(room.team.values())
        snapshot = {"type": "patient_snapshot", "now": _now(), "visit": {"id": visit["id"]}, "team": team}
        await self.emit("event", snapshot, to=sid)
        for provider in room.team:
            to, namespace = self.relay.sids[provider]
            await self.emit("event", {"type": "visit_changed", "visit": visit}, to=to, namespace=namespace)

    async def _provider_arrives(self, sid: str, connection: Connection) -> None:
        room, page = connection.room, connection.page
        room.team[page["id"]] = page
        visits, team = list(room.visits.values()), list(room.team.values())
        snapshot = {"type": "provider_snapshot", "now": _now(), "page": page["id"], "visits": visits, "team": team}
        await self.emit("event", snapshot, to=sid)

    def _admit(self, hello: object) -> tuple[Room, dict[str, str]]:
        if not is_hello(hello) or hello["version"] != VERSION:
            raise socketio.exceptions.ConnectionRefusedError("bad_hello")
        claims = _claims(hello["token"], self.relay.secret)
        if claims is None or claims["expiresAt"] < _now():
            raise socketio.exceptions.ConnectionRefusedError("token_invalid")
        if (claims["room"], claims["role"]) != (hello["room"], self.role):
            raise socketio.exceptions.ConnectionRefusedError("token_other_room")
        page = {"id": base64url(hashlib.sha256(from_base64url(hello["key"])).digest()), "key": hello["key"]}
        return self.relay.rooms.setdefault(hello["room"], Room()), page


def _claims(token: str, secret: bytes) -> Any:
    """Return the claims of a token `claims.signature`, both in base64url; None for one that we did not sign."""
    text, _, signature = token.partition(".")
    expected = hmac.digest(secret, text.encode(), hashlib.sha256)
    if not hmac.compare_digest(from_base64url(signature), expected):
        return None
    return msgspec.json.decode(from_base64url(text))


def _may_write(connection: Connection, command: Any) -> bool:
    """A patient writes to the room's providers about the own visit; a provider to its page, or to colleagues."""
    room, to = connection.room, command["to"]
    if connection.visit is not None:
        return command["visit"] == connection.visit and to in room.team
    about = room.visits.get(command["visit"])
    return about is not None and (about["page"]["id"] == to or to in room.team)


def _now() -> int:
    return int(time.time() * 1_000)


class Server(uvicorn.Server):
    """Says `ready` once it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen."""
        await super().startup(sockets)
        sys.stdout.write("ready\n")
        sys.stdout.flush()


def main() -> None:
    """Serve on the port of the environment until killed."""
    io = socketio.AsyncServer(async_mode="asgi", transports=["websocket"], always_connect=True)
    relay = Relay(os.environ["SECRET"].encode())
    for role in ("patient", "provider"):
        io.register_namespace(Namespace(role, relay))
    config = uvicorn.Config(socketio.ASGIApp(io), "127.0.0.1", int(os.environ["PORT"]), log_level="warning")
    Server(config).run()


if __name__ == "__main__":
    main()
