"""A visit that is over stays over: after a restart, a kill, and while the database does not answer."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.live.conftest import GRACE
from tests.live.in_process import ROOM, Wire, World, world_of
from waitside.directory import Directory, DirectoryUnavailable
from waitside.directory.ended_visits import hash_of
from waitside.live.announcer import TICKET_LIFE
from waitside.live.departures import HOUR
from waitside.tokens import CLOCK_SKEW, Signer

MILLISECONDS = 1_000


@pytest.fixture
async def directory(tmp_path: Path) -> AsyncIterator[Directory]:
    """A directory in a file, which the servers of a test share."""
    directory = Directory(f"sqlite:///{tmp_path}/waitside.db")
    await directory.migrate()
    yield directory
    await directory.close()


@pytest.fixture
async def world(directory: Directory, signer: Signer, clock: Any, api_key: str) -> AsyncIterator[World]:
    """The server before the restart."""
    async with world_of(directory, signer, clock) as world:
        yield world


def killed(world: World) -> World:
    """A server that was killed, and another one on the same database."""
    return World(world.directory, world.signer, world.clock)


Ending = Callable[[World, Wire, Wire], Awaitable[object]]


async def leaves(world: World, patient: Wire, provider: Wire) -> None:
    await patient.ask("leave")


async def is_removed(world: World, patient: Wire, provider: Wire) -> None:
    await provider.ask("remove_visit", visit=patient.shown["visit"]["id"])


async def call_ends(world: World, patient: Wire, provider: Wire) -> None:
    await provider.ask("start_call", visit=patient.shown["visit"]["id"])
    await provider.ask("end_call", visit=patient.shown["visit"]["id"])


async def expires(world: World, patient: Wire, provider: Wire) -> None:
    await patient.close()
    world.clock.now += GRACE.seconds * MILLISECONDS
    await world.sweep()


async def room_is_removed(world: World, patient: Wire, provider: Wire) -> None:
    await world.directory.administration.remove_room(ROOM)
    await world.live._rooms.refresh()
    await world.directory.administration.add_room("harbor", ROOM, "Dr. Elena Rivera")


@pytest.mark.parametrize("end", [leaves, is_removed, call_ends, expires, room_is_removed])
async def test_nobody_comes_back_to_a_visit_that_ended_before_the_server_was_killed(world: World, end: Ending) -> None:
    provider, ana, ben = await world.provider("rivera"), await world.patient("ana"), await world.patient("ben")
    await end(world, ana, provider)
    after = killed(world)
    for opening in ({"returning": True}, {}):
        page = after.wire("patient", ana.key)
        await page.connect(ticket=ana.ticket, **opening)
        assert page.refused == "patient_left"
    if end is not room_is_removed:
        page = after.wire("patient", ben.key)
        await page.connect(ticket=ben.ticket, returning=True)
        assert page.shown["visit"]["id"] == ben.shown["visit"]["id"], "who did not leave is back"


async def test_staff_who_come_back_to_a_restarted_server_are_told_who_left_since(world: World) -> None:
    ana = await world.patient("ana")
    after = killed(world)
    back = after.wire("patient", ana.key)
    await back.connect(ticket=ana.ticket, returning=True)
    await back.ask("leave")
    left = {ana.shown["visit"]["id"]: "left"}
    assert (await after.provider("rivera")).shown["over"] == left
    world.clock.now += GRACE.seconds * MILLISECONDS
    assert (await after.provider("rivera")).shown["over"] == {}, "missing visits have ended by now"


async def test_what_is_announced_is_written(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server that is killed on the spot, right after it told of a departure, takes nobody back."""
    provider, ana = await world.provider("rivera"), await world.patient("ana")
    rows_when_told: list[list[bytes]] = []
    take = Wire.write

    def write(wire: Wire, message: bytes) -> None:
        if b"visit_left" in message or b"own_visit_ended" in message:
            rows_when_told.append(rows_in(tmp_path / "waitside.db"))
        take(wire, message)

    monkeypatch.setattr(Wire, "write", write)
    await is_removed(world, ana, provider)
    assert rows_when_told == [[hash_of(ana.shown["visit"]["id"])]] * 2


def rows_in(file: Path) -> list[bytes]:
    """The hashes that another program finds in the database."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT hash FROM ended_visits")]


async def test_a_visit_of_before_the_restart_stays_out_while_nobody_can_tell_whether_it_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await world.patient("ana")
    after = killed(world)
    first, second = after.wire("patient", ana.key), after.wire("patient", ana.key)
    with monkeypatch.context() as outage:
        outage.setattr(world.directory.ended_visits, "has", unavailable)
        await first.connect(ticket=ana.ticket, returning=True)
        assert first.refused == "not_ready"
    await second.connect(ticket=ana.ticket, returning=True)
    assert second.shown["visit"]["id"] == ana.shown["visit"]["id"]


async def test_a_page_whose_visit_the_server_knows_is_not_looked_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await world.patient("ana")
    for part, name in (
        (world.directory, "room"),
        (world.directory, "providers_called"),
        (world.directory.ended_visits, "has"),
    ):
        monkeypatch.setattr(part, name, unavailable)
    again = world.wire("patient", ana.key)
    await again.connect(ticket=ana.ticket, returning=True)
    assert again.is_here


async def test_an_outage_blocks_nobody_who_is_inside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("ana", "ben", "cleo", "dee")
    provider, nurse = await world.provider("rivera"), await world.provider("nurse")
    ana, ben, cleo, dee = [await world.patient(name) for name in names]
    parts = (world.directory, world.directory.accounts, world.directory.ended_visits)
    for part in parts:
        for name in ("room", "rooms_called", "provider", "providers_called", "ensure", "account", "add", "has"):
            if hasattr(part, name):
                monkeypatch.setattr(part, name, unavailable)
    await call_ends(world, ana, provider)
    await is_removed(world, ben, provider)
    await leaves(world, cleo, provider)
    assert (ana.ended, ben.ended, cleo.ended) == ("call_ended", "removed", "left")
    back = world.wire("provider", nurse.key)
    await back.connect(token=world.token("provider", "nurse"))
    second = world.wire("patient")
    await second.connect(ticket=dee.ticket)
    assert back.is_here and second.is_here and dee.replaced
    await expires(world, second, provider)
    assert list((await world.room()).visits) == []
    await world.check()
    stranger = world.wire("provider")
    await stranger.connect(token=world.token("provider", "stranger"))
    assert stranger.refused == "not_ready"


async def test_what_could_not_be_written_is_written_at_the_end(
    directory: Directory, signer: Signer, clock: Any, api_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world_of(directory, signer, clock) as world:
        ana = await world.patient("ana")
        with monkeypatch.context() as outage:
            outage.setattr(directory.ended_visits, "add", unavailable)
            await ana.ask("leave")
            assert ana.ended == "left"
    page = killed(world).wire("patient", ana.key)
    await page.connect(ticket=ana.ticket)
    assert page.refused == "patient_left"


async def test_a_visit_is_remembered_for_as_long_as_its_last_ticket_is_accepted(
    world: World, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now += -clock.now % HOUR  # then nothing is rounded up
    ana = await world.patient("ana")
    await ana.ask("leave")
    clock.now += TICKET_LIFE.total_seconds() * MILLISECONDS + CLOCK_SKEW
    await world.sweep()
    await world.live._departures.delete_expired()
    after = killed(world)
    for server in (after, world):
        page = server.wire("patient", ana.key)
        await page.connect(ticket=ana.ticket)
        assert page.refused == "patient_left", "the ticket still counts"
        monkeypatch.setattr(world.directory.ended_visits, "has", unavailable)  # the first server knows it by itself
    world.clock.now += 1
    await world.sweep()
    assert world.store.slugs() == [], "and the room is forgotten"
    page = world.wire("patient", ana.key)
    await page.connect(ticket=ana.ticket)
    assert page.refused == "token_expired"


async def test_two_servers_that_end_hundreds_at_once(world: World) -> None:
    patients = [await world.patient(f"patient-{number}") for number in range(300)]
    for each in patients:
        await each.close()
    world.clock.now += GRACE.seconds * MILLISECONDS
    await world.sweep()
    after = killed(world)
    pages = [after.wire("patient", each.key) for each in patients]
    await asyncio.gather(*(page.connect(ticket=each.ticket) for page, each in zip(pages, patients, strict=True)))
    assert {page.refused for page in pages} == {"patient_left"}


async def unavailable(*_: object, **__: object) -> None:
    """A database that is down."""
    raise DirectoryUnavailable
