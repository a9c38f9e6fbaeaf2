"""Plain HTTP connections: which count, which make room for others, and how they become WebSockets."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from tests.bounds import SOON
from tests.live.attacker import UPGRADE
from tests.serving import serving, websocket
from tests.serving.receivers import echo
from tests.serving.test_server import say_hello
from waitside.serving.connections import Callers, HttpConnection, http

MUCH = "x" * 16_000_000  # bytes: more than the system's buffers take
TO_ECHO = UPGRADE.replace("/socket.io/?EIO=4&transport=websocket", "/echo").encode()

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer_much(_request: Request) -> Response:
    """Answer with more than a reader can take at once."""
    return PlainTextResponse(MUCH)


async def answer_little(_request: Request) -> Response:
    """Answer with less than what makes an app wait for the reader."""
    return PlainTextResponse("x" * 60_000)


APP = Starlette(
    routes=[
        Route("/", say_hello),
        Route("/much", answer_much),
        Route("/little", answer_little),
        WebSocketRoute("/echo", echo),
    ]
)


@asynccontextmanager
async def bounded(per_address: int, total: int = 100, send_buffer: int | None = None) -> AsyncIterator[str]:
    """Serve with bounds on connections, also on this machine's, and yield where."""
    callers = Callers(per_address, total, lambda _: False, HttpConnection.cut)
    async with serving(APP, callers=callers, send_buffer=send_buffer) as address, asyncio.timeout(SOON):
        yield address.removeprefix("http://")


@asynccontextmanager
async def call(address: str, request: bytes = b"") -> AsyncIterator[Streams]:
    """Open a connection whose system buffers are small, and send a request."""
    ours = socket.socket()
    ours.setblocking(False)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    host, port = address.split(":")
    await asyncio.get_running_loop().sock_connect(ours, (host, int(port)))
    reader, writer = await asyncio.open_connection(sock=ours, limit=1_024)
    writer.write(request)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


def get(path: str) -> bytes:
    """Return a request."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def is_ended(reader: asyncio.StreamReader) -> None:
    """Wait until the server has ended a connection."""
    with suppress(ConnectionResetError):
        while await reader.read(1 << 16):
            pass


async def test_an_answer_that_is_still_being_sent_is_not_cut_to_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "STALLED_FOR", 2 * SOON)
    async with bounded(2) as address, call(address, get("/much")) as (slow, _):
        head = await slow.readuntil(b"\r\n\r\n")
        assert f"content-length: {len(MUCH)}".encode() in head
        async with call(address) as (silent, _), call(address, get("/")) as (other, _):
            assert (await other.readline()).startswith(b"HTTP/1.1 200")
            await is_ended(silent)
        assert await slow.readexactly(len(MUCH)) == MUCH.encode()
        async with call(address, get("/")) as (other, _), call(address, get("/")) as (another, _):
            assert (await another.readline()).startswith(b"HTTP/1.1 200")
            assert (await other.readline()).startswith(b"HTTP/1.1 200")
            await is_ended(slow)  # which has been idle longest


async def test_what_is_left_of_an_answer_waits_only_so_long_for_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "STALLED_FOR", 0.1)
    async with bounded(1, total=1, send_buffer=4_096) as address, call(address, get("/little")) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        answered = b""
        while not answered:  # until the only place is free
            async with call(address, get("/")) as (other, _):
                with suppress(ConnectionResetError):
                    answered = await other.readline()
        assert answered.startswith(b"HTTP/1.1 200")


async def test_websockets_are_not_plain_http() -> None:
    async with bounded(1) as address:
        url = f"ws://{address}/echo"
        async with websocket(url) as one, websocket(url) as two, websocket(url) as three:
            for each in (one, two, three):
                await each.send("here")
                assert await each.recv() == "here"


async def test_a_websocket_that_has_ended_takes_no_place_any_more() -> None:
    async with bounded(5, total=2) as address:
        for _ in range(5):
            async with websocket(f"ws://{address}/echo") as one, websocket(f"ws://{address}/echo") as two:
                for each in (one, two):
                    await each.send("here")
                    assert await each.recv() == "here"


async def test_a_connection_that_has_asked_before_may_become_a_websocket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "HEAD_WITHIN", 0.1)
    async with bounded(5) as address, call(address, get("/")) as (reader, writer):
        await reader.readuntil(b"hello")
        writer.write(TO_ECHO)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
        async with call(address) as (silent, _):
            await is_ended(silent)  # for its silence, which began later
        writer.write(b"\x81\x80mask")
        assert await reader.readexactly(2) == b"\x81\x00"


@pytest.mark.parametrize("before", [get("/"), get("/much")], ids=["not answered yet", "not taken yet"])
async def test_no_websocket_opens_behind_an_answer_that_is_not_sent_yet(before: bytes) -> None:
    async with bounded(5) as address, call(address, before + TO_ECHO) as (reader, _):
        with suppress(ConnectionResetError):
            assert b" 101 " not in await reader.read()
