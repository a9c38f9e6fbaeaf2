"""Look-ups that are gathered: few queries, and each caller gets its own answer, no older than its question."""

import asyncio
from collections.abc import Collection, Mapping

import pytest

from tests.bounds import SOON
from tests.simulator.virtual_time import VirtualLoop
from waitside.directory.gathering import APART, Gathering

Callers = list[asyncio.Task[int | None]]


class Table:
    """What is looked up, in queries that end when a test lets them."""

    def __init__(self) -> None:
        self.rows = {"a": 1, "b": 2}
        self.queries: list[set[str]] = []
        self.error: Exception | None = None
        self._may_end = asyncio.Semaphore(0)

    async def look_up(self, keys: Collection[str]) -> Mapping[str, int]:
        """The rows at these keys, as they are when the query begins."""
        self.queries.append(set(keys))
        found = {key: self.rows[key] for key in keys if key in self.rows}
        await self._may_end.acquire()
        if self.error is not None:
            raise self.error
        return found

    async def has_asked(self, queries: int) -> None:
        """Wait until so many queries have begun."""
        async with asyncio.timeout(SOON):
            while len(self.queries) < queries:
                await asyncio.sleep(0)

    def end(self) -> None:
        """Let one query end."""
        self._may_end.release()


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
async def gathering(table: Table) -> Gathering[int]:
    """With a query under way that somebody else has asked for."""
    gathering = Gathering(table.look_up)
    await asked(gathering, "x")
    await table.has_asked(1)
    return gathering


async def asked(gathering: Gathering[int], *keys: str) -> Callers:
    """Callers who have asked, each for a key."""
    callers = [asyncio.create_task(gathering.get(key)) for key in keys]
    await asyncio.sleep(0)
    return callers


async def answers(callers: Callers) -> list[int | BaseException | None]:
    """What they are answered, each in turn."""
    async with asyncio.timeout(SOON):
        return await asyncio.gather(*callers, return_exceptions=True)


async def test_who_asks_while_a_query_runs_is_answered_by_the_next_one(table: Table, gathering: Gathering[int]) -> None:
    callers = await asked(gathering, *"abcab")
    table.rows["a"] = 10
    table.end()
    table.end()
    assert await answers(callers) == [10, 2, None, 10, 2]
    assert table.queries == [{"x"}, {"a", "b", "c"}]


async def test_nobody_is_given_an_answer_from_before_they_asked(table: Table, gathering: Gathering[int]) -> None:
    early = await asked(gathering, "a")
    table.end()
    await table.has_asked(2)
    table.rows["a"] = 10
    late = await asked(gathering, "a")
    table.end()
    table.end()
    assert await answers(early + late) == [1, 10]


async def test_an_error_reaches_everyone_whom_it_concerns_and_nobody_after_them(
    table: Table, gathering: Gathering[int]
) -> None:
    callers = await asked(gathering, *"ab")
    table.end()
    await table.has_asked(2)
    table.error = ConnectionError()
    table.end()
    assert [type(answer) for answer in await answers(callers)] == [ConnectionError] * 2
    table.error = None
    table.end()
    assert await gathering.get("a") == 1
    assert table.queries == [{"x"}, {"a", "b"}, {"a"}]


@pytest.mark.parametrize("gone", [0, 1, 2])
@pytest.mark.parametrize("running", [False, True], ids=["before", "during"])
async def test_who_goes_away_takes_the_answer_from_nobody(
    table: Table, gathering: Gathering[int], gone: int, running: bool
) -> None:
    callers = await asked(gathering, *"aba")
    if running:
        table.end()
        await table.has_asked(2)
    callers.pop(gone).cancel()
    await asyncio.sleep(0)
    for _ in range(2 - running):
        table.end()
    assert await answers(callers) == [[2, 1], [1, 1], [1, 2]][gone]
    assert table.queries == [{"x"}, {"a", "b"}]


async def test_a_query_that_hangs_holds_nobody_up(table: Table) -> None:
    gathering = Gathering(table.look_up, patience=0)
    (hanging,) = await asked(gathering, "x")
    await table.has_asked(1)
    for number in range(2, 5):
        await asked(gathering, "a")
        await table.has_asked(number)
    assert not hanging.done()
    for _ in table.queries:
        table.end()
    assert await answers([hanging]) == [None]


async def test_one_error_keeps_nobody_from_asking_again(table: Table) -> None:
    gathering = Gathering(table.look_up, patience=0)
    table.error = ConnectionError()
    for _ in range(3):
        callers = await asked(gathering, *"ab")
        table.end()
        assert [type(answer) for answer in await answers(callers)] == [ConnectionError] * 2
    table.error = None
    callers = await asked(gathering, *"ab")
    table.end()
    assert await answers(callers) == [1, 2]


def test_of_a_crowd_those_who_ask_within_a_moment_are_looked_up_together() -> None:
    queries: list[set[str]] = []

    async def look_up(keys: Collection[str]) -> Mapping[str, int]:
        queries.append(set(keys))
        return {}

    async def story() -> None:
        gathering, callers = Gathering(look_up), []
        for number in range(100):
            callers.append(asyncio.create_task(gathering.get(str(number))))
            await asyncio.sleep(APART / 10)
        await asyncio.gather(*callers)
        await asyncio.sleep(APART)
        began = asyncio.get_running_loop().time()
        await gathering.get("alone")
        assert asyncio.get_running_loop().time() == began, "as nobody else has asked"

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(story())
    assert queries[-1] == {"alone"} and set().union(*queries[:-1]) == {str(number) for number in range(100)}
    assert 10 <= len(queries) <= 12
