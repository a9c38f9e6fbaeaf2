"""What a live room holds and forgets: pages without a connection, empty rooms, places after a restart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from tests.live.conftest import GRACE, Server
from tests.live.in_process import ROOM, World, world_of
from tests.live.test_hostile_clients import address, entry
from tests.serving import websocket
from waitside.directory import Directory, RoomRecord
from waitside.directory.accounts import provider_id_of
from waitside.live import records
from waitside.serving.connections import WebSocketConnection
from waitside.tokens import Signer

OVER = GRACE.seconds * 1_000
SECRET = "A" * 43


@pytest.fixture
async def world(directory: Directory, signer: Signer, clock: Any, api_key: str) -> AsyncIterator[World]:
    """A server."""
    async with world_of(directory, signer, clock) as world:
        yield world


async def test_a_page_whose_end_went_unnoticed_is_dropped_and_leaves_after_the_grace(world: World) -> None:
    provider, ghost = await world.provider("rivera"), await world.provider("nurse")
    ana, ben = await world.patient("ana"), await world.patient("ben")
    for gone in (ana, ghost):
        gone.is_open = False
        world.sockets.pop(gone.sid)
    await world.sweep()
    await world.check()
    assert provider.shown["visits"][ana.shown["visit"]["id"]]["page"]["connected"] is False
    world.clock.now += OVER
    await world.sweep()
    await world.check()
    assert ben.shown["visit"]["place"] == 1
    assert len(ben.shown["team"]) == 1


async def test_a_page_that_is_being_let_in_is_no_ghost(world: World) -> None:
    await world.provider("rivera")
    coming = [asyncio.create_task(world.patient(f"patient-{number}")) for number in range(20)]
    while not all(each.done() for each in coming):
        await world.sweep()
        await asyncio.sleep(0)
    await world.check()
    assert all(visit.page.connected for visit in (await world.room()).visits.values())


async def test_a_room_is_not_known_since_a_time_to_come_where_the_clock_has_stepped_back(world: World) -> None:
    await world.patient("ana")
    world.clock.now -= 3_600_000
    provider = await world.provider("rivera")
    assert provider.shown["since"] == provider.shown["now"] == world.clock.now


async def test_an_empty_room_is_forgotten_and_begins_anew(world: World) -> None:
    provider = await world.provider("rivera")
    await provider.close()
    await world.sweep()
    assert world.store.slugs() == [ROOM], "within the grace"
    world.clock.now += OVER
    await world.sweep()
    rooms, records = world.live._rooms, world.live._rooms._records
    assert (world.store.slugs(), dict(rooms._turns), records.rooms) == ([], {}, {})
    await world.live._rooms.refresh()
    assert records.providers == {}
    await world.provider("rivera")
    assert (await world.room()).since == world.clock.now
    await world.check()


async def test_who_comes_while_a_room_is_forgotten_is_not(world: World) -> None:
    provider = await world.provider("rivera")
    await provider.close()
    world.clock.now += OVER
    async with world.live._rooms.turn(ROOM):
        sweep = asyncio.create_task(world.sweep())
        await asyncio.sleep(0)
        patient = asyncio.create_task(world.patient("ana"))
        await asyncio.sleep(0)
    await asyncio.gather(sweep, patient)
    await world.check()
    assert len((await world.room()).visits) == 1


async def test_places_are_told_once_everybody_could_be_back_after_a_restart(world: World) -> None:
    provider = await world.provider("rivera")
    ben = world.wire("patient")
    await ben.connect(ticket=world.ticket("visit-ben", "ben"))
    assert (ben.shown["visit"]["status"], ben.shown["visit"]["place"]) == ("waiting", None)
    world.clock.now += 1_000
    new = await world.patient("new")
    assert new.shown["visit"]["place"] is None
    world.clock.now -= 30_000
    ana = world.wire("patient")
    await ana.connect(ticket=world.ticket("visit-ana", "ana"))
    assert list(provider.shown["visits"]) == ["visit-ben", new.shown["visit"]["id"], "visit-ana"]
    world.clock.now += 30_000 - 1_000 + OVER - 1
    await world.sweep()
    assert ben.shown["visit"]["place"] is None
    world.clock.now += 1
    await world.sweep()
    assert [each.shown["visit"]["place"] for each in (ana, ben, new)] == [1, 2, 3]
    await world.check()


async def test_those_who_were_shown_a_place_are_told_that_it_is_uncertain(world: World) -> None:
    new = await world.patient("new")
    assert new.shown["visit"]["place"] == 1, "nobody came back yet"
    ana = world.wire("patient")
    await ana.connect(ticket=world.ticket("visit-ana", "ana"))
    assert new.shown["visit"]["place"] is None
    await world.check()


async def test_a_provider_who_was_changed_elsewhere_is_shown_as_changed(world: World) -> None:
    nurse = provider_id_of("harbor", "nurse")
    await world.provider("nurse")
    ana = await world.patient("ana")
    await world.directory.administration.change_provider(nurse, name="Nurse Priya Patel")
    await world.live._rooms.refresh()
    assert ana.shown["team"][0]["provider"]["name"] == "Nurse Priya Patel"


async def test_a_page_that_checks_in_again_after_it_left_offline_is_let_in(world: World) -> None:
    provider, page = await world.provider("rivera"), world.wire("patient")
    await page.connect(secret=SECRET, token=world.token("patient", "ana"))
    await page.close()
    again = world.wire("patient", page.key)
    await again.connect(secret=SECRET, token=world.token("patient", "ana at the second try"))
    assert (again.refused, again.ended, again.shown["visit"]["place"]) == (None, None, 1)
    assert list(provider.shown["visits"]) == [again.shown["visit"]["id"]]
    assert again.shown["visit"]["id"] != page.shown["visit"]["id"]


async def test_a_room_that_belongs_to_another_clinic_by_now_is_closed(world: World) -> None:
    ana = await world.patient("ana")
    rooms = world.live._rooms
    rooms._records.hold_room(replace(rooms.record(ROOM), clinic_id="elsewhere"))
    await rooms.refresh()
    assert (ana.ended, rooms.removed) == ("removed", frozenset({ROOM}))


async def test_a_provider_who_comes_back_waits_once_for_a_directory_that_hangs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = await world.provider("rivera")
    monkeypatch.setattr(records, "PATIENCE", 0.01)
    asked: list[str] = []

    async def hang(*_: object) -> None:
        asked.append("again")
        await asyncio.Event().wait()

    for owner, name in ((world.directory, "room"), (world.directory.accounts, "ensure")):
        monkeypatch.setattr(owner, name, hang)
    monkeypatch.setattr(world.directory.accounts, "account", hang)
    back = world.wire("provider", provider.key)
    await back.connect(token=world.token("provider", "rivera"))
    assert (back.is_here, len(asked)) == (True, 1)


async def test_a_page_that_went_away_while_it_was_let_in_takes_no_visit_over(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = await server.patient("ana")
    asked, gone, answer = asyncio.Event(), asyncio.Event(), asyncio.Event()
    look_up, connection_lost = server.directory.room, WebSocketConnection.connection_lost

    async def held(slug: str) -> RoomRecord | None:
        asked.set()
        await answer.wait()
        return await look_up(slug)

    def lost(connection: WebSocketConnection, error: Exception | None) -> None:
        connection_lost(connection, error)
        gone.set()

    monkeypatch.setattr(server.directory, "room", held)
    monkeypatch.setattr(WebSocketConnection, "connection_lost", lost)
    async with websocket(address(server)) as second:
        await second.recv()
        await second.send(entry(server, server.page("patient"), "ana"))
        await asked.wait()
        second.transport.abort()
        await gone.wait()
    answer.set()
    monkeypatch.setattr(server.directory, "room", look_up)
    _, snapshot = await server.provider()
    assert [visit["page"]["id"] for visit in snapshot["visits"]] == [first.id]
    assert first.client.connected
    assert "page_replaced" not in [event["type"] for event in first.seen]
