"""The server's end of a WebSocket over a TCP connection that is made up, and frames as pages send them."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any, Final

from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.protocol import SERVER, Protocol

from waitside.serving.connections import EXTENSION, MAX_FRAME, WebSocketConnection, WebSocketOpening
from waitside.serving.connections.opening import request_of
from waitside.serving.connections.reading import SmallReads

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
FIN: Final = 0x80
MASKED: Final = 0x80
KEY: Final = b"\x01\x80\xff\x37"

HANDSHAKE: Final = [
    (b"host", b"x"),
    (b"connection", b"Upgrade"),
    (b"upgrade", b"websocket"),
    (b"sec-websocket-version", b"13"),
    (b"sec-websocket-key", base64.b64encode(b"k" * 16)),
]


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
        self.aborted = False
        self.reading = True
        self.stops = 0
        self.left = 0
        """Bytes that the reader has not taken."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def close(self) -> None:
        self.closing = True

    def abort(self) -> None:
        self.closing = self.aborted = True

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        assert not self.closing, "as uvloop has it"
        self.reading = False
        self.stops += 1

    def resume_reading(self) -> None:
        assert not self.closing, "as uvloop has it"
        self.reading = True

    def get_write_buffer_size(self) -> int:
        return self.left

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Nothing: who reads is known by `SmallReads`."""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default


class Side:
    """The server's end of a WebSocket. What `wants` says yes to is taken where it arrives, the rest in its turn."""

    connection: WebSocketConnection
    """Once it is open."""

    def __init__(self, wants: Callable[[bytes], bool]) -> None:
        self._wants = wants
        self.texts: list[tuple[bool, bytes]] = []
        """Each with whether it was taken where it arrived."""
        self.told: list[str] = []
        """That nothing more comes, and that the connection is gone."""
        self.transport = Transport()
        config = Config(self._app, interface="asgi3", ws_max_size=MAX_FRAME, ws_ping_interval=None, log_config=None)
        config.load()
        self.state = ServerState()
        self._opening = WebSocketOpening(config, self.state, {}, asyncio.get_running_loop())
        self.reads = SmallReads(self._opening, lambda: self.told.append("left"))
        self._opening.connection_made(self.transport)

    def ask(self) -> None:
        """Ask for a WebSocket."""
        self._opening.begin(self.reads, request_of("GET", b"/socket.io/", HANDSHAKE))

    async def open(self) -> None:
        """Shake hands. What was sent by then is forgotten."""
        self.ask()
        await settled()
        self.transport.writes.clear()

    def get(self, data: bytes) -> None:
        """Take what has arrived, as much as one reading holds; also where nobody has asked for more."""
        if not self.transport.closing:
            self.reads.connection.data_received(data)

    async def close(self) -> tuple[list[bytes], bytes]:
        """End it. Returns the texts, in order, and what was sent."""
        await settled()
        sent = b"".join(self.transport.writes)
        self.reads.connection_lost(None)
        await settled()
        assert sorted(self.told) == ["ended", "left", "lost"]
        assert (self.state.connections, self.state.tasks) == (set(), set())
        return [text for _, text in self.texts], sent

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        opening: WebSocketOpening = scope["extensions"][EXTENSION]
        await receive()
        self.connection = await opening.accept(self)

    # --- what it receives

    def take(self, text: bytes) -> bool:
        if self._wants(text):
            self.texts.append((True, text))
            return True
        return False

    async def receive(self, text: str) -> None:
        await asyncio.sleep(0)  # it takes a while
        self.texts.append((False, text.encode()))

    async def ended(self) -> None:
        await asyncio.sleep(0)
        self.told.append("ended")

    def lost(self) -> None:
        self.told.append("lost")


def by_the_library(pieces: list[bytes]) -> tuple[list[bytes], bytes]:
    """The texts in what arrives in these pieces, and what is answered, by the library alone."""
    library = Protocol(SERVER, max_size=MAX_FRAME)
    texts, sent, parts = [], b"", b""
    for piece in pieces:
        if library.eof_sent:
            break
        library.receive_data(piece)
        for event in library.events_received():
            assert isinstance(event, Frame)
            if event.opcode not in (Opcode.TEXT, Opcode.CONT):
                continue
            parts += event.data
            if not event.fin:
                continue
            text, parts = parts, b""
            try:
                text.decode()
            except UnicodeDecodeError:
                library.fail(1007)
                break
            texts.append(text)
        sent += b"".join(library.data_to_send())
    return texts, sent


async def settled() -> None:
    """Let the loop do what there is to do."""
    for _ in range(10):
        await asyncio.sleep(0)
