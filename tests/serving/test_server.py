"""Running sites under uvicorn: all come up or none, all go down together, with the limits that we count on."""

import asyncio
import gc
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, nullcontext, suppress

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.bounds import SOON
from tests.serving import websocket
from tests.serving.receivers import Silent, echo
from waitside.app import create_app
from waitside.serving.connections import EXTENSION, MAX_FRAME, Opening, http
from waitside.serving.listening import ServerError, listen
from waitside.serving.server import GC_THRESHOLDS, Site, serve, unless_stopped
from waitside.settings import Settings


@pytest.fixture(autouse=True)
def _own_garbage_collector() -> Iterator[None]:
    """Serving changes the collector for good; tests go on after it."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


async def say_hello(_request: Request) -> Response:
    """Answer any request."""
    return PlainTextResponse("hello")


def site(app: ASGIApp | None = None, probe: str = "/") -> Site:
    """A site on a free port."""
    hello = Starlette(routes=[Route("/", say_hello), WebSocketRoute("/echo", echo)])
    return Site(app or hello, "127.0.0.1", free_port(), probe)


async def fails_to_start(scope: Scope, receive: Receive, send: Send) -> None:
    """An app without a good start."""
    await receive()
    await send({"type": "lifespan.startup.failed", "message": ""})


def stop_serving() -> None:
    """What Ctrl+C does."""
    os.kill(os.getpid(), signal.SIGINT)


async def test_it_is_ready_once_every_site_has_answered_and_ends_when_asked() -> None:
    ready = []

    def on_ready() -> None:
        ready.append(gc.get_freeze_count() > 0 and gc.get_threshold() == GC_THRESHOLDS)
        stop_serving()

    await serve([site(), site()], trusted_proxies="127.0.0.1", on_ready=on_ready)
    assert ready == [True], "once, with the garbage collector out of the way"


@pytest.mark.parametrize(("app", "probe"), [(fails_to_start, "/"), (None, "/missing")])
async def test_when_one_site_does_not_come_up_none_stays(app: ASGIApp | None, probe: str) -> None:
    sound, broken = site(), site(app, probe)
    with pytest.raises(ServerError):
        await serve([sound, broken], trusted_proxies="127.0.0.1", on_ready=lambda: pytest.fail("it is not ready"))
    for each in (sound, broken):
        for listener in listen(each.host, each.port):
            listener.close()


async def test_when_what_runs_beside_fails_all_sites_stop_in_good_order() -> None:
    ready, ended = asyncio.Event(), list[str]()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        ended.append("in good order")

    async def watch() -> None:
        await ready.wait()
        raise ServerError("Another server has the database.")

    sites = [site(Starlette(routes=[Route("/", say_hello)], lifespan=lifespan)) for _ in range(2)]
    async with asyncio.timeout(SOON):
        with pytest.raises(ServerError, match="Another server"):
            await serve(sites, trusted_proxies="127.0.0.1", on_ready=ready.set, watch=watch)
    assert ended == ["in good order"] * 2


async def test_what_runs_beside_ends_with_the_sites() -> None:
    ended = []

    async def watch() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("too")

    await serve([site()], trusted_proxies="127.0.0.1", on_ready=stop_serving, watch=watch)
    assert ended == ["too"]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("is_done", [False, True])
async def test_what_comes_before_serving_ends_at_a_signal(by: signal.Signals, is_done: bool) -> None:
    async def work() -> None:
        os.kill(os.getpid(), by)
        with suppress(asyncio.CancelledError) if is_done else nullcontext():
            await asyncio.Event().wait()

    async with asyncio.timeout(SOON):
        assert not await unless_stopped(work())


async def test_what_comes_before_serving_may_succeed_or_fail() -> None:
    async def work(result: str) -> None:
        if result == "fails":
            raise ServerError("It cannot start.")

    assert await unless_stopped(work("succeeds"))
    with pytest.raises(ServerError):
        await unless_stopped(work("fails"))


async def while_serving(
    one: Site,
    visit: Callable[[], Awaitable[None]],
    *,
    trusted_proxies: str = "127.0.0.1",
    http_connections: int = 400,
) -> None:
    """Serve a site for as long as a visit takes."""
    visits: list[asyncio.Task[None]] = []

    async def whole_visit() -> None:
        try:
            await visit()
        finally:
            stop_serving()

    await serve(
        [one],
        trusted_proxies=trusted_proxies,
        http_connections=http_connections,
        on_ready=lambda: visits.append(asyncio.create_task(whole_visit())),
    )
    await visits[0]


async def test_a_frame_over_the_limit_ends_its_connection() -> None:
    one = site()

    async def visit() -> None:
        async with websocket(f"ws://127.0.0.1:{one.port}/echo") as opened:
            await opened.send("x" * MAX_FRAME)
            assert await opened.recv() == "x" * MAX_FRAME
            await opened.send("x" * (MAX_FRAME + 1))
            with pytest.raises(ConnectionClosed) as closed:
                await opened.recv()
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009

    await while_serving(one, visit)


async def test_the_whole_server_speaks_socket_io_under_its_path() -> None:
    one = site(create_app(Settings(("kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp",), "sqlite+aiosqlite://")), "/healthz")

    async def visit() -> None:
        address = f"ws://127.0.0.1:{one.port}/socket.io/?EIO=4&transport=websocket"
        async with websocket(address) as opened:
            assert str(await opened.recv()).startswith('0{"sid"')

    await while_serving(one, visit)


async def test_a_caller_who_says_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "HEAD_WITHIN", 0.1)
    one = site()

    async def visit() -> None:
        for beginning in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET"):
            reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
            writer.write(beginning)
            with suppress(ConnectionResetError):
                await asyncio.wait_for(reader.read(), SOON)
            writer.close()

    await while_serving(one, visit)


async def test_an_idle_connection_makes_room_and_one_with_a_request_under_way_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "HEAD_WITHIN", 2 * SOON)  # what makes room is not cut for saying nothing
    begun, release = asyncio.Event(), asyncio.Event()

    async def answer_late(_request: Request) -> Response:
        begun.set()
        await release.wait()
        return PlainTextResponse("late")

    one = site(Starlette(routes=[Route("/", say_hello), Route("/late", answer_late)]))

    async def visit() -> None:
        async with asyncio.timeout(SOON):
            busy = await ask(one, "/late")
            await begun.wait()
            silent = await asyncio.open_connection("127.0.0.1", one.port)
            other = await ask(one, "/")
            assert (await other[0].readline()).startswith(b"HTTP/1.1 200")
            with suppress(ConnectionResetError):
                assert await silent[0].read() == b"", "it has made room"
            release.set()
            assert (await busy[0].readline()).startswith(b"HTTP/1.1 200")
            for _, writer in (busy, silent, other):
                writer.close()

    await while_serving(one, visit, trusted_proxies="192.0.2.1", http_connections=2)


async def ask(one: Site, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send a request over a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return reader, writer


async def test_a_request_whose_head_has_no_end_is_cut() -> None:
    one = site()

    async def visit() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
        with suppress(ConnectionError):
            writer.write(b"GET / HTTP/1.1\r\n")
            for _ in range(http.LONGEST_HEAD // 100):
                writer.write(b"X-More: " + b"x" * 100 + b"\r\n")
                await writer.drain()
        with suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), SOON) == b""
        writer.close()

    await while_serving(one, visit)


async def test_who_asks_on_without_taking_the_answers_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    one = site()

    async def visit() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 1_000)
        with suppress(ConnectionResetError):
            await asyncio.wait_for(reader.read(), SOON)
        writer.close()

    await while_serving(one, visit)
    assert caplog.records == []


async def test_a_reader_who_takes_nothing_of_an_answer_is_cut(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(http, "STALLED_FOR", 0.1)
    ended = asyncio.Event()

    async def pour(_request: Request) -> Response:
        async def much() -> AsyncIterator[bytes]:
            for _ in range(1_000):
                yield b"x" * 100_000
            ended.set()

        return StreamingResponse(much())

    one = site(Starlette(routes=[Route("/", say_hello), Route("/pour", pour)]))

    async def visit() -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", one.port, limit=1)
        writer.write(b"GET /pour HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.wait_for(ended.wait(), SOON)
        writer.transport.abort()

    await while_serving(one, visit)
    assert caplog.records == []


async def test_a_stopping_server_waits_for_nobody_who_has_stopped_reading(caplog: pytest.LogCaptureFixture) -> None:
    ended: list[bool] = []

    class Told(Silent):
        async def ended(self) -> None:
            ended.append(True)

    async def pour(websocket: WebSocket) -> None:
        opening: Opening = websocket.scope["extensions"][EXTENSION]
        await websocket.receive()
        connection = await opening.accept(Told())
        connection.write(b"x" * 16_000_000)  # more than the system's buffers take

    one = site(Starlette(routes=[Route("/", say_hello), WebSocketRoute("/pour", pour)]))
    stalled: list[ClientConnection] = []

    async def visit() -> None:
        for _ in range(3):
            address = f"ws://127.0.0.1:{one.port}/pour"
            stalled.append(await websocket(address, max_queue=1, ping_interval=None, close_timeout=0))

    await while_serving(one, visit)
    assert ended == [True] * 3
    assert "timeout graceful shutdown exceeded" not in caplog.text, "they were cut before that"
    for each in stalled:
        each.transport.abort()


async def test_frames_are_not_compressed_and_the_server_not_named() -> None:
    one = site()

    async def visit() -> None:
        async with websocket(f"ws://127.0.0.1:{one.port}/echo", compression="deflate") as opened:
            assert opened.response is not None
            assert "Sec-WebSocket-Extensions" not in opened.response.headers
            assert "Server" not in opened.response.headers

    await while_serving(one, visit)


def test_every_address_of_a_host_is_listened_on() -> None:
    sockets = listen("localhost", free_port())
    wanted = {info[4][0] for info in socket.getaddrinfo("localhost", 1, type=socket.SOCK_STREAM)}
    try:
        assert {each.getsockname()[0] for each in sockets} <= wanted
        assert "127.0.0.1" in {each.getsockname()[0] for each in sockets}
    finally:
        for each in sockets:
            each.close()


def test_an_address_is_taken_from_the_moment_it_is_listened_on() -> None:
    port = free_port()
    with closing(listen("127.0.0.1", port)[0]), pytest.raises(ServerError, match="is taken"):
        listen("127.0.0.1", port)
