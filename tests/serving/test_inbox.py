"""Texts are handled one after the other, and their receiver is told once of the end, after all that came before."""

import asyncio
import itertools

import pytest

from tests.serving.side import Transport, settled
from waitside.serving.connections.inbox import Inbox
from waitside.serving.connections.pace import AT_ONCE


class Receiver:
    """Takes at once what begins with "now", and works on the rest until it is let go on."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.go_on = asyncio.Event()

    def take(self, text: bytes) -> bool:
        if text.startswith(b"now"):
            self.told.append(text.decode())
            return True
        return False

    async def receive(self, text: str) -> None:
        self.told.append(f"begins {text}")
        await self.go_on.wait()
        self.told.append(text)

    async def ended(self) -> None:
        self.told.append("ended")

    def lost(self) -> None:
        self.told.append("lost")


class World:
    """An inbox, and what is around it."""

    def __init__(self) -> None:
        self.receiver = Receiver()
        self.transport = Transport()
        self.tasks: set[asyncio.Task[None]] = set()
        self.inbox = Inbox(self.receiver, self.transport, self.tasks)

    def put(self, *texts: str) -> None:
        """Have texts come in."""
        for each in texts:
            self.inbox.put(each.encode())

    async def let_go_on(self) -> list[str]:
        """Have the receiver work everything off. Returns what it was told."""
        self.receiver.go_on.set()
        await settled()
        assert self.tasks == set()
        return self.receiver.told


async def test_what_is_taken_at_once_needs_no_task() -> None:
    world = World()
    world.put("now 1", "now 2")
    assert (world.receiver.told, world.tasks) == (["now 1", "now 2"], set())


async def test_what_comes_behind_something_that_needs_time_waits() -> None:
    world = World()
    world.put("slow", "now 1", "slow 2", "now 2")
    await settled()
    assert world.receiver.told == ["begins slow"]
    assert len(world.tasks) == 1
    told = await world.let_go_on()
    assert told == ["begins slow", "slow", "now 1", "begins slow 2", "slow 2", "now 2"]
    world.put("now 3")
    assert told[-1] == "now 3"


async def test_the_connection_is_read_while_one_is_handled_and_not_while_another_waits() -> None:
    world = World()
    world.put("slow")
    await settled()
    assert world.transport.stops == 0
    world.put("slow 2")
    assert world.transport.stops == 1
    world.inbox.read_on()
    assert not world.transport.reading, "as one waits"
    await world.let_go_on()
    assert world.transport.reading


@pytest.mark.parametrize("times", [1, 2])
async def test_the_end_comes_once_and_after_all_that_was_sent(times: int) -> None:
    world = World()
    world.put("slow", "slow 2")
    for _ in range(times):
        world.inbox.end()
    world.put("now 1", "slow 3")
    world.inbox.lose()
    told = await world.let_go_on()
    assert told == ["lost", "begins slow", "slow", "begins slow 2", "slow 2", "ended"]


async def test_who_is_told_of_the_end_at_once_is_told_of_the_loss_later() -> None:
    world = World()
    world.inbox.end()
    await settled()
    assert world.receiver.told == ["ended"]
    world.inbox.lose()
    assert await world.let_go_on() == ["ended", "lost"]


async def test_what_was_dropped_is_not_handled() -> None:
    world = World()
    world.put("slow", "slow 2")
    await settled()
    world.inbox.clear()
    world.inbox.lose()
    assert await world.let_go_on() == ["begins slow", "lost", "slow", "ended"]


async def test_what_is_no_text_is_refused() -> None:
    world = World()
    with pytest.raises(UnicodeDecodeError):
        world.inbox.put(b"\xff")
    assert await world.let_go_on() == []


@pytest.mark.parametrize("ends", ["before", "meanwhile", "afterwards"])
async def test_who_is_not_waited_for_any_more_is_told_of_the_end_all_the_same(ends: str) -> None:
    world = World()
    world.put("slow", "slow 2")
    if ends == "before":
        world.inbox.end()
    await settled()
    if ends == "meanwhile":
        world.inbox.end()
    (task,) = world.tasks
    task.cancel()
    await settled()
    assert world.transport.closing
    world.inbox.lose()
    assert await world.let_go_on() == ["begins slow", "ended", "lost"]


async def test_of_many_pages_whose_texts_need_time_a_few_begin_in_a_turn() -> None:
    worlds, begun = [World() for _ in range(5 * AT_ONCE)], [0]
    for world in worlds:
        world.put("slow")
    while begun[-1] < len(worlds):
        await asyncio.sleep(0)
        begun.append(sum(len(world.receiver.told) for world in worlds))
    assert max(after - before for before, after in itertools.pairwise(begun)) <= AT_ONCE
    for world in worlds:
        await world.let_go_on()
