"""A crowd goes on a few at a time, in order, and whoever else is there has a turn in between."""

import asyncio

from waitside.serving.connections.pace import AT_ONCE, Pace


async def come_in(pace: Pace, number: int, came: list[int]) -> None:
    """Wait, and be there."""
    await pace.wait()
    came.append(number)


async def test_a_few_go_on_without_waiting() -> None:
    pace, came = Pace(asyncio.get_running_loop()), list[int]()
    for number in range(AT_ONCE):
        await come_in(pace, number, came)
    assert came == list(range(AT_ONCE))


async def test_a_crowd_goes_on_in_order_and_a_few_in_a_turn() -> None:
    pace, came, seen = Pace(asyncio.get_running_loop()), list[int](), list[int]()
    crowd = [asyncio.create_task(come_in(pace, number, came)) for number in range(10 * AT_ONCE)]
    while len(came) < len(crowd):
        await asyncio.sleep(0)
        seen.append(len(came))
    assert came == list(range(len(crowd)))
    assert all(after - before <= AT_ONCE for before, after in zip([0, *seen], seen, strict=False))
    await asyncio.gather(*crowd)


async def test_who_comes_late_is_behind_those_who_wait() -> None:
    pace, came = Pace(asyncio.get_running_loop()), list[int]()
    crowd = [asyncio.create_task(come_in(pace, number, came)) for number in range(2 * AT_ONCE)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late = asyncio.create_task(come_in(pace, 99, came))
    await asyncio.gather(late, *crowd)
    assert came == [*range(2 * AT_ONCE), 99]


async def test_one_who_has_gone_holds_nobody_up() -> None:
    pace, came = Pace(asyncio.get_running_loop()), list[int]()
    crowd = [asyncio.create_task(come_in(pace, number, came)) for number in range(AT_ONCE + 2)]
    await asyncio.sleep(0)
    crowd[AT_ONCE].cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    assert came == [*range(AT_ONCE), AT_ONCE + 1]
    await asyncio.wait_for(pace.wait(), 1)
