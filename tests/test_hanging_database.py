"""`waitside serve` over a PostgreSQL that hangs: it says so within a bound, serves again afterwards, and stops."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import make_url
from websockets.asyncio.client import connect

from tests.live.conftest import Page
from tests.postgres import PostgresServer
from waitside.directory import Directory
from waitside.protocol import VERSION

KEY: Final = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"
SOON: Final = 15.0  # seconds: long enough on a busy machine; without bounds it takes 40 and more


@pytest.fixture
async def api_key(postgres_address: str) -> str:
    """The API key of a clinic that was set up before the server began."""
    directory = Directory(postgres_address)
    await directory.migrate()
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
    key = await directory.administration.add_key("harbor", now=0)
    await directory.close()
    return key.text


@asynccontextmanager
async def serving(database_url: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A server's process and its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = int(listener.getsockname()[1])
    environment = {
        **os.environ,
        "WAITSIDE_SECRET_KEYS": KEY,
        "WAITSIDE_DATABASE_URL": database_url,
        "WAITSIDE_PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "waitside",
        "serve",
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        assert b"listens" in await asyncio.wait_for(process.stdout.readline(), 60)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


PING = "2"


async def refusal(url: str, token: str) -> str:
    """What a provider's page that wants to come in is told."""
    hello = {"version": VERSION, "room": "dr-rivera", "key": Page(url, "/provider").key, "token": token}
    async with connect(f"{url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", proxy=None) as raw:
        await raw.recv()
        await raw.send(f"40/provider,{json.dumps(hello)}")
        async with asyncio.timeout(SOON):
            while (packet := str(await raw.recv())) == PING:
                pass
            return packet


async def test_it_says_so_serves_again_and_stops(
    postgres_address: str, postgres_server: PostgresServer, api_key: str
) -> None:
    async with (
        serving(postgres_address) as (process, url),
        httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {api_key}"}, trust_env=False, timeout=SOON
        ) as portal,
    ):

        async def issued(role: str = "patient", subject: str = "one") -> Any:
            asked = {"room": "dr-rivera", "role": role, "subject": subject}
            answer = await portal.post("/api/tokens", json=asked)
            return answer.json().get("token", answer.json().get("code"))

        pages = {role: Page(url, f"/{role}") for role in ("provider", "patient")}
        for role, page in pages.items():
            assert (await page.connect(token=await issued(role)))["type"] == f"{role}_snapshot"
        late = await issued("provider", "who has not been there")
        with postgres_server.frozen():
            ready, page_of_room = await asyncio.gather(portal.get("/readyz"), portal.get("/r/dr-rivera"))
            assert (ready.status_code, page_of_room.status_code) == (503, 503)
            assert await asyncio.gather(*(issued() for _ in range(30))) == ["not_ready"] * 30
            assert (await portal.get("/healthz")).status_code == 200
            assert '"not_ready"' in await refusal(url, late)
        assert (await portal.get("/readyz")).status_code == 200
        assert await issued() not in {None, "not_ready"}
        postgres_server.restart()
        assert await issued() not in {None, "not_ready"}
        with postgres_server.frozen():
            assert (await pages["patient"].ask("leave"))["type"] == "accepted"  # which cannot be written down now
            asking = asyncio.ensure_future(issued())
            await asyncio.sleep(0)
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), SOON)
            await asyncio.gather(asking, return_exceptions=True)
        assert process.returncode == 0
        assert process.stderr is not None
        said = (await process.stderr.read()).decode()
        assert "Traceback" not in said
        assert "the database does not answer" in said
        assert f"/{make_url(postgres_address).database} (" in said, "which database it is"
        assert "tried again every time" not in said, "not once more for each step of the sweep"
        for page in pages.values():
            await page.leave()
