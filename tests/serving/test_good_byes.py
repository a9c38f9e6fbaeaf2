"""How a WebSocket ends: whichever side says good-bye first, and whether or not the other one still listens."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from tests.serving.side import CLOSE, CONT, PING, PONG, Side, frame, settled
from tests.simulator.virtual_time import VirtualLoop
from waitside.serving.connections.frames import frame_of
from waitside.serving.connections.websocket import FAREWELL, LAST_WORDS, PINGS

GOOD_BYE = frame(b"\x03\xe8", CLOSE, mask=False)
GOING = frame(b"\x03\xf4", CLOSE, mask=False)
FROM_PAGE = frame(b"\x03\xe8", CLOSE)


async def opened(*, takes: bool = True) -> Side:
    """A connection over which nothing was sent yet but the handshake."""
    side = Side(lambda _text: takes)
    await side.open()
    return side


def played(story: Coroutine[Any, Any, None]) -> None:
    """Play something in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(story)


def is_aborted(side: Side) -> bool:
    """Whether it was ended on the spot."""
    return side.transport.aborted


def sent(side: Side) -> bytes:
    """All that was sent."""
    return b"".join(side.transport.writes)


async def test_the_page_says_good_bye_and_is_answered() -> None:
    side = await opened()
    side.connection.write(b"last")
    side.get(FROM_PAGE)
    assert (sent(side), side.transport.closing, side.transport.aborted) == (frame_of(b"last") + GOOD_BYE, True, False)
    await settled()
    assert side.told == ["ended"], "although the connection is not gone yet"
    side.connection.hang_up()
    assert not is_aborted(side), "else the answer may be lost"
    await side.close()


async def test_a_page_that_is_behind_gets_what_is_left_and_the_answer() -> None:
    side = await opened()
    side.connection.pause_writing()
    side.connection.write(b"left")
    side.get(FROM_PAGE)
    assert sent(side) == frame_of(b"left") + GOOD_BYE
    await side.close()


def test_who_does_not_take_the_last_words_is_cut_off_in_time() -> None:
    async def story() -> None:
        side = await opened()
        side.connection.pause_writing()
        side.connection.write(b"left")
        side.transport.left = 9
        side.connection.shutdown()
        assert sent(side) == frame_of(b"left") + GOING
        side.connection.hang_up()  # as the product does once it knows
        await asyncio.sleep(LAST_WORDS - 0.1)
        assert not is_aborted(side)
        await asyncio.sleep(0.2)
        assert is_aborted(side)
        await side.close()

    played(story())


def test_our_good_bye_is_waited_for_and_not_for_ever() -> None:
    async def story() -> None:
        side = await opened()
        side.connection.hang_up()
        side.connection.write(b"too late")
        await asyncio.sleep(FAREWELL - 0.1)
        assert (sent(side), side.transport.closing) == (GOOD_BYE, False)
        await asyncio.sleep(0.2)
        assert is_aborted(side)
        await side.close()

    played(story())


def test_who_sends_nothing_more_and_takes_nothing_is_cut_off_in_time() -> None:
    async def story() -> None:
        side = await opened()
        side.connection.pause_writing()
        side.transport.close()  # as the system does when the page sends nothing more
        side.connection.hang_up()
        await asyncio.sleep(FAREWELL - 0.1)
        assert not is_aborted(side)
        await asyncio.sleep(0.2)
        assert is_aborted(side)
        await side.close()
        side.connection.hang_up()

    played(story())


def test_our_good_bye_is_answered() -> None:
    async def story() -> None:
        side = await opened()
        side.connection.hang_up()
        side.get(frame(b"crossed it") + FROM_PAGE)
        assert (sent(side), side.transport.closing, side.texts) == (GOOD_BYE, True, [])
        await side.close()
        await asyncio.sleep(FAREWELL + 0.1)
        assert not is_aborted(side), "it is long gone"

    played(story())


async def test_a_reader_who_takes_nothing_is_not_said_good_bye_to() -> None:
    side = await opened()
    side.connection.pause_writing()
    side.connection.write(b"left")
    side.connection.hang_up()
    assert (sent(side), side.transport.aborted) == (b"", True)
    await side.close()


async def test_what_waits_is_dropped_where_a_connection_is_ended_on_the_spot() -> None:
    side = await opened(takes=False)
    side.get(frame(b"one") + frame(b"two"))
    side.connection.abort()
    await side.close()
    assert side.texts == []


async def test_what_waits_is_handled_where_the_page_says_good_bye() -> None:
    side = await opened(takes=False)
    side.get(frame(b"one") + frame(b"two") + FROM_PAGE + frame(b"three"))
    await side.close()
    assert side.texts == [(False, b"one"), (False, b"two")]


async def test_nothing_is_kept_for_a_connection_that_is_closing() -> None:
    side = await opened()
    side.connection.pause_writing()
    side.transport.close()  # as the system does when the page sends nothing more
    for _ in range(100):
        side.connection.write(b"x" * 1_000)
    assert side.connection._outbox._waiting == []
    await side.close()


async def test_the_library_has_a_part_only_while_it_is_needed() -> None:
    side, has_part = await opened(), []
    for each in (frame(b"", PING), frame(b"a", fin=False), frame(b"", PING), frame(b"b", CONT)):
        side.get(each)
        has_part.append(side.connection._uncommon is not None)
    assert (has_part, side.texts) == ([False, True, True, False], [(True, b"ab")])
    await side.close()


@pytest.mark.parametrize("kind", [PING, PONG])
def test_a_few_pings_may_come_at_once_and_one_a_second(kind: int, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        side = await opened()
        side.get(frame(b"", kind) * PINGS)
        await asyncio.sleep(3)
        side.get(frame(b"", kind) * 3)
        await asyncio.sleep(100)
        side.get(frame(b"", kind) * PINGS)
        assert not is_aborted(side)
        side.get(frame(b"", kind))
        assert is_aborted(side)
        await side.close()

    played(story())
    assert [record.getMessage() for record in caplog.records] == ["a connection was cut: too many pings"]
