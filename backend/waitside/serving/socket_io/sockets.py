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
PONG: Final = b"3"
MESSAGE: Final = "4"
_MESSAGE: Final = MESSAGE.encode()

PING_EVERY: Final = 4  # seconds. A page whose network gets slower by 5 s hears nothing for 9 s, which is not dead yet
OUTSIDE: Final = 4  # messages of a page that has not come in to a waiting room: ours send one, their hello

NONSENSE: Final = "protocol error"

UNANSWERED: Final = 4
"""Pings that may go unanswered. A page that does not answer is let go of when the next one is due."""


class Socket:
    """An Engine.IO connection, which receives the texts of a WebSocket. `opened_at` by the loop's clock, in seconds."""

    __slots__ = (
        "_closing",
        "_connection",
        "_engine",
        "_left_to_say",
        "_loop",
        "_timer",
        "_unanswered",
        "address",
        "entries",
        "opened_at",
        "short_path",
        "sid",
    )

    _connection: WebSocket  # from `open` on, before which nobody knows the socket

    def __init__(self, engine: "Engine", sid: str, address: str) -> None:
        self.sid = sid
        self.address = address
        self.entries = 0
        """How many namespaces it is in, or asks to be let into."""
        self.short_path: ShortPath | None = None
        """Where it is in a namespace."""
        self._engine = engine
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

    def open(self, connection: WebSocket, handshake: bytes) -> None:
        """Begin, over a connection of which it is the receiver. `handshake`: what the page is told first, as JSON."""
        self._connection = connection
        connection.write(OPEN + handshake)
        self._ping_later()

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
            self._connection.hang_up()

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

    # --- what the WebSocket calls

    def take(self, text: bytes) -> bool:
        """Take a pong, or a packet that can go by the short path."""
        if text == PONG and self._unanswered > 0:
            self._unanswered -= 1
            return True
        if self.short_path is None or self._closing or not text.startswith(_MESSAGE) or not self._may_speak_freely():
            return False
        try:
            return self.short_path.take(text[1:])
        except Exception:  # noqa: BLE001 - it may hold what was sent
            self._connection.cut(NONSENSE)
            return True

    async def receive(self, text: str) -> None:
        """Handle a packet that `take` did not take by the ordinary path."""
        if self._closing:
            return
        kind, content = text[:1], text[1:]
        try:
            if kind == MESSAGE and self._may_speak():
                await self._engine.handlers["message"](self.sid, content)
            elif text == CLOSE:
                await self.close()
            else:  # not a packet that pages send, or too much from somebody outside
                self._connection.cut(NONSENSE)
        except Exception:  # noqa: BLE001 - it may hold what was sent
            self._connection.cut(NONSENSE)

    async def ended(self) -> None:
        """Tell the product that the page is gone."""
        await self.close()

    def lost(self) -> None:
        """Have the engine forget it."""
        self._engine.forget(self.sid)

    # ---

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
