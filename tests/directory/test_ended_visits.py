"""Ended visits: a hash of each is kept until its tickets are worthless, and nothing else."""

import asyncio
import hashlib

from sqlalchemy import text

from waitside.directory import Directory
from waitside.directory.chunks import MOST_PARAMETERS, chunks
from waitside.directory.ended_visits import MOST_DELETED, hash_of
from waitside.live.departures import BATCH

ANA, BEN, CLEO = (hash_of(visit) for visit in ("visit-ana", "visit-ben", "visit-cleo"))


async def rows(directory: Directory) -> list[tuple[bytes, int]]:
    """What is in the table."""
    async with directory.database.engine.connect() as connection:
        found = await connection.execute(text("SELECT hash, expires_at FROM ended_visits ORDER BY expires_at"))
        return [(bytes(row.hash), row.expires_at) for row in found]


async def test_what_was_added_is_there_and_nothing_else(directory: Directory) -> None:
    ended = directory.ended_visits
    await ended.add({ANA: 1, BEN: 2})
    assert [await ended.has(each) for each in (ANA, BEN, CLEO)] == [True, True, False]


async def test_adding_twice_changes_nothing(directory: Directory) -> None:
    ended = directory.ended_visits
    await ended.add({ANA: 1})
    await ended.add({ANA: 2, BEN: 3})
    assert await rows(directory) == [(ANA, 1), (BEN, 3)]


async def test_only_the_hash_and_the_hour_are_kept(directory: Directory) -> None:
    await directory.ended_visits.add({hash_of("visit-ana"): 3_600_000})
    assert await rows(directory) == [(hashlib.sha256(b"visit-ana").digest(), 3_600_000)]


async def test_expired_ones_are_deleted_a_bounded_number_at_a_time(directory: Directory) -> None:
    ended = directory.ended_visits
    await ended.add({hash_of(str(number)): number for number in range(MOST_DELETED + 2)})
    assert await ended.delete_expired(MOST_DELETED)
    assert len(await rows(directory)) == 2
    assert not await ended.delete_expired(MOST_DELETED)
    assert await rows(directory) == [(hash_of(str(MOST_DELETED + 1)), MOST_DELETED + 1)]


async def test_thousands_are_added_and_looked_up_at_once(directory: Directory) -> None:
    ended, visits = directory.ended_visits, [hash_of(str(number)) for number in range(MOST_PARAMETERS + 2)]
    for some in chunks(visits[:-1], BATCH):
        await ended.add(dict.fromkeys(some, 1))
    found = await asyncio.gather(*(ended.has(each) for each in visits))
    assert (sum(found), found[-1]) == (MOST_PARAMETERS + 1, False)


async def test_two_servers_may_add_the_same_at_once(directory: Directory) -> None:
    ended = directory.ended_visits
    await asyncio.gather(*(ended.add({ANA: 1, BEN: 1}) for _ in range(8)))
    assert len(await rows(directory)) == 2
