"""What comes up in one turn of the loop is written together, in order, and in full before a connection ends."""

import asyncio

import pytest

from tests.serving.side import CLOSE, Side, frame, settled
from waitside.serving.connections.frames import frame_of
from waitside.serving.connections.outbox import AT_ONCE
from waitside.serving.connections.turns import LONGEST, Turns, turns_of

GOOD_BYE = frame(b"\x03\xe8", CLOSE, mask=False)
GOING = frame(b"\x03\xf4", CLOSE, mask=False)


async def opened() -> Side:
    """A connection over which nothing was sent yet but the handshake."""
    side = Side(lambda _text: True)
    await side.open()
    return side


async def test_several_texts_are_one_write_at_the_end_of_the_turn() -> None:
    side = await opened()
    for text in (b"one", b"two", b"three"):
        side.connection.write(text)
    assert side.transport.writes == []
    await asyncio.sleep(0)
    assert side.transport.writes == [frame_of(b"one") + frame_of(b"two") + frame_of(b"three")]
    await side.close()


async def test_those_of_the_next_turn_are_another_write() -> None:
    side = await opened()
    for text in (b"one", b"two"):
        side.connection.write(text)
        await asyncio.sleep(0)
    assert side.transport.writes == [frame_of(b"one"), frame_of(b"two")]
    await side.close()


async def test_a_lot_is_written_without_waiting_for_the_end_of_the_turn() -> None:
    side = await opened()
    side.connection.write(b"first")
    side.connection.write(b"x" * AT_ONCE)
    assert b"".join(side.transport.writes) == frame_of(b"first") + frame_of(b"x" * AT_ONCE)
    await settled()
    assert len(b"".join(side.transport.writes)) == len(frame_of(b"first") + frame_of(b"x" * AT_ONCE))
    await side.close()


async def test_the_last_words_come_before_the_good_bye() -> None:
    side = await opened()
    side.connection.write(b"last")
    side.connection.hang_up()
    assert b"".join(side.transport.writes) == frame_of(b"last") + GOOD_BYE
    await side.close()


async def test_a_server_that_stops_writes_what_is_left_first() -> None:
    side = await opened()
    side.connection.write(b"last")
    side.connection.shutdown()
    assert b"".join(side.transport.writes) == frame_of(b"last") + GOING
    await side.close()


async def test_nothing_is_written_to_a_connection_that_was_cut() -> None:
    side = await opened()
    side.connection.write(b"too late")
    side.connection.abort()
    await settled()
    assert side.transport.writes == []
    await side.close()


async def test_a_reader_who_takes_no_more_gets_the_rest_later_and_in_order() -> None:
    side = await opened()
    side.connection.write(b"one")
    side.connection.pause_writing()
    side.connection.write(b"two")
    await settled()
    assert side.transport.writes == []
    side.connection.resume_writing()
    assert side.transport.writes == [frame_of(b"one") + frame_of(b"two")]
    await side.close()


async def test_one_connection_that_fails_leaves_the_others_alone(caplog: pytest.LogCaptureFixture) -> None:
    called = []

    def fail() -> None:
        raise RuntimeError("a name")

    turns = turns_of(asyncio.get_running_loop())
    turns.at_the_end(fail)
    turns.at_the_end(lambda: called.append("other"))
    await asyncio.sleep(0)
    assert called == ["other"]
    assert [record.getMessage() for record in caplog.records] == ["a connection could not be written to: RuntimeError"]


async def test_in_a_long_turn_what_has_come_up_is_not_kept_waiting() -> None:
    now, called = [0.0], []
    turns = Turns(clock=lambda: now[0])
    turns.at_the_end(lambda: called.append("first"))
    now[0] = LONGEST / 2
    turns.at_the_end(lambda: called.append("second"))
    assert called == []
    now[0] = LONGEST * 2
    turns.at_the_end(lambda: called.append("third"))
    assert called == ["first", "second", "third"]
    turns.at_the_end(lambda: called.append("fourth"))
    await asyncio.sleep(0)
    assert called == ["first", "second", "third", "fourth"]


async def test_what_is_written_late_in_a_long_turn_is_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, now = await opened(), await opened(), [0.0]
    monkeypatch.setattr(turns_of(asyncio.get_running_loop()), "_clock", lambda: now[0])
    first.connection.write(b"early")
    now[0] = LONGEST * 2
    second.connection.write(b"late")
    assert (first.transport.writes, second.transport.writes) == ([frame_of(b"early")], [frame_of(b"late")])
    second.connection.write(b"later")
    await settled()
    assert second.transport.writes == [frame_of(b"late"), frame_of(b"later")]
    await first.close()
    await second.close()
