"""How many queries a page costs that comes in: as many in a room with a large team as in one with a small team."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.bounds import SOON
from tests.live.in_process import ROOM, World, world_of
from waitside.directory import Directory
from waitside.tokens import Signer

RETURNING = 30  # patients at once


@contextmanager
def queries(directory: Directory) -> Iterator[list[str]]:
    """Give the statements that the database carries out meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    engine = directory.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def crew(world: World, size: int) -> None:
    """Have so many providers in the room, each with an account of their own."""
    for number in range(size):
        await world.provider(f"provider-{number}")


@pytest.mark.parametrize("team", [1, 12])
async def test_a_patient_who_returns_costs_one_query_whatever_the_team(
    directory: Directory, signer: Signer, clock: Any, api_key: str, team: int
) -> None:
    async with world_of(directory, signer, clock) as world:
        await crew(world, team)
        ana = await world.patient("ana")
        await ana.close()
        with queries(directory) as made:
            again = world.wire("patient", ana.key)
            await again.connect(ticket=ana.ticket, returning=True)
        assert len(again.shown["team"]) == team
        assert len(made) == 1, "the room's record"


@pytest.mark.parametrize("team", [1, 12])
async def test_after_a_restart_it_costs_one_more(
    directory: Directory, signer: Signer, clock: Any, api_key: str, team: int
) -> None:
    async with world_of(directory, signer, clock) as world:
        await crew(world, team)
        with queries(directory) as made:
            ana = world.wire("patient")
            await ana.connect(ticket=world.ticket("visit-of-ana", "ana"), returning=True)
        assert len(ana.shown["team"]) == team
        assert len(made) == 2, "whether the visit is over, too"


async def test_those_who_return_at_once_share_queries(
    directory: Directory, signer: Signer, clock: Any, api_key: str
) -> None:
    async with world_of(directory, signer, clock) as world:
        await crew(world, 12)
        pages = [world.wire("patient") for _ in range(RETURNING)]
        tickets = [world.ticket(f"visit-{number}", f"patient-{number}") for number in range(RETURNING)]
        with queries(directory) as made:
            pairs = zip(pages, tickets, strict=True)
            await asyncio.gather(*(page.connect(ticket=ticket, returning=True) for page, ticket in pairs))
        assert all(page.is_here for page in pages)
        assert len(made) <= 4, "for each record one query that runs, and one for those who came meanwhile"


async def test_nobody_asks_the_database_while_holding_the_room(
    directory: Directory, signer: Signer, clock: Any, api_key: str
) -> None:
    async with world_of(directory, signer, clock) as world:
        await crew(world, 12)
        ana = world.wire("patient")
        async with world.live._rooms.turn(ROOM):
            with queries(directory) as before:
                entering = asyncio.create_task(ana.connect(ticket=world.ticket("visit-of-ana", "ana")))
                async with asyncio.timeout(SOON):
                    while len(before) < 2 or not world.live._rooms._turns[ROOM]._waiters:
                        await asyncio.sleep(0)
        with queries(directory) as holding:
            await entering
        assert ana.is_here and holding == []


async def test_those_who_come_at_once_with_tokens_of_an_api_key_share_queries(
    directory: Directory, signer: Signer, clock: Any, api_key: str
) -> None:
    (key,) = await directory.administration.keys()
    async with world_of(directory, signer, clock) as world:
        await world.provider("rivera")
        pages = [world.wire("patient") for _ in range(RETURNING)]
        with queries(directory) as made:
            await asyncio.gather(
                *(page.connect(token=world.token("patient", page.key[:86], key=key.id)) for page in pages)
            )
        assert all(page.is_here for page in pages)
        assert len(made) <= 4, "rooms and keys, each gathered"
