"""From a request to an open WebSocket, or to a refusal: whatever is asked for, there is an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.utils import ClientDisconnected

from tests.bounds import SOON
from tests.serving import serving, websocket
from tests.serving.receivers import Echo, Silent
from waitside.serving.connections import EXTENSION, Opening

ASKS: Final = (
    b"Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a2tra2tra2tra2tra2traw==\r\n"
)
App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Open a WebSocket that sends back what comes."""
    receiver = Echo()
    receiver.connection = await scope["extensions"][EXTENSION].accept(receiver)


async def answer(app: App, request: bytes) -> bytes:
    """The first line of what is answered; nothing where the connection is ended without a word."""
    async with serving(app, lifespan="off") as address, asyncio.timeout(SOON):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(request)
        try:
            return await reader.readline()
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@pytest.mark.parametrize(
    ("request_line", "more", "status"),
    [
        (b"GET / HTTP/1.1", b"", b"101"),
        (b"GET / HTTP/1.1", b"".join(b"x-%d: y\r\n" % each for each in range(200)), b"101"),
        (b"GET / HTTP/1.1", b"x: " + b"y" * 9_000 + b"\r\n", b"101"),
        (b"GET /?" + b"y" * 9_000 + b" HTTP/1.1", b"", b"101"),
        (b"GET / HTTP/1.1", b"x: \xff\r\n", b"101"),
        (b"GET / HTTP/1.1", b"Content-Length: 3\r\n", b"101"),
        (b"GET / HTTP/1.1", b"Sec-WebSocket-Key: a2tra2tra2tra2tra2traw==\r\n", b"400"),
        (b"GET / HTTP/1.1", b"Sec-WebSocket-Version: 12\r\n", b"400"),
        (b"POST / HTTP/1.1", b"", b"405"),
        (b"GET /\xff HTTP/1.1", b"", b"400"),
    ],
    ids=[
        "plain",
        "many headers",
        "a long header",
        "a long address",
        "a header that is not ASCII",
        "a body",
        "two keys",
        "another version",
        "another method",
        "an address that is not ASCII",
    ],
)
async def test_every_request_for_a_websocket_is_answered(request_line: bytes, more: bytes, status: bytes) -> None:
    line = await answer(echo, request_line + b"\r\n" + ASKS + more + b"\r\n")
    assert line.split()[1:2] == [status]


async def test_an_app_that_fails_is_answered_for_and_logged_by_the_type_of_its_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("a name")

    assert (await answer(fail, b"GET / HTTP/1.1\r\n" + ASKS + b"\r\n")).split()[1] == b"500"
    assert [record.getMessage() for record in caplog.records] == ["a WebSocket could not be opened: RuntimeError"]
    assert "a name" not in caplog.text


async def test_an_app_that_says_nothing_ends_the_connection() -> None:
    async def say_nothing(scope: Scope, receive: Receive, send: Send) -> None: ...

    assert await answer(say_nothing, b"GET / HTTP/1.1\r\n" + ASKS + b"\r\n") == b""


async def test_a_page_that_has_gone_is_not_let_in() -> None:
    asked, gone, outcome = asyncio.Event(), asyncio.Event(), asyncio.get_running_loop().create_future()

    async def late(scope: Scope, receive: Receive, send: Send) -> None:
        opening: Opening = scope["extensions"][EXTENSION]
        await receive()
        asked.set()
        assert (await receive())["type"] == "websocket.disconnect"
        gone.set()
        try:
            await opening.accept(Silent())
        except Exception as error:
            outcome.set_result(type(error))
            raise

    async with serving(late, lifespan="off") as address, asyncio.timeout(SOON):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(b"GET / HTTP/1.1\r\n" + ASKS + b"\r\n")
        await asked.wait()
        writer.transport.abort()
        await gone.wait()
        assert await outcome is ClientDisconnected
        assert await reader.read() == b""


async def test_a_text_in_parts_with_pings_between_them_is_one_text() -> None:
    async with serving(echo, lifespan="off") as address, websocket(address.replace("http", "ws")) as page:
        sending = asyncio.create_task(page.send(["one ", "two ", "three"]))
        await (await page.ping())
        await sending
        assert await page.recv() == "one two three"
        await page.send("four")
        assert await page.recv() == "four"
