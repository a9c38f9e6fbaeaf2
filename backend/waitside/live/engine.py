"""Engine.IO's and Socket.IO's servers over our own sockets: WebSocket only, bounded, with a short way for a message."""

import asyncio
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs

import engineio
import msgspec
import socketio
from engineio import packet as engineio_packet
from socketio.packet import Packet
from starlette.types import Message, Receive, Scope, Send

from waitside.connections import EXTENSION, RefusalLog
from waitside.limits import Allowances, address_of
from waitside.live import codec
from waitside.live.connection_counts import ConnectionCounts
from waitside.live.origins import foreign
from waitside.live.sockets import Socket
from waitside.protocol.codes import ErrorCode

ADDRESS = "waitside.address"
"""The key of a connection's address in what Socket.IO calls its environment; nothing else is kept there."""

OPENING: Final = {"EIO": ["4"], "transport": ["websocket"]}
"""What an address has to ask for. A `sid` would name another connection: there is nothing to do with one here."""

ENTER_WITHIN = 5.0  # seconds from connecting to being in a waiting room; after leaving one, the time of a sweep


class Engine(engineio.AsyncServer):
    """Engine.IO's server, which counts connections by address."""

    def __init__(self, *, allowances: Allowances, **options: Any) -> None:
        super().__init__(monitor_clients=False, **options)
        self.counts = ConnectionCounts(allowances, self._drop)
        self._log = RefusalLog()

    async def handle_request(self, scope: Scope, receive: Receive, send: Send) -> str:
        """Serve a request. Engine.IO makes a class for each, and classes refer to themselves: ours stays out of it."""
        event = await receive()
        if not _asks_for_a_connection(scope):
            return await _refuse(scope, send, _NO_OPENING)
        if (reason := foreign(scope)) is not None:
            self._log.add(reason)
            return await _refuse(scope, send, _FOREIGN)

        async def opening() -> Message:
            return event

        answer: str = await super().handle_request(scope, opening, send)
        return answer

    async def _handle_connect(self, environ: dict[str, Any], *_polling: object) -> str:
        scope, send = environ["asgi.scope"], environ["asgi.send"]
        address = address_of(scope)
        sid = self.generate_id()
        if not self.counts.open(sid, address):
            return await _refuse(scope, send, _TOO_MANY)
        connection = scope["extensions"][EXTENSION]
        socket = Socket(self, sid, connection)
        self.sockets[sid] = socket
        connection.when_lost(partial(self._forget, sid))
        environ.clear()  # the caller holds it for as long as the connection lasts, and all of the handshake's headers
        try:
            await self.handlers["connect"](sid, {ADDRESS: address})
            await socket.run(self._opening(sid))
        except asyncio.CancelledError:
            pass  # the server has stopped waiting for what a page's going away comes to
        return ""

    def _drop(self, sid: str) -> None:
        if (socket := self.sockets.get(sid)) is not None:  # Engine.IO forgets closed ones by itself
            socket.abort()

    def _forget(self, sid: str) -> None:
        """Forget a connection, not before it is gone: one that is told to go takes a descriptor until then."""
        self.sockets.pop(sid, None)
        self.counts.close(sid)

    def _opening(self, sid: str) -> engineio_packet.Packet:
        facts = {
            "sid": sid,
            "upgrades": [],
            "pingInterval": int(self.ping_interval * 1000),
            "pingTimeout": int(self.ping_timeout * 1000),
            "maxPayload": self.max_http_buffer_size,
        }
        return engineio_packet.Packet(engineio_packet.OPEN, facts)


class Channels(socketio.AsyncManager):
    """Socket.IO's manager, which writes to a channel's connections at once instead of by a task for each.

    It knows which channels a connection is in: Socket.IO's own looks through all that there are when one ends.
    """

    def __init__(self) -> None:
        super().__init__()
        self._entered: dict[tuple[str, str], set[str | None]] = {}

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        """Let a connection into a channel."""
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        self._entered.setdefault((namespace, sid), set()).add(room)

    def basic_disconnect(self, sid: str, namespace: str, **_options: object) -> None:
        """Forget a connection."""
        for channel in self._entered.pop((namespace, sid), ()):
            self.basic_leave_room(sid, namespace, channel)
        self.callbacks.pop(sid, None)
        for unsettled in (self.pending_connect, self.pending_disconnect):
            sids = unsettled.get(namespace, [])
            if sid in sids:
                sids.remove(sid)
            if not sids:
                unsettled.pop(namespace, None)

    async def emit(
        self,
        event: str,
        data: object,
        namespace: str,
        room: str | None = None,
        **_options: object,
    ) -> None:
        """Send an event to everyone in a channel."""
        connections = self.rooms.get(namespace, {}).get(room)
        if not connections:
            return
        message = f"2{namespace},{codec.dumps([event, data])}"
        sockets = self.server.eio.sockets
        for connection in list(connections.values()):
            if (socket := sockets.get(connection)) is not None:
                socket.write(message)


class SocketServer(socketio.AsyncServer):
    """Socket.IO's server, over the engine."""

    async def reap(self, now: float) -> None:
        """Close connections that are in no waiting room: never came in, were refused, or left. `now`: the loop's."""
        for sid, socket in list(self.eio.sockets.items()):
            if now - socket.opened_at > ENTER_WITHIN and not self._is_in(sid):
                await socket.close(reason=self.reason.SERVER_DISCONNECT)

    def begin(self, sid: str, namespace: str) -> None:
        """Note that a connection asks to be let in."""
        self.eio.counts.begin(self.manager.eio_sid_from_sid(sid, namespace))

    def has_seat(self, sid: str, namespace: str) -> bool:
        """Count a connection among those in waiting rooms. Returns False where its address has too many there."""
        seated: bool = self.eio.counts.seat(self.manager.eio_sid_from_sid(sid, namespace))
        return seated

    def turn_away(self, sid: str, namespace: str) -> None:
        """Note that a connection is not let in, or no longer."""
        self.eio.counts.turn_away(self.manager.eio_sid_from_sid(sid, namespace))

    def release_seats(self, channel: str, namespace: str) -> None:
        """Count the connections in a channel as in no waiting room any more, though they may stay open."""
        for sid in list(self.manager.rooms.get(namespace, {}).get(channel, ())):
            self.turn_away(sid, namespace)

    def is_open(self, sid: str, namespace: str) -> bool:
        """Whether a connection to a namespace has a socket that nobody has begun to close."""
        socket = self.eio.sockets.get(self.manager.eio_sid_from_sid(sid, namespace))
        return socket is not None and socket.is_open

    def _is_in(self, engine_sid: str) -> bool:
        return any(self.manager.sid_from_eio_sid(engine_sid, each) is not None for each in self.namespaces)

    async def _send_packet(self, eio_sid: str, pkt: Packet) -> None:
        socket = self.eio.sockets.get(eio_sid)
        if socket is not None:
            socket.write(pkt.encode())

    def _engineio_server_class(self) -> type[Engine]:
        return Engine


class _Refusal(msgspec.Struct, frozen=True):
    """An answer to one who is not let in, as problem details (RFC 9457)."""

    title: str
    status: int
    code: ErrorCode
    type: str = "about:blank"


_NO_OPENING: Final = _Refusal("The request is malformed.", 400, "bad_request")
_FOREIGN: Final = _Refusal("Only pages of the server's own origin may connect.", 403, "not_allowed")
_TOO_MANY: Final = _Refusal("Too many connections from this address.", 429, "too_many")


def _asks_for_a_connection(scope: Scope) -> bool:
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return "sid" not in asked and all(asked.get(name) == value for name, value in OPENING.items())


async def _refuse(scope: Scope, send: Send, refusal: _Refusal) -> str:
    headers = [(b"content-type", b"application/problem+json")]
    if refusal is _TOO_MANY:
        headers.append((b"retry-after", b"10"))
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    await send({"type": f"{kind}.start", "status": refusal.status, "headers": headers})
    await send({"type": f"{kind}.body", "body": msgspec.json.encode(refusal)})
    return ""
