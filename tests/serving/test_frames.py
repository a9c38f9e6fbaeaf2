"""Frames that are read without the library: whatever a page sends, in whatever pieces, comes to the same."""

import asyncio
import base64
import itertools
import os
from collections.abc import Callable, Coroutine
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from waitside.serving.connections import EXTENSION, MAX_FRAME, WebSocketConnection
from waitside.serving.connections.frames import frame_of, measure, text_in
from waitside.serving.connections.reading import READ_SIZE

EXAMPLES: Final = int(os.environ.get("WAITSIDE_EXAMPLES", "200"))
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
        self.written = b""
        self.closing = False
        self.reading = True
        self.stops = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

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
        self._connection = WebSocketConnection(config, ServerState(), {}, asyncio.get_running_loop())
        self._connection.connection_made(self.transport)

    async def open(self) -> None:
        """Shake hands."""
        self._connection.data_received(HANDSHAKE)
        await settled()

    def get(self, data: bytes) -> None:
        """Take what has arrived, as much as one reading holds; also where uvicorn has asked for no more."""
        if not self.transport.closing:
            self._connection.data_received(data)

    async def close(self) -> tuple[list[bytes], bytes]:
        """End it. Returns the texts, in order, and what was sent."""
        await settled()
        sent = self.transport.written
        self._connection.connection_lost(None)
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


def is_even(text: bytes) -> bool:
    """As good as any choice of what is taken at once."""
    return text.isascii() and sum(text) % 2 == 0


CONTENTS: Final = st.one_of(st.text(max_size=6), st.sampled_from(["x" * 125, "x" * 126, "é" * 99, "y" * 5_000]))
WHOLE: Final = st.builds(lambda text, long: frame(text.encode(), long=long), CONTENTS, st.booleans())
PARTS: Final = st.lists(CONTENTS, min_size=2, max_size=3).map(
    lambda texts: b"".join(
        frame(text.encode(), CONT if number else TEXT, fin=number == len(texts) - 1)
        for number, text in enumerate(texts)
    )
)
OTHERS: Final = st.sampled_from(
    [
        frame(b"", PING),
        frame(b"abc", PING),
        frame(b"abc", BINARY),
        frame(b"", BINARY),
        frame(b"z" * MAX_FRAME),
    ]
)
LAST: Final = st.sampled_from(
    [
        frame(b"\x03\xe8", CLOSE),
        frame(b"\xff"),
        frame(b"abc", mask=False),
        frame(b"abc", CONT),
        frame(b"abc", 5),
        frame(b"z" * (MAX_FRAME + 1)),
        frame(b"z" * 70_000),
        frame(b"abc", TEXT | 0x40),
        frame(b"abc")[:-1],
        b"\x81",
    ]
)
STREAM: Final = st.lists(st.one_of(WHOLE, WHOLE, WHOLE, PARTS, OTHERS), max_size=8).map(b"".join)


def cut(data: bytes, sizes: list[int]) -> list[bytes]:
    """In readings of these sizes, and of as much as a reading holds at most once these are used up."""
    pieces = []
    while data:
        size = sizes.pop(0) if sizes else READ_SIZE
        pieces.append(data[:size])
        data = data[size:]
    return pieces


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run to the end."""
    return asyncio.run(work)


async def come_of(
    pieces: list[bytes], turns: list[int], wants: Callable[[bytes], bool] | None
) -> tuple[list[bytes], bytes]:
    """What a side has read, and written, when these pieces have arrived. `turns` of the loop pass after each."""
    side = Side(wants)
    await side.open()
    for piece, passing in zip(pieces, itertools.chain(turns, itertools.repeat(0)), strict=False):
        side.get(piece)
        for _ in range(passing):
            await asyncio.sleep(0)
    return await side.close()


def check_by_both(pieces: list[bytes], turns: list[int]) -> None:
    """What is read and answered is the same as by the library alone."""
    assert run(come_of(pieces, turns, is_even)) == run(come_of(pieces, turns, None))


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    data=STREAM,
    last=LAST,
    sizes=st.lists(st.sampled_from([1, 2, 3, 5, 7, 100, 1_000, READ_SIZE]), max_size=12),
    turns=st.lists(st.integers(0, 3), max_size=24),
)
def test_what_comes_in_pieces_is_read_in_order(data: bytes, last: bytes, sizes: list[int], turns: list[int]) -> None:
    pieces = cut(data, sizes)
    # The last in a reading of its own: of one in which there is an error, the library forgets what is before it.
    check_by_both([*pieces, last], [*turns[: len(pieces)], *[0] * (len(pieces) - len(turns)), 3])


EVEN: Final = frame(b"aa")
ODD: Final = frame(b"a")


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "pieces",
    [
        [ODD, EVEN],
        [ODD + EVEN, EVEN, ODD],
        [ODD[:3], ODD[3:] + EVEN],
        [frame(masked(EVEN), BINARY)[:6], EVEN + EVEN],
        [frame(b"b", fin=False), EVEN],
        [frame(b"b", fin=False), frame(b"c", CONT, fin=False), frame(b"", PING), frame(b"d", CONT), EVEN],
        [frame(b"\x03\xe8", CLOSE), EVEN],
        [frame(b"\xff"), EVEN],
    ],
)
def test_what_waits_for_its_turn_is_not_overtaken(pieces: list[bytes], turns: int) -> None:
    check_by_both(pieces, [turns] * len(pieces))


async def test_several_in_one_reading_are_taken_where_they_arrive() -> None:
    side = Side(lambda _text: True)
    await side.open()
    side.get(frame(b"one") + frame(b"two") + frame(b"three")[:5])
    assert side.texts == [(True, b"one"), (True, b"two")]
    side.get(frame(b"three")[5:])
    assert side.texts[2:] == [(True, b"three")]
    await side.close()


async def test_one_behind_another_that_waits_its_turn_waits_as_well() -> None:
    side = Side(lambda text: text != b"slow")
    await side.open()
    side.get(frame(b"slow") + frame(b"fast"))
    await settled()
    assert side.texts == [(False, b"slow"), (False, b"fast")]
    side.get(frame(b"fast"))
    assert side.texts[2:] == [(True, b"fast")]
    await side.close()


async def test_who_sends_as_much_as_one_reading_holds_lets_others_go_first() -> None:
    side = Side(lambda _text: True)
    await side.open()
    side.get((frame(b"x" * 10) * 999)[:READ_SIZE])
    assert (len(side.texts) > 1, side.transport.reading) == (True, False)
    await asyncio.sleep(0)
    assert side.transport.reading
    await side.close()


@pytest.mark.parametrize("size", [0, 1, 125, 126, 0xFFFF, 0x10000])
def test_a_text_is_framed_for_a_page(size: int) -> None:
    assert frame_of(b"x" * size) == frame(b"x" * size, mask=False)


@pytest.mark.parametrize("mask", [True, False])
@pytest.mark.parametrize("size", [0, 1, 125, 126, MAX_FRAME, 70_000])
def test_a_frame_is_measured_once_its_head_is_there(size: int, mask: bool) -> None:
    before, data = frame(b"before"), frame(b"x" * size, mask=mask)
    at, end = len(before), len(before) + len(data)
    assert measure(before + data, at) == (end - size, end)
    for head in range(len(data) - size + 1):
        assert measure(before + data[:head], at) in (None, (end - size, end))


def test_the_text_of_a_frame_is_unmasked() -> None:
    data = frame(b"before") + frame("é".encode())
    at = len(frame(b"before"))
    assert text_in(data, at, *measure(data, at)) == "é".encode()  # type: ignore[misc]


@pytest.mark.parametrize(
    "data",
    [
        frame(b"abc", mask=False),
        frame(b"abc", PING),
        frame(b"abc", fin=False),
        frame(b"abc", TEXT | 0x40),
        frame(b"x" * (MAX_FRAME + 1)),
    ],
)
def test_other_frames_are_left_to_the_library(data: bytes) -> None:
    assert text_in(data, 0, *measure(data, 0)) is None  # type: ignore[misc]


async def test_a_page_that_speaks_before_it_is_answered_is_left_to_the_library() -> None:
    side = Side(lambda _text: True)
    within = frame(masked(EVEN), BINARY)
    side.get(HANDSHAKE)
    side.get(within[:6])
    await settled()
    side.get(within[6:])
    await settled()
    assert side.texts == [(False, b"bytes")]
    await side.close()


async def test_a_frame_that_is_too_long_is_not_waited_for() -> None:
    side = Side(lambda _text: True)
    await side.open()
    side.get(frame(b"z" * 70_000)[:14])
    assert side.transport.closing
    await side.close()


async def test_nothing_is_taken_of_a_page_that_was_cut_off() -> None:
    def cut_off(_text: bytes) -> bool:
        side.transport.abort()
        return True

    side = Side(cut_off)
    await side.open()
    side.get(EVEN + EVEN)
    assert side.texts == [(True, b"aa")]
    await side.close()
