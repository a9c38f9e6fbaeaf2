"""Bounds on the connections of an address, and what is logged of those that are refused."""

import logging
from dataclasses import dataclass

import pytest

from waitside.connections import PerAddress, RefusalLog
from waitside.connections.refusal_log import EVERY
from waitside.live.connection_counts import ConnectionCounts

WARD, HOME = "203.0.113.7", "198.51.100.4"


@dataclass
class Seconds:
    """A clock."""

    now: float = 1_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def test_the_one_that_has_been_idle_longest_makes_room() -> None:
    dropped: list[str] = []
    connections = PerAddress(3, dropped.append)
    assert all(connections.add(WARD, each) for each in ("a", "b", "c"))
    connections.set_idle(WARD, "a", idle=False)
    connections.set_idle(WARD, "b", idle=False)
    connections.set_idle(WARD, "b", idle=True)
    assert connections.add(WARD, "d") and connections.add(WARD, "e")
    assert dropped == ["c", "b"]
    assert connections.add(HOME, "f") and len(dropped) == 2


def test_where_none_is_idle_a_new_one_is_left_out() -> None:
    connections = PerAddress[str](1, lambda _: pytest.fail("nobody is to be dropped"))
    connections.add(WARD, "a")
    connections.set_idle(WARD, "a", idle=False)
    assert connections.is_full(WARD) and not connections.add(WARD, "b")
    assert not connections.remove(WARD, "b") and connections.remove(WARD, "a")
    assert connections.add(WARD, "b")


def test_pages_in_rooms_are_counted_apart_and_never_dropped() -> None:
    dropped: list[str] = []
    counts = ConnectionCounts(2, 2, dropped.append)
    for sid in ("rivera", "ana"):
        assert counts.open(sid, WARD)
        counts.begin(sid)
        assert counts.seat(sid)
    assert all(counts.open(f"silent-{each}", WARD) for each in range(5))
    assert dropped == ["silent-0", "silent-1", "silent-2"]
    assert not counts.seat("silent-4"), "as two are in"
    assert not counts.has_room(WARD) and counts.has_room(HOME)
    for sid in ("ana", *dropped):
        counts.close(sid)
    assert counts.has_room(WARD) and counts.seat("silent-4")


def test_one_that_is_turned_away_after_all_makes_room_like_any_other() -> None:
    dropped: list[str] = []
    counts = ConnectionCounts(9, 1, dropped.append)
    counts.open("a", WARD)
    counts.begin("a")
    assert not counts.open("b", WARD), "while it asks to be let in"
    assert counts.seat("a")
    counts.turn_away("a")
    assert counts.open("b", WARD)
    assert dropped == ["a"]


def test_refusals_are_logged_at_most_once_a_minute_with_their_number(caplog: pytest.LogCaptureFixture) -> None:
    clock = Seconds()
    refusals = RefusalLog(clock)
    with caplog.at_level(logging.WARNING):
        for _ in range(1_000):
            refusals.add("too many")
        refusals.add("another reason")
        clock.now += EVERY
        refusals.add("too many")
    assert [record.getMessage() for record in caplog.records] == [
        "connections refused or dropped: 1 (too many)",
        "connections refused or dropped: 1 (another reason)",
        "connections refused or dropped: 1000 (too many)",
    ]
