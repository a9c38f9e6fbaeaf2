"""Connections as uvicorn has them, with bounds on how long a caller may dawdle and on what waits for a slow reader."""

import asyncio
import logging
from collections import deque
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

logger = logging.getLogger("waitside.connections")

EXTENSION: Final = "waitside.connection"
"""The key of a WebSocket's `WebSocketConnection` among the extensions of its ASGI scope."""

HEAD_WITHIN: Final = 10.0  # seconds for the head of a request, or a handshake: a slow phone's network, not more
LONGEST_HEAD: Final = 64 * 1024  # bytes
BACKLOG: Final = 64  # messages that wait for a reader: above what a page that catches up is sent
CONTROL_BACKLOG: Final = 128 * 1024  # bytes: above the mark at which a transport says that it is full
PARTS: Final = 64  # frames of one message; our pages send one
LAST_WORDS: Final = 1.0  # seconds that a stopping server gives a reader to take what is left

_FINAL_TEXT: Final = 0x81  # the first byte of a text frame that is the whole message (RFC 6455, section 5.2)


class HttpConnection(HttpToolsProtocol):
    """Cuts callers who connect and then say nothing, or go on about it for ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_due: asyncio.TimerHandle | None = None
        self._head_size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        if self._head_due is not None:
            self._head_size += len(data)
            if self._head_size > LONGEST_HEAD:
                self.transport.abort()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_expecting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_expecting()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        if self._head_due is None:
            self._head_size = 0
            self._head_due = self.loop.call_later(HEAD_WITHIN, self.transport.abort)

    def _stop_expecting(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None


class WebSocketConnection(WebSocketsSansIOProtocol):
    """Lets the app write at once, without waiting and without a queue that a slow reader could fill."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._backlog: deque[bytes] = deque()

    def write(self, text: str) -> None:
        """Send a text, now or as soon as the reader takes more; a reader too far behind loses the connection."""
        if self.disconnected or self.close_sent:
            return
        frame = _text_frame(text.encode())
        if self.writable.is_set():
            self.transport.write(frame)
        elif len(self._backlog) < BACKLOG:
            self._backlog.append(frame)
        else:
            self.cut("slow reader")

    async def hang_up(self) -> None:
        """End the connection in good order; at once where the reader would keep us waiting."""
        if self.writable.is_set() and not self.disconnected and not self.close_sent:
            await self.send({"type": "websocket.close", "code": 1000})
        else:
            self.transport.abort()

    def cut(self, reason: str) -> None:
        """End the connection on the spot, and log that in one line. `reason` is a constant."""
        if not self.disconnected and not self.transport.is_closing():
            logger.warning("a connection was cut: %s", reason)
        self.transport.abort()

    # --- what uvicorn calls

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = {**(self.scope["extensions"] or {}), EXTENSION: self}
        self.scope["extensions"] = extensions
        await super().run_asgi()

    async def send(self, message: Any) -> None:  # noqa: ANN401 - uvicorn keeps the name of the type to itself
        await super().send(message)
        if self.close_sent:
            self.handshake_complete = True  # else a handshake that was answered over HTTP is logged as left undone

    def resume_writing(self) -> None:
        super().resume_writing()
        while self._backlog and self.writable.is_set():
            self.transport.write(self._backlog.popleft())

    def handle_ping(self) -> None:
        if self.transport.get_write_buffer_size() > CONTROL_BACKLOG:
            self.cut("slow reader")
        else:
            super().handle_ping()

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= PARTS:
            self.cut("message in too many parts")
        else:
            super().handle_cont(event)

    def shutdown(self) -> None:
        super().shutdown()
        if self.transport.get_write_buffer_size() > 0:
            self.loop.call_later(LAST_WORDS, self.transport.abort)


def _text_frame(payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((_FINAL_TEXT, size)) + payload
    if size < 1 << 16:
        return bytes((_FINAL_TEXT, 126)) + size.to_bytes(2) + payload
    return bytes((_FINAL_TEXT, 127)) + size.to_bytes(8) + payload
