"""The whole server on a free port: live rooms, API and pages behind one door."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn

from tests.live.conftest import GRACE, Server
from waitside.app import create_app
from waitside.connections import HttpConnection, WebSocketConnection
from waitside.directory import Directory
from waitside.settings import Settings
from waitside.tokens import Signer

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"


@asynccontextmanager
async def whole_server(directory: Directory, clock: Any, keys: Sequence[str] = (KEY,)) -> AsyncIterator[Server]:
    """A server with these secret keys, over a directory that outlives it."""
    app = create_app(Settings(tuple(keys), grace=GRACE), directory=directory, clock=clock)
    running = uvicorn.Server(
        uvicorn.Config(app, port=0, http=HttpConnection, ws=WebSocketConnection, log_config=None, access_log=False)
    )
    running.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(running.serve())
    while not running.started:
        await asyncio.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", Signer(keys, clock=clock), directory, clock)
    try:
        yield server
    finally:
        for page in server.pages:
            with contextlib.suppress(Exception):
                await page.leave()
        running.should_exit = True
        await serving


@asynccontextmanager
async def portal_of(server: Server, api_key: str) -> AsyncIterator[httpx.AsyncClient]:
    """A clinic's own server, which talks to that one."""
    headers = {"Authorization": f"Bearer {api_key}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False) as client:
        yield client
