"""The whole server on a free port: live rooms, API and pages behind one door."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.bounds import SOON
from tests.live.conftest import GRACE, Server
from tests.serving import serving
from waitside.app import create_app
from waitside.directory import Directory
from waitside.settings import Settings
from waitside.tokens import Signer

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"


@asynccontextmanager
async def whole_server(directory: Directory, clock: Any, keys: Sequence[str] = (KEY,)) -> AsyncIterator[Server]:
    """A server with these secret keys, over a directory that outlives it."""
    app = create_app(Settings(tuple(keys), grace=GRACE), directory=directory, clock=clock)
    async with serving(app) as url:
        server = Server(url, Signer(keys, clock=clock), directory, clock)
        try:
            yield server
        finally:
            await server.all_leave()


@asynccontextmanager
async def portal_of(server: Server, api_key: str) -> AsyncIterator[httpx.AsyncClient]:
    """A clinic's own server, which talks to that one."""
    headers = {"Authorization": f"Bearer {api_key}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=SOON, trust_env=False) as client:
        yield client
