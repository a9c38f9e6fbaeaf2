"""Bounds on the WebSockets of an address: what is counted, from when, and until when."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.bounds import SOON
from tests.live.conftest import Page, Server
from tests.live.fuzz import CLOSE
from tests.live.test_hostile_clients import address, entry, is_closed, raw_patient
from tests.live.whole import KEY
from tests.serving import serving, websocket
from tests.serving.side import frame
from tests.soak.caller import Caller
from waitside.app import create_app
from waitside.directory import Directory, RoomRecord
from waitside.limits import Allowances
from waitside.serving.connections import websocket as websockets
from waitside.serving.socket_io import sockets
from waitside.settings import Settings


async def enters(server: Server, raw: ClientConnection, page: Page) -> None:
    """Come in, and stay whatever the server says afterwards."""
    await raw.recv()
    await raw.send(entry(server, page, "ana"))
    while not str(await raw.recv()).startswith("40/patient,"):
        pass


@pytest.mark.parametrize("allowances", [Allowances(connections=2)])
async def test_a_connection_that_is_superseded_takes_no_seat(server: Server) -> None:
    page = server.page("patient")
    async with websocket(address(server)) as old, websocket(address(server)) as new:
        await enters(server, old, page)
        await enters(server, new, page)
        assert (await server.provider())[1]["type"] == "provider_snapshot"


@asynccontextmanager
async def told_to_go(server: Server, hello: str | None = None) -> AsyncIterator[Caller]:
    """A connection that says good-bye and then does not close; before that it comes in, if it has a hello."""
    caller = await Caller.connect(int(server.url.rpartition(":")[2]), "127.0.0.1")
    await caller.upgrade()
    if hello is not None:
        await caller.text(hello.encode())
        while not (await caller.receive())[1].startswith(b"40"):
            pass
    await caller.text(b"1")
    while (await caller.receive())[0] != CLOSE:
        pass
    try:
        yield caller
    finally:
        caller.hang_up()


@pytest.mark.parametrize("allowances", [Allowances(connections=1)])
async def test_a_page_that_is_told_to_go_takes_no_seat(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websockets, "FAREWELL", 2 * SOON)
    async with told_to_go(server, entry(server, server.page("patient"), "ana")):
        assert (await server.patient("ben"))[1]["type"] == "patient_snapshot"


@pytest.mark.parametrize("allowances", [Allowances(entering=1)])
async def test_a_connection_that_is_told_to_go_counts_until_it_is_gone(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(websockets, "FAREWELL", 2 * SOON)
    async with told_to_go(server) as going, websocket(address(server)) as coming, asyncio.timeout(SOON):
        assert str(await coming.recv()).startswith("0{")
        assert await going.dismissed() is None
    assert "1 (an address has too many that ask for nothing)" in caplog.text, "it has made room"


@pytest.mark.parametrize("allowances", [Allowances(entering=2)])
async def test_a_page_that_waits_to_be_let_in_makes_no_room(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = asyncio.Event(), asyncio.Event()
    look_up = server.directory.room

    async def look_up_late(slug: str) -> RoomRecord | None:
        asked.set()
        await answer.wait()
        return await look_up(slug)

    monkeypatch.setattr(server.directory, "room", look_up_late)
    coming = asyncio.create_task(server.patient("ana"))
    await asyncio.wait_for(asked.wait(), SOON)
    async with websocket(address(server)) as silent, websocket(address(server)) as other:
        await other.recv()
        await is_closed(silent)
        answer.set()
        assert (await coming)[1]["type"] == "patient_snapshot"


@pytest.mark.parametrize("said", ['40/patient,{"version":1}', "40/nowhere,", '42/patient,0["command",{}]'])
async def test_who_does_not_come_in_may_say_little(server: Server, caplog: pytest.LogCaptureFixture, said: str) -> None:
    async with websocket(address(server)) as outside:
        with suppress(ConnectionClosed):
            for _ in range(sockets.OUTSIDE + 1):
                await outside.send(said)
        await is_closed(outside)
    assert [record.getMessage() for record in caplog.records] == ["a connection was cut: protocol error"]


async def test_an_address_opens_so_many_within_ten_seconds(directory: Directory, api_key: str) -> None:
    app = create_app(Settings((KEY,), allowances=Allowances(opens=3)), directory=directory)
    async with serving(app) as url, httpx.AsyncClient(base_url=url, timeout=SOON, trust_env=False) as client:
        opening = f"{url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
        for _ in range(3):
            assert (await client.get("/api/connection")).status_code == 204
            async with websocket(opening) as opened:
                await opened.recv()
        with pytest.raises(InvalidStatus) as refusal:
            await websocket(opening)
        assert refusal.value.response.status_code == 429
        assert json.loads(refusal.value.response.body or b"")["code"] == "too_many"
        question = await client.get("/api/connection")
        assert (question.status_code, question.json()["code"]) == (429, "too_many")


async def test_a_pong_may_come_while_something_else_is_handled(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "PING_EVERY", 0.1)
    async with raw_patient(server) as raw, asyncio.timeout(SOON):
        monkeypatch.setattr(sockets, "PING_EVERY", SOON)
        while await raw.recv() != "2":
            pass
        raw.transport.write(frame(b'42/patient,1["command",{"type":"set_away","away":true}]') + frame(b"3"))
        while not str(await raw.recv()).startswith("43/patient,1"):
            pass
        await raw.send('42/patient,2["command",{"type":"set_away","away":true}]')
        while not str(await raw.recv()).startswith("43/patient,2"):
            pass
