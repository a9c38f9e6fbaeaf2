"""Our Engine.IO server, in the place of the library's: WebSocket only, over our connections, bounded."""

import secrets
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeAlias

from waitside.limits import Allowances
from waitside.serving.connections import MAX_FRAME, Opening
from waitside.serving.socket_io import codec
from waitside.serving.socket_io.connection_counts import ConnectionCounts
from waitside.serving.socket_io.sockets import PING_EVERY, Socket

PING_WAIT: Final = 6  # seconds that pages are told to wait for a ping that is due: they let go after 10 s of silence
ENTER_WITHIN: Final = 5.0  # seconds from connecting to being in a waiting room; after leaving one, the time of a sweep

SOCKET: Final = "waitside.socket"
"""The key of a connection's socket in what Socket.IO calls its environment; nothing else is kept there."""

Handler: TypeAlias = Callable[..., Coroutine[Any, Any, None]]


class Engine:
    """Keeps the sockets, and counts them by address.

    Socket.IO's server gets it in place of `engineio.AsyncServer`, and uses what is above the line.
    """

    async_mode = "asgi"

    def __init__(self, *, allowances: Allowances, **_of_the_librarys: object) -> None:
        self.counts = ConnectionCounts(allowances, self._drop)
        self.sockets: dict[str, Socket] = {}
        self.handlers: dict[str, Handler] = {}

    def on(self, event: str, handler: Handler) -> None:
        """Set what is called when a connection begins (`connect`), says something (`message`) or ends."""
        self.handlers[event] = handler

    async def send(self, sid: str, data: str) -> None:
        """Send a packet of Socket.IO's. A connection that is gone is sent nothing."""
        if (socket := self.sockets.get(sid)) is not None:
            socket.write(data.encode())

    def generate_id(self) -> str:
        """Return the id of a new connection, or of one to a namespace."""
        return secrets.token_urlsafe(15)

    async def shutdown(self) -> None:
        """Do nothing: uvicorn has closed the connections by then."""

    # ---

    async def serve(self, opening: Opening, address: str) -> bool:
        """Open a WebSocket, which goes on by itself. Returns False where its address has too many."""
        sid = self.generate_id()
        if not self.counts.open(sid, address):
            return False
        socket = Socket(self, sid, address)
        await self.handlers["connect"](sid, {SOCKET: socket})
        try:
            connection = await opening.accept(socket)
        except BaseException:
            self.forget(sid)
            await self.handlers["disconnect"](sid, "closed")
            raise
        self.sockets[sid] = socket
        socket.open(connection, _handshake(sid))
        return True

    def forget(self, sid: str) -> None:
        """Forget a connection, not before it is gone: one that is told to go takes a descriptor until then."""
        self.sockets.pop(sid, None)
        self.counts.close(sid)

    async def close_idle(self, now: float) -> None:
        """Close connections that are in no waiting room: never came in, were refused, or left. `now`: the loop's."""
        for socket in list(self.sockets.values()):
            if now - socket.opened_at > ENTER_WITHIN and socket.entries == 0:
                await socket.close()

    def _drop(self, sid: str) -> None:
        if (socket := self.sockets.get(sid)) is not None:
            socket.abort()


def _handshake(sid: str) -> bytes:
    facts: dict[str, Any] = {
        "sid": sid,
        "upgrades": [],
        "pingInterval": PING_EVERY * 1000,
        "pingTimeout": PING_WAIT * 1000,
        "maxPayload": MAX_FRAME,
    }
    return codec.encode(facts)
