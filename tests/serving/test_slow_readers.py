"""Readers over a slow network: they get everything, in order, and are cut only where far too much waits for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.types import Receive, Scope, Send

from tests.bounds import SOON
from tests.serving import serving
from tests.serving.receivers import Silent
from tests.soak.caller import Caller
from waitside.serving.connections import EXTENSION

SNAPSHOT = "s" * 349_000  # of a room with 1,000 visits
CARD = "c" * 400
VISITS = 1_000


@asynccontextmanager
async def written(messages: list[str]) -> AsyncIterator[Caller]:
    """A reader who has taken nothing yet of what an app has written."""
    done = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        opening = scope["extensions"][EXTENSION]
        await receive()
        connection = await opening.accept(Silent())
        for each in messages:
            connection.write(each.encode())
        done.set()

    async with serving(app, lifespan="off", send_buffer=4_096) as address, asyncio.timeout(SOON):
        caller = await Caller.connect(int(address.rpartition(":")[2]), "127.0.0.1", small_buffer=True)
        assert await caller.upgrade() == 101
        await done.wait()
        try:
            yield caller
        finally:
            caller.hang_up()


async def test_who_is_sent_a_full_room_gets_all_that_follows() -> None:
    messages = [SNAPSHOT, *(f"{CARD} {each}" for each in range(VISITS)), *["accepted" * 5] * VISITS]
    async with written(messages) as reader:
        assert [(await reader.receive())[1].decode() for _ in messages] == messages


@pytest.mark.parametrize("first", ["hello", SNAPSHOT])
async def test_a_reader_for_whom_far_too_much_waits_is_cut(first: str, caplog: pytest.LogCaptureFixture) -> None:
    async with written([first, *[CARD] * 10 * VISITS]) as reader:
        assert await reader.dismissed() is None
    assert [record.getMessage() for record in caplog.records] == ["a connection was cut: slow reader"]


async def test_small_messages_count_with_what_they_take_in_memory(caplog: pytest.LogCaptureFixture) -> None:
    async with written(["x"] * 100_000) as reader:
        assert await reader.dismissed() is None
    assert caplog.text.count("slow reader") == 1
