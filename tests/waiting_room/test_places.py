"""Who is told of another place: nobody who stands before what changed is even looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from tests.waiting_room.test_queue import NOW, arrive, empty
from waitside.waiting_room import queue
from waitside.waiting_room.places import moved
from waitside.waiting_room.room import Change, Page, Room, Visit

LONG = 300


class Looks(Mapping[str, Visit]):
    """The visits in a call, of which there are none: each who might have moved is looked for here once."""

    def __init__(self) -> None:
        self.times = 0

    def __contains__(self, visit_id: object) -> bool:
        self.times += 1
        return False

    def __getitem__(self, visit_id: str) -> Visit:
        raise KeyError(visit_id)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.fixture(scope="module")
def room() -> Room:
    """A room in which many wait."""
    room = empty()
    for number in range(LONG):
        room = arrive(room, f"{number:03}", NOW + number)
    return room


def told(before: Room, change: Change) -> tuple[dict[str, int | None], int]:
    """Who is told which place, and how many were looked at."""
    after, facts = change
    looks = Looks()
    then, now = (replace(each, visits=replace(each.visits, in_call=looks)) for each in (before, after))
    return {visit.id: place for visit, place in moved(then, now, facts)}, looks.times


def test_an_arrival_looks_at_nobody_who_waits_already(room: Room) -> None:
    late = queue.Arrival("visit-late", "late", None)
    assert told(room, queue.arrive(room, late, Page("late", "key", NOW), NOW + LONG)) == ({}, 1)


@pytest.mark.parametrize("behind", [0, 1, 5, LONG - 1])
def test_a_departure_looks_at_those_behind_alone(room: Room, behind: int) -> None:
    place = LONG - behind
    moves, looked_at = told(room, queue.leave(room, f"visit-{place - 1:03}", "left", NOW + LONG))
    assert list(moves.values()) == list(range(place, LONG))
    assert looked_at == 2 * behind + 1, "before and after, and the one who left"
