"""WebSockets: written to at once, read a little at a time, and held for nobody who does not read."""

import logging
from collections.abc import Callable
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.server import ServerProtocol

from waitside.serving.connections.frames import LONGEST_HEAD, MAX_FRAME, frame_of, measure, text_in
from waitside.serving.connections.reading import READ_SIZE
from waitside.serving.connections.turns import turns_of

logger = logging.getLogger("waitside.connections")

EXTENSION: Final = "waitside.connection"
"""The key of a connection among the extensions of its ASGI scope."""

BACKLOG: Final = 512 * 1024  # bytes that wait for a reader
AT_ONCE: Final = 64 * 1024  # bytes that are written together, about
FOLLOWS: Final = 4  # times its size may wait behind a message: each visit of a snapshot sends a card
OVERHEAD: Final = 64  # bytes in memory that each message takes besides its own
PINGS: Final = 10  # of WebSocket's own, and one more a second: our pages send none, a proxy may now and then
PARTS: Final = 64  # frames of one message; our pages send one
FAREWELL: Final = 2.0  # seconds to answer our good-bye
LAST_WORDS: Final = 1.0  # seconds that a stopping server gives a reader to take what is left


class WebSocketConnection(WebSocketsSansIOProtocol):
    """See `interface.WebSocket`: lets the app write at once, without a queue that a slow reader could fill."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._backlog: list[bytes] = []  # not a deque, of which an empty one takes 700 bytes
        self._backlog_size = 0
        self._longest = 0
        self._turns = turns_of(self.loop)
        self._pings = 0
        self._since = self.loop.time()
        self._take: Callable[[bytes], bool] | None = None
        self._readings = 0  # before anything is offered
        self._begun = b""  # a frame of which the rest has to come
        self._is_awaited = False
        self._when_lost: Callable[[], None] | None = None

    async def accept(self) -> None:
        """Open the WebSocket, and forget all that a browser says about itself at the door: nobody asks for it again."""
        await self.send({"type": "websocket.accept"})
        self.scope["headers"] = []
        self.request.headers.clear()
        self.response.headers.clear()

    def offer_to(self, take: Callable[[bytes], bool]) -> None:
        """Offer each text to `take` while nothing before it waits. `receive` does not return one that it takes."""
        if self._readings == 1:  # the request; after more than that, the library may be in the middle of a frame
            self._take = take

    def write(self, text: bytes) -> None:
        """Send a text, now or as soon as the reader takes more; a reader too far behind loses the connection."""
        if self.disconnected or self.close_sent:
            return
        frame = frame_of(text)
        self._longest = max(self._longest, len(frame))
        if not self.writable.is_set() and self._backlog_size + len(frame) > BACKLOG + FOLLOWS * self._longest:
            self.cut("slow reader")
            return
        self._backlog.append(frame)
        self._backlog_size += len(frame) + OVERHEAD
        if self._backlog_size > AT_ONCE:
            self._write_on()
        elif len(self._backlog) == 1:
            self._turns.at_the_end(self._write_on)  # in a long turn that is now

    def when_lost(self, call: Callable[[], None]) -> None:
        """Call this once the connection is gone, which is at once if it is already."""
        if self.disconnected:
            call()
        else:
            self._when_lost = call

    async def hang_up(self) -> None:
        """End the connection in good order; at once where the reader would keep us waiting."""
        self._write_on()
        if self.writable.is_set() and not self.disconnected and not self.close_sent:
            await self.send({"type": "websocket.close", "code": 1000})
            self.loop.call_later(FAREWELL, self.transport.abort)
        else:
            self.transport.abort()

    def cut(self, reason: str) -> None:
        """End the connection on the spot, and log that in one line. `reason` is a constant."""
        if not self.disconnected and not self.transport.is_closing():
            logger.warning("a connection was cut: %s", reason)
        self.transport.abort()

    def abort(self) -> None:
        """End the connection on the spot, and log nothing."""
        self.transport.abort()

    # --- what uvicorn calls

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = {**(self.scope["extensions"] or {}), EXTENSION: self}
        self.scope["extensions"] = extensions
        try:
            await super().run_asgi()
        finally:
            extensions.clear()  # else the connection and its scope hold each other

    def data_received(self, data: bytes) -> None:
        if self._take is None:
            self._readings += 1
            super().data_received(data)
            return
        self._take_up(self._begun + data if self._begun else data, self._take)
        if len(data) == READ_SIZE and not self.read_paused:
            self._let_others_go_first()

    async def receive(self) -> Any:  # noqa: ANN401 - uvicorn keeps the name of the type to itself
        self._is_awaited = True
        try:
            return await super().receive()
        finally:
            self._is_awaited = False

    async def send(self, message: Any) -> None:  # noqa: ANN401 - uvicorn keeps the name of the type to itself
        await super().send(message)
        if self.close_sent:
            self.handshake_complete = True  # else a handshake that was answered over HTTP is logged as left undone

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._take = None
        _take_apart(self.conn)
        if self._when_lost is not None:
            self._when_lost()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._write_on()

    def handle_ping(self) -> None:
        self._pings += 1
        if self._pings > PINGS + self.loop.time() - self._since:
            self.cut("too many pings")
        else:
            super().handle_ping()

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= PARTS:
            self.cut("message in too many parts")
        else:
            super().handle_cont(event)

    def shutdown(self) -> None:
        self._write_on()
        super().shutdown()
        if self.transport.get_write_buffer_size() > 0:
            self.loop.call_later(LAST_WORDS, self.transport.abort)

    def _write_on(self) -> None:
        """Write what waits, as far as the reader takes it."""
        while self._backlog and self.writable.is_set() and not self.transport.is_closing():
            count, size = 0, 0
            while count < len(self._backlog) and size <= AT_ONCE:
                size += len(self._backlog[count])
                count += 1
            self._backlog_size -= size + count * OVERHEAD
            some = self._backlog[0] if count == 1 else b"".join(self._backlog[:count])
            del self._backlog[:count]
            self.transport.write(some)

    def _take_up(self, data: bytes, take: Callable[[bytes], bool]) -> None:
        """Take up whole frames, one after the other, and keep what has begun of another one."""
        at = 0
        while (found := measure(data, at)) is not None and found[1] <= len(data):
            begin, end = found
            text = text_in(data, at, begin, end) if self._is_idle() else None
            if text is None or not take(text):
                super().data_received(data[at:end])
            if self.transport.is_closing():
                return
            at = end
        self._begun = data[at:]
        if found is not None and found[1] - at > LONGEST_HEAD + MAX_FRAME:
            self._take, self._begun = None, b""
            super().data_received(data[at:])  # which ends the connection

    def _is_idle(self) -> bool:
        """Whether everything that has come is done with, and no message is in the middle of its parts."""
        return self._is_awaited and self.queue.empty() and self.conn.current_size is None

    def _let_others_go_first(self) -> None:
        """Read on in the loop's next turn: who sends more than one reading holds may have a lot of it."""
        self.transport.pause_reading()
        self.loop.call_soon(self._read_on)

    def _read_on(self) -> None:
        if not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()


def _take_apart(protocol: ServerProtocol) -> None:
    """Undo the circles in which a WebSocket that has ended would hold all that it has read."""
    protocol.parser.close()
    _forget_frames(protocol.parser_exc)
    _forget_frames(protocol.handshake_exc)


def _forget_frames(error: BaseException | None) -> None:
    while error is not None:
        error.__traceback__ = None
        error = error.__context__
