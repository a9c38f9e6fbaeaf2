"""Running one or several ASGI apps under uvicorn, in one event loop."""

import asyncio
import gc
import ipaddress
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.middleware.proxy_headers import _TrustedHosts

from waitside.limits import Allowances, address_of
from waitside.serving import descriptors
from waitside.serving.connections import MAX_FRAME, Callers, HttpConnection, WebSocketOpening
from waitside.serving.listening import ServerError, listen
from waitside.serving.other_servers import under_ours

SHUTDOWN: Final = timedelta(seconds=5)  # for clients that have stopped reading
SAME_SIGNAL: Final = timedelta(seconds=1)  # make, a shell and a terminal may each pass on one and the same
STARTUP: Final = timedelta(seconds=30)  # a first answer that takes longer will not come
GC_THRESHOLDS: Final = (50_000, 50, 50)  # neither a relayed message nor a connection's end leaves circles to look for


@dataclass(frozen=True, slots=True)
class Site:
    """An app, where to serve it, and a path that it answers with 200 when all is well."""

    app: ASGIApp
    host: str
    port: int
    probe: str


async def serve(
    sites: Sequence[Site],
    *,
    trusted_proxies: str,
    on_ready: Callable[[], None],
    watch: Callable[[], Awaitable[None]] | None = None,
    http_connections: int = Allowances().http,
) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready` is called once every site has answered.

    `watch` runs meanwhile. All sites stop in good order when it raises something, which is raised then.
    `http_connections`: how many an address may have open that are no WebSockets; of trusted proxies none are counted.
    Raises ServerError when an address is taken, or a site does not come up.
    """
    callers = _callers(http_connections, trusted_proxies)
    with ExitStack() as opened:
        listeners = [[opened.enter_context(each) for each in listen(site.host, site.port)] for site in sites]
        servers: list[_Server] = [_Server(server_config(site.app, trusted_proxies, callers)) for site in sites]
        with _stopped_by_signals(servers):
            probes = [_answers(sockets[0], site.probe) for site, sockets in zip(sites, listeners, strict=True)]
            beside = [_announce(probes, on_ready), *([watch()] if watch is not None else [])]
            others = [asyncio.create_task(_together(servers, each)) for each in beside]
            serving = (server.serve(sockets) for server, sockets in zip(servers, listeners, strict=True))
            outcomes = await asyncio.gather(*(_together(servers, each) for each in serving), return_exceptions=True)
            for each in others:
                each.cancel()
            outcomes += await asyncio.gather(*others, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


async def unless_stopped(work: Coroutine[Any, Any, None]) -> bool:
    """Do what comes before serving, unless SIGINT or SIGTERM comes; return whether it was done.

    Without a handler the first process of a container would never hear of SIGTERM.
    """
    doing, stopped = asyncio.create_task(work), False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        doing.cancel()

    with _on_signals(stop):
        (outcome,) = await asyncio.gather(doing, return_exceptions=True)
    if isinstance(outcome, BaseException) and not stopped:
        raise outcome
    return not stopped  # also where the work was done before it could be cancelled


class _Server(uvicorn.Server):
    """Leaves signals to us: there may be several servers, and each would take them from the others."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def server_config(app: ASGIApp, trusted_proxies: str, callers: Callers[HttpConnection] | None = None) -> uvicorn.Config:
    """Return how an app is served: its limits, and the addresses of proxies to trust as uvicorn takes them."""
    callers = callers or _callers(Allowances().http, trusted_proxies)
    return uvicorn.Config(
        under_ours(app),
        http=partial(HttpConnection, callers=callers, address_of=address_of),  # type: ignore[arg-type]
        ws=WebSocketOpening,
        ws_max_size=MAX_FRAME,
        ws_per_message_deflate=False,  # sealed text does not shrink
        ws_ping_interval=None,  # Engine.IO has its own
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=trusted_proxies,
        timeout_graceful_shutdown=int(SHUTDOWN.total_seconds()),
    )


def _callers(http_connections: int, trusted_proxies: str) -> Callers[HttpConnection]:
    total = descriptors.for_connections()
    return Callers(http_connections, total, _TrustedHosts(trusted_proxies).__contains__, HttpConnection.cut)


async def _together(servers: Sequence[_Server], work: Awaitable[None]) -> None:
    """Do a part of the work; when it fails, all servers stop."""
    try:
        await work
    except SystemExit:  # uvicorn's word for an app whose start-up failed
        _stop(servers)
        raise ServerError("The server could not start.") from None
    except Exception:
        _stop(servers)
        raise


def _stop(servers: Sequence[_Server]) -> None:
    for server in servers:
        server.should_exit = True


def _drop(servers: Sequence[_Server]) -> None:
    """Wait for nobody any more, and leave out what uvicorn would say of that."""
    logging.getLogger("uvicorn.error").disabled = True
    for server in servers:
        server.force_exit = True


@contextmanager
def _stopped_by_signals(servers: Sequence[_Server]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    asked_at: float | None = None

    def on_signal() -> None:
        nonlocal asked_at
        if asked_at is None:
            asked_at = loop.time()
            _stop(servers)
        elif loop.time() - asked_at > SAME_SIGNAL.total_seconds():
            _drop(servers)

    with _on_signals(on_signal):
        yield


@contextmanager
def _on_signals(handle: Callable[[], object]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, handle)
    try:
        yield
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)


async def _announce(probes: Sequence[Awaitable[None]], on_ready: Callable[[], None]) -> None:
    try:
        async with asyncio.timeout(STARTUP.total_seconds()):
            await asyncio.gather(*probes)
    except (OSError, TimeoutError):
        raise ServerError("The server does not answer.") from None
    gc.collect()
    gc.freeze()  # what is there now stays: no need to look at it again
    gc.set_threshold(*GC_THRESHOLDS)
    on_ready()


async def _answers(listener: socket.socket, path: str) -> None:
    """Ask what listens on a socket, as a browser would. Raises ServerError when the answer is not 200."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "::1" if listener.family == socket.AF_INET6 else "127.0.0.1"
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        status = await reader.readline()
    finally:
        writer.close()
    if status.split()[1:2] != [b"200"]:
        raise ServerError("The server does not answer as it should.")
