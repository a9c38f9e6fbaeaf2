"""Ends of visits that can be undone, over connections (R26): staff know of them, and patients once they come true."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.in_process import ROOM, Wire, World, world_of
from waitside.directory import Directory
from waitside.tokens import Signer

WITHIN = 6_000


@pytest.fixture
async def directory(tmp_path: Path) -> AsyncIterator[Directory]:
    """A directory in a file, which the servers of a test share."""
    directory = Directory(f"sqlite:///{tmp_path}/waitside.db")
    await directory.migrate()
    yield directory
    await directory.close()


@pytest.fixture
async def world(directory: Directory, signer: Signer, clock: Any, api_key: str) -> AsyncIterator[World]:
    """A server."""
    async with world_of(directory, signer, clock) as world:
        yield world


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What patients' pages are told from now on."""
    said: list[str] = []
    take = Wire.write

    def write(wire: Wire, message: bytes) -> None:
        if wire.role == "patient":
            said.append(message.decode())
        take(wire, message)

    monkeypatch.setattr(Wire, "write", write)
    return said


async def remove(desk: Wire, patient: Wire, within: int = WITHIN) -> dict[str, Any]:
    """Remove a patient from the queue."""
    return await desk.ask("remove_visit", visit=visit_of(patient), undoWithin=within)


def visit_of(patient: Wire) -> str:
    """The id of a page's visit."""
    visit: str = patient.shown["visit"]["id"]
    return visit


def ending_of(desk: Wire, patient: Wire) -> object:
    """What a provider's page knows of the end of a visit."""
    return desk.shown["visits"][visit_of(patient)]["ending"]


async def pass_time(world: World, milliseconds: int) -> None:
    """Let time pass, and the sweep see it."""
    world.clock.now += milliseconds
    await world.sweep()


async def test_all_of_staff_know_and_no_patient_hears_of_it(world: World, told: list[str]) -> None:
    desk, nurse = await world.provider("rivera"), await world.provider("nurse")
    ana, _ben = await world.patient("ana"), await world.patient("ben")
    told.clear()
    assert (await remove(desk, ana))["type"] == "accepted"
    ending = {"page": desk.id, "reason": "removed"}
    assert ending_of(desk, ana) == ending_of(nurse, ana) == ending
    late = await world.provider("late")
    assert ending_of(late, ana) == ending
    await pass_time(world, WITHIN - 1)
    assert not [message for message in told if "team_changed" not in message]
    assert not ana.ended
    await world.check()


async def test_it_comes_true_by_itself_also_when_its_page_is_closed(world: World) -> None:
    desk, nurse = await world.provider("rivera"), await world.provider("nurse")
    ana, ben = await world.patient("ana"), await world.patient("ben")
    await remove(desk, ana)
    await desk.close()
    await pass_time(world, WITHIN)
    assert (ana.ended, ben.shown["visit"]["place"]) == ("removed", 1)
    assert list(nurse.shown["visits"]) == [visit_of(ben)]
    await world.check()


async def test_undo_takes_it_back_for_good(world: World, told: list[str]) -> None:
    desk, nurse, ana = await world.provider("rivera"), await world.provider("nurse"), await world.patient("ana")
    told.clear()
    await remove(desk, ana)
    assert (await nurse.ask("undo_end", visit=visit_of(ana)))["code"] == "not_allowed"
    assert (await desk.ask("undo_end", visit=visit_of(ana)))["type"] == "accepted"
    assert (await desk.ask("undo_end", visit=visit_of(ana)))["type"] == "accepted"
    assert ending_of(desk, ana) is ending_of(nurse, ana) is None
    await pass_time(world, WITHIN)
    assert (told, ana.ended) == ([], None)
    await world.check()


async def test_undo_comes_too_late_once_it_has_come_true(world: World) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    await remove(desk, ana)
    await pass_time(world, WITHIN)
    assert (await desk.ask("undo_end", visit=visit_of(ana)))["code"] == "patient_left"


async def test_until_then_messages_pass_both_ways(world: World) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    await remove(desk, ana)
    for sender, to in ((ana, desk), (desk, ana)):
        reply = await sender.ask("relay", visit=visit_of(ana), to=to.id, seq=1, sealed="c2VhbGVk")
        assert reply["type"] == "accepted"


async def test_for_staff_somebody_who_is_leaving_has_left(world: World) -> None:
    desk, nurse, ana = await world.provider("rivera"), await world.provider("nurse"), await world.patient("ana")
    await remove(desk, ana)
    assert (await nurse.ask("start_call", visit=visit_of(ana)))["code"] == "patient_left"
    assert (await remove(nurse, ana))["code"] == "patient_left"
    assert (await remove(nurse, ana, within=0))["type"] == "accepted"
    assert ana.ended == "removed"


async def test_the_patient_leaves_as_ever(world: World) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    await remove(desk, ana)
    await ana.ask("leave")
    assert ana.ended == "left"
    assert (await desk.ask("undo_end", visit=visit_of(ana)))["code"] == "patient_left"


async def test_another_call_makes_the_end_of_the_first_true(world: World) -> None:
    desk, ana, ben = await world.provider("rivera"), await world.patient("ana"), await world.patient("ben")
    await desk.ask("start_call", visit=visit_of(ana))
    await desk.ask("end_call", visit=visit_of(ana), undoWithin=WITHIN)
    assert not ana.ended
    assert (await desk.ask("start_call", visit=visit_of(ben)))["type"] == "accepted"
    assert (ana.ended, ben.shown["visit"]["status"]) == ("call_ended", "in_call")
    await world.check()


async def test_a_reload_of_the_patient_does_not_stop_it(world: World) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    await remove(desk, ana)
    again = world.wire("patient")
    await again.connect(ticket=ana.ticket)
    assert again.shown["visit"]["id"] == visit_of(ana)
    await pass_time(world, WITHIN)
    assert (again.ended, ana.ended) == ("removed", None)


async def test_a_restarted_server_hears_of_it_again_from_the_page_and_ends_it_once(world: World) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    await remove(desk, ana)
    world.clock.now += 2_000
    after = World(world.directory, world.signer, world.clock)
    page, staff = after.wire("patient", ana.key), after.wire("provider", desk.key)
    await page.connect(ticket=ana.ticket, returning=True)
    await staff.connect(token=after.token("provider", "rivera"))
    assert ending_of(staff, page) is None
    for _ in range(2):
        assert (await remove(staff, page, within=WITHIN - 2_000))["type"] == "accepted"
    await pass_time(after, WITHIN - 2_001)
    assert visit_of(page) in staff.shown["visits"]
    await pass_time(after, 1)
    assert page.ended == "removed"
    assert (await remove(staff, page))["code"] == "patient_left"
    late = World(world.directory, world.signer, world.clock).wire("patient", ana.key)
    await late.connect(ticket=ana.ticket, returning=True)
    assert late.refused == "patient_left"


async def test_the_http_api_ends_at_once_and_sees_what_patients_see(world: World) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    record = await world.directory.room(ROOM)
    assert record is not None
    started = await desk.ask("start_call", visit=visit_of(ana))
    await desk.ask("end_call", visit=visit_of(ana), undoWithin=WITHIN)
    (listed,) = await world.live.portal.visits(record)
    assert listed.status == "in_call"
    await world.live.portal.end_call(record, started["call"]["id"])
    assert ana.ended == "call_ended"


async def test_without_a_time_and_from_older_pages_it_ends_at_once(world: World) -> None:
    desk, ana, ben = await world.provider("rivera"), await world.patient("ana"), await world.patient("ben")
    await desk.ask("remove_visit", visit=visit_of(ana))
    await remove(desk, ben, within=0)
    assert (ana.ended, ben.ended) == ("removed", "removed")


@pytest.mark.parametrize("within", [-1, 20_001, 2**60, 1.5, "6000", None])
async def test_any_other_time_is_refused(world: World, within: object) -> None:
    desk, ana = await world.provider("rivera"), await world.patient("ana")
    reply = await desk.ask("remove_visit", visit=visit_of(ana), undoWithin=within)
    assert (reply["code"], ana.ended) == ("bad_command", None)
