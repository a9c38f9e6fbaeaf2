"""A connection that has ended gives its memory back at once: under attack nobody can wait for the garbage collector."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from typing import Final

import httpx
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.protocol import Protocol
from websockets.server import ServerProtocol

from tests.bounds import SOON
from tests.live.conftest import Server
from tests.live.test_hostile_clients import is_closed, raw_patient
from waitside.serving.connections import HttpConnection, WebSocketConnection, WebSocketOpening
from waitside.serving.socket_io.sockets import Socket

PARTS: Final = (HttpConnection, WebSocketOpening, WebSocketConnection, ServerProtocol, Protocol, Socket)
HALF_A_FRAME: Final = b"\x81\xfe\x7f\x00mask" + b"x" * 30_000


@pytest.fixture
def no_collector() -> Iterator[None]:
    """The garbage collector does not come by."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def left() -> list[str]:
    """What is left of connections."""
    return [type(each).__name__ for each in gc.get_objects() if type(each) in PARTS]


async def nothing_is_left() -> None:
    """Wait until nothing is."""
    try:
        async with asyncio.timeout(SOON):
            while left():
                await asyncio.sleep(0.01)
    except TimeoutError:
        assert left() == []


async def good_bye(raw: ClientConnection) -> None:
    """The page closes."""
    await raw.close()


async def torn(raw: ClientConnection) -> None:
    """The network goes."""
    raw.transport.abort()


async def torn_in_a_frame(raw: ClientConnection) -> None:
    """The network goes while a frame is under way."""
    raw.transport.write(HALF_A_FRAME)
    await raw.ping()
    raw.transport.abort()


async def protocol_error(raw: ClientConnection) -> None:
    """The page sends what no page sends, and more of it than is read."""
    await raw.send("9")
    raw.transport.write(HALF_A_FRAME)


async def no_websocket(raw: ClientConnection) -> None:
    """The page sends what no WebSocket does."""
    raw.transport.write(b"\xff" * 14)


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("end", [good_bye, torn, torn_in_a_frame, protocol_error, no_websocket])
async def test_nothing_is_left_of_a_page(server: Server, end: Callable[[ClientConnection], Awaitable[None]]) -> None:
    async with raw_patient(server) as raw:
        assert sorted(left()) == ["Socket", "WebSocketConnection"]
        await end(raw)
        await is_closed(raw)
    await nothing_is_left()


@pytest.mark.usefixtures("no_collector")
async def test_nothing_is_left_of_a_request_that_is_refused(server: Server) -> None:
    async with httpx.AsyncClient(timeout=SOON) as client:
        assert (await client.get(f"{server.url}/socket.io/?EIO=4&transport=polling")).status_code == 400
        assert left() == ["HttpConnection"]
    await nothing_is_left()


@pytest.mark.usefixtures("no_collector")
async def test_nothing_is_left_of_a_handshake_that_fails(server: Server) -> None:
    headers = {"connection": "upgrade", "upgrade": "websocket", "sec-websocket-version": "1", "sec-websocket-key": "no"}
    async with httpx.AsyncClient(timeout=SOON) as client:
        assert (await client.get(f"{server.url}/socket.io/", headers=headers)).status_code == 400
    await nothing_is_left()
