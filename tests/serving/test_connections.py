"""Bounds on the connections of an address, and what is logged of those that are refused."""

import asyncio
import resource
from dataclasses import replace

import pytest

from tests.simulator.virtual_time import VirtualLoop
from waitside.limits import Allowances
from waitside.serving import descriptors
from waitside.serving.connections import Callers, PerAddress, RefusalLog
from waitside.serving.connections.refusal_log import EVERY
from waitside.serving.socket_io.connection_counts import ConnectionCounts

WARD, HOME = "203.0.113.7", "198.51.100.4"


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


async def test_pages_in_rooms_are_counted_apart_and_never_dropped() -> None:
    dropped: list[str] = []
    counts = ConnectionCounts(Allowances(connections=2, entering=2), dropped.append)
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


async def test_one_that_is_turned_away_after_all_makes_room_like_any_other() -> None:
    dropped: list[str] = []
    counts = ConnectionCounts(Allowances(connections=9, entering=1), dropped.append)
    counts.open("a", WARD)
    counts.begin("a")
    assert not counts.open("b", WARD), "while it asks to be let in"
    assert counts.seat("a")
    counts.turn_away("a")
    assert counts.open("b", WARD)
    assert dropped == ["a"]


async def test_a_caller_counts_until_it_is_a_websocket_and_proxies_not_at_all() -> None:
    dropped: list[str] = []
    callers = Callers[str](2, 100, lambda host: host == "127.0.0.1", dropped.append)
    assert all(callers.admit(each, WARD, WARD) for each in ("a", "b"))
    callers.set_idle("a", WARD, idle=False)
    callers.forget("b", WARD)
    assert callers.admit("c", WARD, WARD) and not dropped
    assert callers.admit("d", WARD, WARD) and dropped == ["c"]
    assert all(callers.admit(f"p{each}", "127.0.0.1", "127.0.0.1") for each in range(50))


async def test_there_are_no_more_connections_than_descriptors(caplog: pytest.LogCaptureFixture) -> None:
    callers = Callers[str](400, 6, lambda _: False, lambda _: pytest.fail("nobody is to be dropped"))
    assert all(callers.admit(f"ward {each}", WARD, WARD) for each in range(3))
    assert all(callers.admit(f"home {each}", HOME, HOME) for each in range(3))
    assert not callers.admit("guest", "192.0.2.1", "192.0.2.1")
    assert "see the limit of open files" in caplog.text
    callers.leave()  # as one that was refused has ended
    assert not callers.admit("guest", "192.0.2.1", "192.0.2.1")
    callers.leave()
    callers.leave()
    assert callers.admit("guest", "192.0.2.1", "192.0.2.1")
    assert WARD not in caplog.text and HOME not in caplog.text


@pytest.mark.parametrize("files", [1, 110, 256, 1_024, 4_096, 9_699])
def test_where_few_files_may_be_open_one_address_has_half_of_the_connections_at_most(files: int) -> None:
    fitted = descriptors.fitting(Allowances(), files)
    held = (fitted.connections, fitted.entering, fitted.http)
    assert min(held) > 0
    assert sum(held) <= max((files - descriptors.RESERVED) // 2, 3)
    assert fitted.connections >= fitted.entering
    assert fitted == descriptors.fitting(fitted, files)


def test_where_enough_files_may_be_open_nothing_is_lowered() -> None:
    few = Allowances(connections=10, entering=10, http=10)
    assert descriptors.fitting(Allowances(), descriptors.needed(Allowances())) == Allowances()
    assert descriptors.fitting(few, 256) == few


@pytest.fixture
def open_files(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The limits of open files, soft and hard, the newest last."""
    limits = [(1_024, 8_192)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, to: limits.append(to))
    return limits


def test_the_limit_of_open_files_is_raised_only_where_it_is_too_low(open_files: list[tuple[int, int]]) -> None:
    assert descriptors.raise_limit(1_024) is None and len(open_files) == 1
    assert descriptors.raise_limit(2_000) == "The limit of open files was 1024, and is 8192 now."
    assert open_files[-1] == (8_192, 8_192)
    assert descriptors.for_connections() == 8_192 - descriptors.RESERVED
    enough = Allowances(connections=(8_192 - descriptors.RESERVED) // 2 - 2, entering=1, http=1)
    assert descriptors.shortage(enough) is None
    assert "At most 8192 files may be open; 8194 are" in str(descriptors.shortage(replace(enough, http=2)))


def test_there_may_be_no_limit_of_open_files(open_files: list[tuple[int, int]]) -> None:
    open_files.append((1_024, resource.RLIM_INFINITY))
    assert descriptors.raise_limit(5_000) is not None and descriptors.shortage(Allowances()) is None


def test_refusals_are_logged_at_most_once_a_minute_with_their_number(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> list[int]:
        refusals = RefusalLog()
        for _ in range(1_000):
            refusals.add("too many")
        refusals.add("another reason")
        lines = [len(caplog.records)]
        for _ in range(3):
            await asyncio.sleep(EVERY + 1)
            lines.append(len(caplog.records))
        refusals.add("too many")
        return [*lines, len(caplog.records)]

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        lines = runner.run(story())
    assert [record.getMessage() for record in caplog.records] == [
        "connections refused or dropped: 1 (too many)",
        "connections refused or dropped: 1 (another reason)",
        "connections refused or dropped: 999 (too many)",
        "connections refused or dropped: 1 (too many)",
    ]
    assert lines == [2, 3, 3, 3, 4], "what came last is told although nothing comes any more"
