"""Frames that are read without the library: whatever a page sends, in whatever pieces, comes to the same."""

import asyncio
import itertools
import os
from collections.abc import Coroutine
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.serving.side import BINARY, CLOSE, CONT, PING, TEXT, Side, by_the_library, frame, masked, settled
from waitside.serving.connections import MAX_FRAME
from waitside.serving.connections.frames import frame_of, measure, text_in
from waitside.serving.connections.reading import READ_SIZE

EXAMPLES: Final = int(os.environ.get("WAITSIDE_EXAMPLES", "200"))


def is_even(text: bytes) -> bool:
    """As good as any choice of what is taken at once."""
    return text.isascii() and sum(text) % 2 == 0


CONTENTS: Final = st.one_of(st.text(max_size=6), st.sampled_from(["x" * 125, "x" * 126, "é" * 99, "y" * 5_000]))
WHOLE: Final = st.builds(lambda text, long: frame(text.encode(), long=long), CONTENTS, st.booleans())
PARTS: Final = st.lists(CONTENTS, min_size=2, max_size=3).map(
    lambda texts: b"".join(
        frame(text.encode(), CONT if number else TEXT, fin=number == len(texts) - 1)
        for number, text in enumerate(texts)
    )
)
OTHERS: Final = st.sampled_from(
    [
        frame(b"", PING),
        frame(b"abc", PING),
        frame(b"z" * MAX_FRAME),
    ]
)
LAST: Final = st.sampled_from(
    [
        frame(b"\x03\xe8", CLOSE),
        frame(b"\xff"),
        frame(b"abc", mask=False),
        frame(b"abc", CONT),
        frame(b"abc", 5),
        frame(b"z" * (MAX_FRAME + 1)),
        frame(b"z" * 70_000),
        frame(b"abc", TEXT | 0x40),
        frame(b"abc")[:-1],
        b"\x81",
    ]
)
STREAM: Final = st.lists(st.one_of(WHOLE, WHOLE, WHOLE, PARTS, OTHERS), max_size=8).map(b"".join)


def cut(data: bytes, sizes: list[int]) -> list[bytes]:
    """In readings of these sizes, and of as much as a reading holds at most once these are used up."""
    pieces = []
    while data:
        size = sizes.pop(0) if sizes else READ_SIZE
        pieces.append(data[:size])
        data = data[size:]
    return pieces


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run to the end."""
    return asyncio.run(work)


async def come_of(pieces: list[bytes], turns: list[int]) -> tuple[list[bytes], bytes]:
    """What a side has read, and written, when these pieces have arrived. `turns` of the loop pass after each."""
    side = Side(is_even)
    await side.open()
    for piece, passing in zip(pieces, itertools.chain(turns, itertools.repeat(0)), strict=False):
        side.get(piece)
        for _ in range(passing):
            await asyncio.sleep(0)
    return await side.close()


def check_by_both(pieces: list[bytes], turns: list[int]) -> None:
    """What is read and answered is the same as by the library alone."""
    assert run(come_of(pieces, turns)) == by_the_library(pieces)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    data=STREAM,
    last=LAST,
    sizes=st.lists(st.sampled_from([1, 2, 3, 5, 7, 100, 1_000, READ_SIZE]), max_size=12),
    turns=st.lists(st.integers(0, 3), max_size=24),
)
def test_what_comes_in_pieces_is_read_in_order(data: bytes, last: bytes, sizes: list[int], turns: list[int]) -> None:
    pieces = cut(data, sizes)
    # The last in a reading of its own: of one in which there is an error, the library forgets what is before it.
    check_by_both([*pieces, last], [*turns[: len(pieces)], *[0] * (len(pieces) - len(turns)), 3])


EVEN: Final = frame(b"aa")
ODD: Final = frame(b"a")


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "pieces",
    [
        [ODD, EVEN],
        [ODD + EVEN, EVEN, ODD],
        [ODD[:3], ODD[3:] + EVEN],
        [frame(b"b", fin=False), EVEN],
        [frame(b"b", fin=False), frame(b"c", CONT, fin=False), frame(b"", PING), frame(b"d", CONT), EVEN],
        [frame(b"\x03\xe8", CLOSE), EVEN],
        [frame(b"\xff"), EVEN],
    ],
)
def test_what_waits_for_its_turn_is_not_overtaken(pieces: list[bytes], turns: int) -> None:
    check_by_both(pieces, [turns] * len(pieces))


async def test_several_in_one_reading_are_taken_where_they_arrive() -> None:
    side = Side(lambda _text: True)
    await side.open()
    side.get(frame(b"one") + frame(b"two") + frame(b"three")[:5])
    assert side.texts == [(True, b"one"), (True, b"two")]
    side.get(frame(b"three")[5:])
    assert side.texts[2:] == [(True, b"three")]
    await side.close()


async def test_one_behind_another_that_waits_its_turn_waits_as_well() -> None:
    side = Side(lambda text: text != b"slow")
    await side.open()
    side.get(frame(b"slow") + frame(b"fast"))
    await settled()
    assert side.texts == [(False, b"slow"), (True, b"fast")]
    side.get(frame(b"fast"))
    assert side.texts[2:] == [(True, b"fast")]
    await side.close()


async def test_who_sends_as_much_as_one_reading_holds_lets_others_go_first() -> None:
    side = Side(lambda _text: True)
    await side.open()
    side.get((frame(b"x" * 10) * 999)[:READ_SIZE])
    assert (len(side.texts) > 1, side.transport.reading) == (True, False)
    await asyncio.sleep(0)
    assert side.transport.reading
    await side.close()


@pytest.mark.parametrize("size", [0, 1, 125, 126, 0xFFFF, 0x10000])
def test_a_text_is_framed_for_a_page(size: int) -> None:
    assert frame_of(b"x" * size) == frame(b"x" * size, mask=False)


@pytest.mark.parametrize("mask", [True, False])
@pytest.mark.parametrize("size", [0, 1, 125, 126, MAX_FRAME, 70_000])
def test_a_frame_is_measured_once_its_head_is_there(size: int, mask: bool) -> None:
    before, data = frame(b"before"), frame(b"x" * size, mask=mask)
    at, end = len(before), len(before) + len(data)
    assert measure(before + data, at) == (end - size, end)
    for head in range(len(data) - size + 1):
        assert measure(before + data[:head], at) in (None, (end - size, end))


def test_the_text_of_a_frame_is_unmasked() -> None:
    data = frame(b"before") + frame("é".encode())
    at = len(frame(b"before"))
    assert text_in(data, at, *measure(data, at)) == "é".encode()  # type: ignore[misc]


@pytest.mark.parametrize(
    "data",
    [
        frame(b"abc", mask=False),
        frame(b"abc", PING),
        frame(b"abc", fin=False),
        frame(b"abc", TEXT | 0x40),
        frame(b"x" * (MAX_FRAME + 1)),
    ],
)
def test_other_frames_are_left_to_the_library(data: bytes) -> None:
    assert text_in(data, 0, *measure(data, 0)) is None  # type: ignore[misc]


async def test_a_page_that_speaks_before_it_is_answered_is_cut_off() -> None:
    side = Side(lambda _text: True)
    side.ask()
    side.get(EVEN)
    assert side.transport.closing
    side.reads.connection_lost(None)
    await settled()
    assert (side.texts, side.told, side.state.connections, side.state.tasks) == ([], ["left"], set(), set())


@pytest.mark.parametrize("before", [b"", EVEN, frame(b"b", fin=False), frame(b"", PING)])
async def test_a_page_that_sends_bytes_is_cut_off(before: bytes, caplog: pytest.LogCaptureFixture) -> None:
    side = Side(lambda _text: True)
    await side.open()
    whole = before if before != frame(b"b", fin=False) else before + frame(b"c", CONT)
    bytes_ = frame(masked(EVEN), BINARY)  # looks like a text inside
    side.get(whole + bytes_[:6])
    side.get(bytes_[6:] + EVEN)
    assert side.transport.closing
    assert [record.getMessage() for record in caplog.records] == ["a connection was cut: protocol error"]
    taken = len(side.texts)
    await side.close()
    assert len(side.texts) == taken and (True, masked(EVEN)) not in side.texts


async def test_a_frame_that_is_too_long_is_not_waited_for() -> None:
    side = Side(lambda _text: True)
    await side.open()
    side.get(frame(b"z" * 70_000)[:14])
    assert side.transport.closing
    await side.close()


async def test_nothing_is_taken_of_a_page_that_was_cut_off() -> None:
    def cut_off(_text: bytes) -> bool:
        side.transport.abort()
        return True

    side = Side(cut_off)
    await side.open()
    side.get(EVEN + EVEN)
    assert side.texts == [(True, b"aa")]
    await side.close()
