"""A page's Engine.IO connection over a WebSocket: read in order, written to at once, closed at the first nonsense."""

import asyncio
import logging
import math
from collections.abc import Callable
from typing import Final

import engineio
from engineio import packet

from waitside.connections import WebSocketConnection

logger = logging.getLogger("waitside.live")

MESSAGE: Final = str(packet.MESSAGE)
PING: Final = str(packet.PING)
PONG: Final = str(packet.PONG)
CLOSE: Final = str(packet.CLOSE)

OUTSIDE: Final = 4  # messages of a page that has not come in to a waiting room: ours send one, their hello


class Socket:
    """What Engine.IO's server knows of a connection. `opened_at` by the event loop's clock, in seconds."""

    def __init__(self, server: engineio.AsyncServer, sid: str, connection: WebSocketConnection) -> None:
        self.server = server
        self.sid = sid
        self.closed = False
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self.opened_at = self._loop.time()
        self._closing = False
        self._left_to_say: float = OUTSIDE
        self._awaits_pong = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """Whether neither side has begun to close it. True of a page that is gone only while nobody can know."""
        return not (self._closing or self._connection.disconnected)

    async def run(self, opening: packet.Packet) -> None:
        """Accept the connection and serve it to its end."""
        await self._connection.accept()
        self._connection.write(opening.encode())
        self._ping_later()
        try:
            await self._read()
        finally:
            await self.close(reason=self.server.reason.TRANSPORT_CLOSE)

    def write(self, message: str) -> None:
        """Send a message of Socket.IO's, encoded."""
        self._connection.write(MESSAGE + message)

    async def send(self, each: packet.Packet) -> None:
        """Send a packet of Engine.IO's."""
        self._connection.write(each.encode())

    async def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:  # noqa: ARG002
        """End the connection, once: its page is told to be gone first. The options are Engine.IO's."""
        if self._closing:
            return
        self._closing = True
        self.server.counts.turn_away(self.sid)
        if self._timer is not None:
            self._timer.cancel()
        try:
            await self.server.handlers["disconnect"](self.sid, reason)
        finally:
            self.closed = True
            await self._connection.hang_up()

    def abort(self) -> None:
        """End the connection on the spot, without a word."""
        self._connection.abort()

    async def _read(self) -> None:
        while (event := await self._connection.receive())["type"] == "websocket.receive" and not self._closing:
            try:
                await self._take(event.get("text") or "")
            except Exception:  # noqa: BLE001 - it may hold what was sent
                self._connection.cut("protocol error")
                return

    async def _take(self, text: str) -> None:
        kind, content = text[:1], text[1:]
        if kind == MESSAGE:
            self._check_may_speak()
            await self.server.handlers["message"](self.sid, content)
        elif kind == PONG and not content and self._awaits_pong:
            self._awaits_pong = False
            self._ping_later()
        elif kind == CLOSE and not content:
            await self.close(reason=self.server.reason.CLIENT_DISCONNECT)
        else:
            raise ValueError("not a packet that pages send")

    def _check_may_speak(self) -> None:
        """Raise ValueError where a page that has never come in goes on: each hello costs the check of a signature."""
        if self.server.counts.is_seated(self.sid):
            self._left_to_say = math.inf
        self._left_to_say -= 1
        if self._left_to_say < 0:
            raise ValueError("too much from somebody outside")

    def _ping_later(self) -> None:
        self._after(self.server.ping_interval, self._ping)

    def _ping(self) -> None:
        self._connection.write(PING)
        self._awaits_pong = True
        self._after(self.server.ping_timeout, self._give_up)

    def _give_up(self) -> None:
        self._connection.cut("no answer")

    def _after(self, seconds: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self._closing:
            self._timer = self._loop.call_later(seconds, then)
