"""What a live room holds and forgets: pages without a connection, empty rooms, places after a restart."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.live.conftest import GRACE
from tests.live.in_process import ROOM, World, world_of
from waitside.directory import Directory
from waitside.directory.accounts import provider_id_of
from waitside.tokens import Signer

OVER = GRACE.seconds * 1_000


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


async def test_an_empty_room_is_forgotten_and_begins_anew(world: World) -> None:
    provider = await world.provider("rivera")
    await provider.close()
    await world.sweep()
    assert await world.store.slugs() == [ROOM], "within the grace"
    world.clock.now += OVER
    await world.sweep()
    rooms, records = world.live._rooms, world.live._rooms._records
    assert (await world.store.slugs(), dict(rooms._turns), records.rooms) == ([], {}, {})
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
