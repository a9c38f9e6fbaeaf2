"""Serves an app as the product does, on a free port and in the event loop of the test."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from typing import Any, Literal

import uvicorn
from starlette.types import ASGIApp
from websockets.asyncio.client import connect

from tests.bounds import SOON
from waitside.serving.connections import Callers, HttpConnection
from waitside.serving.listening import listen
from waitside.serving.server import server_config


@asynccontextmanager
async def serving(
    app: ASGIApp,
    *,
    lifespan: Literal["on", "off"] = "on",
    callers: Callers[HttpConnection] | None = None,
    send_buffer: int | None = None,
) -> AsyncIterator[str]:
    """Serve an app and yield its address. Raises RuntimeError when the app does not start.

    `callers`: other bounds on connections than the product's. `send_buffer`: bytes that the system takes for a reader.
    """
    config = server_config(app, trusted_proxies="127.0.0.1", callers=callers)
    config.lifespan = lifespan
    async with running(config, send_buffer=send_buffer) as url:
        yield url


@asynccontextmanager
async def running(config: uvicorn.Config, *, send_buffer: int | None = None) -> AsyncIterator[str]:
    """Run uvicorn with any settings, and yield its address. Raises RuntimeError when the app does not start."""
    server = _Server(config)
    with closing(listen("127.0.0.1", 0)[0]) as listener:
        if send_buffer is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        running = asyncio.create_task(server.serve([listener]))
        await server.is_ready.wait()
        if not server.started:
            await running
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.is_stopping.set()
            await running


def websocket(address: str, **options: Any) -> connect:
    """Open a WebSocket, with options as `websockets` has them, and as much time as a busy machine may need."""
    return connect(address, **{"proxy": None, "open_timeout": SOON, "close_timeout": SOON, **options})


class _Server(uvicorn.Server):
    """Leaves signals alone, and waits for events: uvicorn itself looks ten times a second whether it has to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_ready = asyncio.Event()
        self.is_stopping = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:  # would end the event loop, and pytest with it
            raise RuntimeError("the app did not start") from None
        finally:
            self.is_ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)  # which sets the header Date
        await self.is_stopping.wait()
