"""The composition root: live connections and the web side behind one door."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocketDisconnect

from waitside.app import create_app
from waitside.directory import Directory
from waitside.serving.other_servers import under_ours
from waitside.settings import Settings

OPENING = "?EIO=4&transport=websocket"
KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"


@pytest.fixture
def client() -> TestClient:
    """A client of the whole server, its directory in memory."""
    return TestClient(under_ours(create_app(Settings((KEY,), "sqlite+aiosqlite://"))), base_url="http://localhost:8000")


def test_the_web_side_answers(client: TestClient) -> None:
    with client:
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/r/dr-nobody").status_code == 404


@pytest.mark.parametrize("path", ["/socket.io", "/healthz", "/", "/socket.iox/", "//socket.io/"])
def test_there_is_no_websocket_elsewhere(client: TestClient, path: str) -> None:
    with client, pytest.raises(WebSocketDisconnect), client.websocket_connect(path, headers={"Upgrade": "websocket"}):
        pass


@pytest.mark.parametrize(
    "path", ["/socket.io", "/socket.io/", f"/socket.io/{OPENING}", "/socket.io/?EIO=4&transport=polling"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_socket_io_is_not_spoken_over_plain_http(
    client: TestClient, caplog: pytest.LogCaptureFixture, method: str, path: str
) -> None:
    with client:
        caplog.clear()
        for _ in range(3):
            assert client.request(method, path).json()["code"] == "not_found"
        lines = len(caplog.records)
    assert lines == (1 if OPENING in path else 0), "one for a proxy that drops headers, and a flood leaves no more"


def test_tables_are_there_once_it_has_started(tmp_path: Path) -> None:
    settings = Settings((KEY,), f"sqlite+aiosqlite:///{tmp_path}/waitside.db")
    with TestClient(under_ours(create_app(settings)), base_url="http://localhost") as client:
        assert client.get("/r/dr-nobody").status_code == 404


async def test_a_directory_that_was_lent_stays_open(directory: Directory) -> None:
    async with running(under_ours(create_app(Settings((KEY,)), directory=directory))):
        pass
    assert await directory.room("dr-nobody") is None


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[None]:
    """Start an app and stop it, in this event loop."""
    asked: asyncio.Queue[Message] = asyncio.Queue()
    said: asyncio.Queue[Message] = asyncio.Queue()
    serving = asyncio.create_task(as_coroutine(app({"type": "lifespan", "state": {}}, asked.get, said.put)))
    await asked.put({"type": "lifespan.startup"})
    assert (await said.get())["type"] == "lifespan.startup.complete"
    yield
    await asked.put({"type": "lifespan.shutdown"})
    assert (await said.get())["type"] == "lifespan.shutdown.complete"
    await serving


async def as_coroutine(work: Awaitable[None]) -> None:
    """What a task can be made of."""
    await work
