"""The server's end of a WebSocket over a TCP connection that is made up, and frames as pages send them."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any, Final

from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from waitside.serving.connections import EXTENSION, MAX_FRAME, WebSocketConnection

CONT, TEXT, BINARY, CLOSE, PING = 0, 1, 2, 8, 9
FIN: Final = 0x80
MASKED: Final = 0x80
KEY: Final = b"\x01\x80\xff\x37"

HANDSHAKE: Final = (
    b"GET /socket.io/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + base64.b64encode(b"k" * 16) + b"\r\n\r\n"
)


def masked(content: bytes) -> bytes:
    """As a page masks what it sends."""
    return bytes(each ^ KEY[at % 4] for at, each in enumerate(content))


def frame(content: bytes, opcode: int = TEXT, *, fin: bool = True, mask: bool = True, long: bool = False) -> bytes:
    """A frame. With `long`, its length takes more bytes than it needs."""
    head, size, flag = bytes([opcode | (FIN if fin else 0)]), len(content), MASKED if mask else 0
    if size > 0xFFFF:
        length = bytes([flag | 127]) + size.to_bytes(8)
    elif size > 125 or long:
        length = bytes([flag | 126]) + size.to_bytes(2)
    else:
        length = bytes([flag | size])
    return head + length + (KEY + masked(content) if mask else content)


class Transport(asyncio.Transport):
    """Stands in for a TCP connection."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.closing = False
        self.reading = True
        self.stops = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def close(self) -> None:
        self.closing = True

    def abort(self) -> None:
        self.closing = True

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        self.reading = False
        self.stops += 1

    def resume_reading(self) -> None:
        self.reading = True

    def get_write_buffer_size(self) -> int:
        return 0

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default


class Side:
    """The server's end of a WebSocket. What `wants` says yes to is taken where it arrives, the rest in its turn.

    Without `wants` all is left to the library.
    """

    def __init__(self, wants: Callable[[bytes], bool] | None) -> None:
        self._wants = wants
        self.texts: list[tuple[bool, bytes]] = []
        """Each with whether it was taken where it arrived."""
        self.ended = False
        self.transport = Transport()
        config = Config(self._app, interface="asgi3", ws_max_size=MAX_FRAME, ws_ping_interval=None, log_config=None)
        config.load()
        self.connection = WebSocketConnection(config, ServerState(), {}, asyncio.get_running_loop())
        self.connection.connection_made(self.transport)

    async def open(self) -> None:
        """Shake hands."""
        self.connection.data_received(HANDSHAKE)
        await settled()

    def get(self, data: bytes) -> None:
        """Take what has arrived, as much as one reading holds; also where uvicorn has asked for no more."""
        if not self.transport.closing:
            self.connection.data_received(data)

    async def close(self) -> tuple[list[bytes], bytes]:
        """End it. Returns the texts, in order, and what was sent."""
        await settled()
        sent = b"".join(self.transport.writes)
        self.connection.connection_lost(None)
        await settled()
        assert self.ended
        return [text for _, text in self.texts], sent

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection: WebSocketConnection = scope["extensions"][EXTENSION]
        await receive()
        await connection.accept()
        if self._wants is not None:
            connection.offer_to(self._take)
        while (event := await receive())["type"] == "websocket.receive":
            content = event.get("text")
            await asyncio.sleep(0)  # it takes a while
            self.texts.append((False, content.encode() if content is not None else b"bytes"))
        self.ended = True

    def _take(self, text: bytes) -> bool:
        if self._wants is not None and self._wants(text):
            self.texts.append((True, text))
            return True
        return False


async def settled() -> None:
    """Let the loop do what there is to do."""
    for _ in range(10):
        await asyncio.sleep(0)
