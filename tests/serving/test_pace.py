"""A crowd goes on in order, a few at a time, and other work is done in between."""

import asyncio
import gc
from weakref import ref

from waitside.serving.connections.pace import AT_ONCE, Pace, keep_pace
from waitside.serving.connections.turns import turns_of


async def come_in(pace: Pace, number: int, came: list[int]) -> None:
    """Wait, and be there."""
    await pace.wait()
    came.append(number)


async def test_a_few_go_on_without_waiting() -> None:
    pace, came = Pace(), list[int]()
    for number in range(AT_ONCE):
        await come_in(pace, number, came)
    assert came == list(range(AT_ONCE))


async def test_a_crowd_goes_on_in_order_and_a_few_in_a_turn() -> None:
    pace, came, seen = Pace(), list[int](), list[int]()
    crowd = [asyncio.create_task(come_in(pace, number, came)) for number in range(10 * AT_ONCE)]
    while len(came) < len(crowd):
        await asyncio.sleep(0)
        seen.append(len(came))
    assert came == list(range(len(crowd)))
    assert all(after - before <= AT_ONCE for before, after in zip([0, *seen], seen, strict=False))
    await asyncio.gather(*crowd)


async def test_who_comes_late_is_behind_those_who_wait() -> None:
    pace, came = Pace(), list[int]()
    crowd = [asyncio.create_task(come_in(pace, number, came)) for number in range(2 * AT_ONCE)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late = asyncio.create_task(come_in(pace, 99, came))
    await asyncio.gather(late, *crowd)
    assert came == [*range(2 * AT_ONCE), 99]


async def test_one_who_has_gone_holds_nobody_up() -> None:
    pace, came = Pace(), list[int]()
    crowd = [asyncio.create_task(come_in(pace, number, came)) for number in range(AT_ONCE + 2)]
    await asyncio.sleep(0)
    crowd[AT_ONCE].cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    assert came == [*range(AT_ONCE), AT_ONCE + 1]
    await asyncio.wait_for(pace.wait(), 1)


def test_a_loop_that_is_over_is_not_held() -> None:
    async def work() -> "ref[asyncio.AbstractEventLoop]":
        loop = asyncio.get_running_loop()
        await keep_pace()
        turns_of(loop).at_the_end(lambda: None)
        await asyncio.sleep(0)
        return ref(loop)

    loop = asyncio.run(work())
    gc.collect()
    assert loop() is None
