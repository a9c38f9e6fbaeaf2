"""Departures are written before they are told, in any outage of the database, and looked up after a restart."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest

from waitside.directory import DirectoryUnavailable
from waitside.directory.ended_visits import EndedVisits, hash_of
from waitside.live import departures as module
from waitside.live.departures import HOUR, PATIENCE, TICKETS_COUNT, Departures
from waitside.waiting_room.errors import PatientLeft, VisitUnknown

ROOM = "dr-rivera"


class Table(EndedVisits):
    """A table of ended visits that answers when, and as, the test wants it to."""

    def __init__(self) -> None:
        self.rows: dict[bytes, int] = {}
        self.attempts = 0
        self.cleaned: list[int] = []
        self.answer: Callable[[], Any] = self.at_once

    async def at_once(self) -> None:
        """Answer."""

    async def fail(self) -> None:
        """Be down."""
        raise DirectoryUnavailable

    async def hang(self) -> None:
        """Never answer."""
        await asyncio.Event().wait()

    async def add(self, expiries: Mapping[bytes, int]) -> None:
        """Remember."""
        self.attempts += 1
        await self.answer()
        self.rows |= expiries

    async def has(self, visit_hash: bytes) -> bool:
        """Look up."""
        await self.answer()
        return visit_hash in self.rows

    async def delete_expired(self, now: int) -> bool:
        """Count."""
        self.cleaned.append(now)
        return len(self.cleaned) < 3


@pytest.fixture
def table() -> Table:
    """An empty one that answers at once."""
    return Table()


@pytest.fixture
async def departures(table: Table, clock: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Departures]:
    """Departures that retry without a pause."""
    monkeypatch.setattr(module, "RETRY_AFTER", (0.0, 0.0))
    departures = Departures(table, clock)
    yield departures
    table.answer = table.at_once
    await departures.stop()


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a whole second for a database that hangs."""
    monkeypatch.setattr(module, "PATIENCE", 0.0)


async def written(table: Table, *visits: str) -> None:
    """Wait until these are in the table."""
    async with asyncio.timeout(5):
        while not {hash_of(each) for each in visits} <= table.rows.keys():
            await asyncio.sleep(0)


async def test_what_is_over_is_in_the_table_when_write_returns(departures: Departures, table: Table) -> None:
    await departures.write(ROOM, {"ana": "left", "ben": "removed"})
    assert table.rows.keys() == {hash_of("ana"), hash_of("ben")}
    assert await departures.is_over("ana") and not await departures.is_over("cleo")


async def test_nothing_is_written_where_nobody_left(departures: Departures, table: Table) -> None:
    await departures.write(ROOM, {})
    assert table.attempts == 0


async def test_the_expiry_is_a_full_hour_after_the_last_moment_of_any_ticket(
    departures: Departures, table: Table, clock: Any
) -> None:
    for moment in range(4):
        clock.now = 1_790_000_000_000 + moment * (HOUR // 3)
        await departures.write(ROOM, {str(moment): "left"})
        expiry = table.rows[hash_of(str(moment))]
        assert expiry % HOUR == 0
        assert clock.now + TICKETS_COUNT < expiry <= clock.now + TICKETS_COUNT + 1 + HOUR


async def test_an_outage_is_waited_for_once_and_written_when_it_is_over(
    departures: Departures, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    table.answer = table.fail
    await departures.write(ROOM, {"ana": "left"})
    assert await departures.is_over("ana"), "though it is not written yet"
    for visit in ("ben", "cleo"):
        attempts = table.attempts
        await departures.write(ROOM, {visit: "left"})
        assert table.attempts == attempts, "without waiting for another attempt"
    table.answer = table.at_once
    await written(table, "ana", "ben", "cleo")
    assert [record.message for record in caplog.records] == ["ended visits are not written yet: DirectoryUnavailable"]
    await departures.write(ROOM, {"dee": "left"})
    assert hash_of("dee") in table.rows, "and is waited for as before"


@pytest.mark.usefixtures("no_patience")
async def test_a_database_that_hangs_holds_nobody_up(departures: Departures, table: Table) -> None:
    table.answer = table.hang
    await departures.write(ROOM, {"ana": "left"})
    await departures.write(ROOM, {"ben": "left"})
    assert await departures.is_over("ana") and await departures.is_over("ben")


async def test_a_room_remembers_who_left_it_since(departures: Departures, clock: Any) -> None:
    await departures.write(ROOM, {"ana": "left"})
    clock.now += 1
    for visit, room in [("ben", ROOM), ("cleo", "dr-okafor"), ("dee", ROOM)]:
        await departures.write(room, {visit: "removed"})
        clock.now += 1
    assert departures.since(ROOM, clock.now - 3) == {"dee": "removed", "ben": "removed"}


def test_a_change_waits_for_a_second_at_most() -> None:
    assert PATIENCE == 1.0


async def test_those_who_leave_at_once_are_all_written_first(departures: Departures, table: Table) -> None:
    going_on = asyncio.Event()
    table.answer = going_on.wait
    leaving = [asyncio.create_task(departures.write(ROOM, {visit: "left"})) for visit in ("ana", "ben", "cleo")]
    await asyncio.sleep(0)
    assert not [each for each in leaving if each.done()]
    going_on.set()
    await asyncio.gather(*leaving)
    assert table.rows.keys() == {hash_of(visit) for visit in ("ana", "ben", "cleo")}


async def test_hundreds_are_written_in_batches(departures: Departures, table: Table) -> None:
    visits = [str(number) for number in range(module.BATCH + 1)]
    await departures.write(ROOM, dict.fromkeys(visits, "left"))
    assert (len(table.rows), table.attempts) == (module.BATCH + 1, 2)


async def test_one_who_stops_waiting_takes_nothing_along(departures: Departures, table: Table) -> None:
    going_on = asyncio.Event()
    table.answer = going_on.wait
    leaving = [asyncio.create_task(departures.write(ROOM, {visit: "left"})) for visit in ("ana", "ben")]
    await asyncio.sleep(0)
    leaving[0].cancel()
    going_on.set()
    await leaving[1]
    await written(table, "ana", "ben")


async def test_stopping_tries_once_more(departures: Departures, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER", (3_600.0, 3_600.0))
    table.answer = table.fail
    await departures.write(ROOM, {"ana": "left"})
    table.answer = table.at_once
    await departures.stop()
    assert hash_of("ana") in table.rows


@pytest.mark.usefixtures("no_patience")
@pytest.mark.parametrize("how", ["fail", "hang"])
async def test_stopping_during_an_outage_ends(departures: Departures, table: Table, how: str) -> None:
    table.answer = getattr(table, how)
    await departures.write(ROOM, {"ana": "left"})
    await departures.stop()


async def test_a_look_up_that_fails_is_no_answer(departures: Departures, table: Table) -> None:
    table.answer = table.fail
    with pytest.raises(DirectoryUnavailable):
        await departures.is_over("ana")


async def test_expired_ones_are_deleted_now_and_then(departures: Departures, table: Table, clock: Any) -> None:
    for _ in range(3):
        await departures.delete_expired()
    assert table.cleaned == [clock.now] * 3, "as long as there are more, once"
    clock.now += module.DELETE_EVERY
    await departures.delete_expired()
    assert table.cleaned[3:] == [clock.now]


async def test_memory_holds_the_newest_departures_and_none_whose_tickets_are_worthless(
    departures: Departures, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    for visit in ("ana", "ben", "cleo"):
        await departures.write(ROOM, {visit: "left"})
        clock.now += 1
    assert [departures.remembers(each) for each in ("ana", "ben", "cleo")] == [False, True, True]
    assert await departures.is_over("ana"), "as the database knows"
    clock.now += TICKETS_COUNT - 1
    departures.forget()
    assert [departures.remembers(each) for each in ("ben", "cleo")] == [False, True]


async def test_a_visit_that_is_over_is_told_apart_from_one_that_never_was(departures: Departures) -> None:
    await departures.write(ROOM, {"ana": "left"})
    with pytest.raises(PatientLeft), departures.explained("ana"):
        raise VisitUnknown
    with pytest.raises(VisitUnknown), departures.explained("nobody"):
        raise VisitUnknown
