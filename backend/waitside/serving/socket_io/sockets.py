"""A page's Engine.IO connection over a WebSocket: read in order, written to at once, closed at the first nonsense."""

import asyncio
import math
from typing import TYPE_CHECKING, Final

from waitside.serving.connections import WebSocket

if TYPE_CHECKING:
    from waitside.serving.socket_io.engine import Engine
    from waitside.serving.socket_io.short_path import ShortPath

OPEN: Final = b"0"
CLOSE: Final = "1"
PING: Final = b"2"
PONG: Final = "3"
MESSAGE: Final = "4"
_MESSAGE: Final = MESSAGE.encode()

PING_EVERY: Final = 4  # seconds. A page whose network gets slower by 5 s hears nothing for 9 s, which is not dead yet
OUTSIDE: Final = 4  # messages of a page that has not come in to a waiting room: ours send one, their hello

UNANSWERED: Final = 4
"""Pings that may go unanswered. A page that does not answer is let go of when the next one is due."""


class Socket:
    """An Engine.IO connection. `opened_at` by the event loop's clock, in seconds."""

    def __init__(self, engine: "Engine", sid: str, connection: WebSocket, address: str) -> None:
        self.sid = sid
        self.address = address
        self.entries = 0
        """How many namespaces it is in, or asks to be let into."""
        self.short_path: ShortPath | None = None
        """Where it is in a namespace."""
        self._engine = engine
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self.opened_at = self._loop.time()
        self._closing = False
        self._left_to_say: float = OUTSIDE
        self._unanswered = 0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """Whether neither side has begun to close it. True of a page that is gone only while nobody can know."""
        return not (self._closing or self._connection.disconnected)

    async def run(self, handshake: bytes) -> None:
        """Accept the connection and serve it to its end. `handshake`: what the page is told first, as JSON."""
        try:
            await self._connection.accept()
            self._connection.write(OPEN + handshake)
            self._connection.offer_to(self._take_at_once)
            self._ping_later()
            await self._read()
        finally:
            await self.close()

    def write(self, message: bytes) -> None:
        """Send a packet of Socket.IO's."""
        self._connection.write(_MESSAGE + message)

    async def close(self) -> None:
        """End the connection, once: its page is told to be gone first."""
        if self._closing:
            return
        self._closing = True
        self.give_up_place()
        if self._timer is not None:
            self._timer.cancel()
        try:
            await self._engine.handlers["disconnect"](self.sid, "closed")
        finally:
            await self._connection.hang_up()

    def abort(self) -> None:
        """End the connection on the spot, without a word."""
        self._connection.abort()

    def begin(self) -> None:
        """Note that it asks to be let in."""
        self._engine.counts.begin(self.sid)

    def take_place(self) -> bool:
        """Count it among those in waiting rooms. Returns False where its address has too many there."""
        return self._engine.counts.seat(self.sid)

    def give_up_place(self) -> None:
        """Count it among those in no waiting room."""
        self._engine.counts.turn_away(self.sid)

    async def _read(self) -> None:
        while (event := await self._connection.receive())["type"] == "websocket.receive" and not self._closing:
            try:
                await self._take(event.get("text") or "")
            except Exception:  # noqa: BLE001 - it may hold what was sent
                self._connection.cut("protocol error")
                return

    def _take_at_once(self, text: bytes) -> bool:
        """Take a text by the short path. Returns False for one that has to be read in its turn."""
        if self.short_path is None or self._closing or not text.startswith(_MESSAGE) or not self._may_speak_freely():
            return False
        try:
            return self.short_path.take(text[1:])
        except Exception:  # noqa: BLE001 - it may hold what was sent
            self._connection.cut("protocol error")
            return True

    async def _take(self, text: str) -> None:
        kind, content = text[:1], text[1:]
        if kind == MESSAGE:
            if not self._may_speak():
                raise ValueError("too much from somebody outside")
            await self._engine.handlers["message"](self.sid, content)
        elif kind == PONG and not content and self._unanswered > 0:
            self._unanswered -= 1
        elif kind == CLOSE and not content:
            await self.close()
        else:
            raise ValueError("not a packet that pages send")

    def _may_speak(self) -> bool:
        """Whether a page may go on: one that never came in may not, as each hello costs the check of a signature."""
        if not self._may_speak_freely():
            self._left_to_say -= 1
        return self._left_to_say >= 0

    def _may_speak_freely(self) -> bool:
        """Whether it is in a waiting room, or has spoken in one."""
        if self._left_to_say != math.inf and self._engine.counts.is_seated(self.sid):
            self._left_to_say = math.inf
        return self._left_to_say == math.inf

    def _ping_later(self) -> None:
        if not self._closing:
            self._timer = self._loop.call_later(PING_EVERY, self._ping)

    def _ping(self) -> None:
        """Ping by the clock, whatever has been answered: over a slow line, too, the page hears something that often."""
        if self._unanswered == UNANSWERED:
            self._connection.cut("no answer")
            return
        self._connection.write(PING)
        self._unanswered += 1
        self._ping_later()
