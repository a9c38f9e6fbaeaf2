"""Ends of visits that can be undone (R26)."""

import pytest

from tests.waiting_room.facts import places
from waitside.waiting_room import calls, endings, grace, queue, team
from waitside.waiting_room.errors import NotAllowed, NotInCall, PatientLeft, VisitUnknown
from waitside.waiting_room.queue import Arrival, Remembered
from waitside.waiting_room.room import (
    Change,
    EndingChanged,
    Page,
    PageChanged,
    Room,
    TeamChanged,
    VisitChanged,
    VisitLeft,
)

NOW = 1_000_000
WITHIN = 6_000
GRACE = 45_000


@pytest.fixture
def room() -> Room:
    """Ana and Ben wait; Dr. Rivera has two pages open, a nurse one."""
    room = Room("dr-rivera", since=NOW)
    for name in ("ana", "ben"):
        room, _ = queue.arrive(room, Arrival(name, name, None), Page(f"{name}-page", "key", NOW), NOW)
    for page, provider in (("desk", "rivera"), ("tablet", "rivera"), ("nurse-page", "nurse")):
        room, _ = team.enter(room, provider, Page(page, "key", NOW))
    return room


def remove(room: Room, page: str = "desk", now: int = NOW, within: int = WITHIN, visit: str = "ana") -> Change:
    """Remove Ana from the queue, so that it can be undone."""
    return endings.end(room, visit, page, "removed", now, within)


def expire(room: Room, now: int) -> Change:
    """Let the time pass."""
    return grace.expire(room, now, grace=GRACE, memory=GRACE)


def test_until_it_comes_true_the_visit_keeps_its_place_and_only_staff_are_told(room: Room) -> None:
    room, facts = remove(room)
    assert facts == (EndingChanged(room.visits["ana"]),)
    assert places(room) == {"ana": 1, "ben": 2}
    assert expire(room, NOW + WITHIN - 1) == (room, ())


def test_it_comes_true_once_when_its_time_has_come(room: Room) -> None:
    room, facts = expire(remove(room)[0], NOW + WITHIN)
    assert [(fact.visit.id, fact.reason) for fact in facts if isinstance(fact, VisitLeft)] == [("ana", "removed")]
    assert places(room) == {"ben": 1}
    assert expire(room, NOW + WITHIN)[1] == ()


def test_what_is_undone_is_as_before(room: Room) -> None:
    ending, _ = remove(room)
    undone, facts = endings.undo(ending, "ana", "desk")
    assert facts == (EndingChanged(room.visits["ana"]),)
    assert undone.visits["ana"] == room.visits["ana"]
    assert "ana" in expire(undone, NOW + WITHIN)[0].visits
    assert endings.undo(undone, "ana", "desk") == (undone, ())


def test_only_the_page_that_ended_it_undoes_it(room: Room) -> None:
    ending, _ = remove(room)
    for page in ("tablet", "nurse-page"):
        with pytest.raises(NotAllowed):
            endings.undo(ending, "ana", page)
    with pytest.raises(VisitUnknown):
        endings.undo(expire(ending, NOW + WITHIN)[0], "ana", "desk")


def test_who_asks_again_does_not_put_it_off(room: Room) -> None:
    room, _ = remove(room)
    assert remove(room, now=NOW + 1_000) == (room, ())
    sooner, _ = remove(room, now=NOW + 1_000, within=2_000)
    assert "ana" not in expire(sooner, NOW + 3_000)[0].visits


def test_a_colleague_can_end_it_at_once_and_not_take_the_undo_over(room: Room) -> None:
    room, _ = remove(room)
    with pytest.raises(PatientLeft):
        remove(room, "nurse-page")
    assert "ana" not in remove(room, "nurse-page", within=0)[0].visits


def test_a_call_that_is_ending_goes_on_until_it_has_ended(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    room, facts = calls.end_call(room, "ana", "desk", NOW, WITHIN)
    assert TeamChanged() not in facts
    assert team.presence(room, room.team["tablet"]) == "on_call"
    _, facts = expire(room, NOW + WITHIN)
    assert [fact.reason for fact in facts if isinstance(fact, VisitLeft)] == ["call_ended"]
    assert TeamChanged() in facts
    with pytest.raises(NotInCall):
        calls.end_call(room, "ben", "desk", NOW, WITHIN)


def test_another_call_of_the_page_makes_its_ends_true(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    room, _ = calls.end_call(room, "ana", "desk", NOW, WITHIN)
    room, facts = calls.start_call(room, "ben", "desk", "call-2", NOW)
    assert list(room.visits) == ["ben"]
    assert [type(fact) for fact in facts] == [VisitLeft, TeamChanged, VisitChanged, TeamChanged]


def test_a_call_of_a_colleague_leaves_the_undo_where_it_is(room: Room) -> None:
    room, _ = remove(room)
    room, _ = calls.start_call(room, "ben", "nurse-page", "call-1", NOW)
    assert endings.undo(room, "ana", "desk")[0].visits["ana"].ending is None


def test_a_call_that_a_page_left_and_was_ending_does_not_keep_its_provider(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    room, _ = calls.end_call(room, "ana", "desk", NOW, WITHIN)
    room, _ = team.drop(room, "desk", NOW)
    room, _ = calls.start_call(room, "ben", "tablet", "call-2", NOW)
    assert list(room.visits) == ["ben"]


def test_no_call_begins_with_somebody_who_is_leaving(room: Room) -> None:
    room, _ = remove(room)
    for page in ("desk", "nurse-page"):
        with pytest.raises(PatientLeft):
            calls.start_call(room, "ana", page, "call-1", NOW)
    assert "ana" in room.visits


def test_the_patient_leaves_as_ever_and_that_takes_the_undo_away(room: Room) -> None:
    room, _ = remove(room)
    room, facts = queue.leave(room, "ana", "left", NOW)
    assert [fact.reason for fact in facts if isinstance(fact, VisitLeft)] == ["left"]
    with pytest.raises(VisitUnknown):
        endings.undo(room, "ana", "desk")
    assert expire(room, NOW + WITHIN)[1] == ()


def test_a_page_that_takes_the_visit_over_or_was_gone_changes_nothing_about_it(room: Room) -> None:
    room, _ = remove(room)
    room, _ = queue.drop(room, "ana", "ana-page", NOW)
    known = Remembered("ana", "ana", None, NOW, None)
    room, facts = queue.come_back(room, known, Page("ana-phone", "key", NOW), by_itself=False)
    assert isinstance(facts[-1], PageChanged)
    assert "ana" not in expire(room, NOW + WITHIN)[0].visits


def test_a_ticket_brings_the_visit_back_without_its_end(room: Room) -> None:
    known = Remembered("ana", "ana", None, NOW, None)
    again, _ = queue.come_back(Room("dr-rivera", since=NOW), known, Page("ana-page", "key", NOW), by_itself=True)
    assert again.visits["ana"].ending is None


def test_the_provider_may_be_gone_when_it_comes_true(room: Room) -> None:
    room, _ = team.drop(remove(room)[0], "desk", NOW)
    room, _ = expire(room, NOW + WITHIN)
    assert "ana" not in room.visits


def test_a_clock_that_steps_back_begins_its_time_again(room: Room) -> None:
    room, _ = remove(room)
    earlier = NOW - 3_600_000
    room, _ = expire(room, earlier)
    assert "ana" in room.visits
    assert "ana" not in expire(room, earlier + WITHIN)[0].visits


def test_closing_the_room_ends_it_with_the_others(room: Room) -> None:
    room, facts = grace.close(remove(room)[0], NOW)
    assert not room.visits
    assert len([fact for fact in facts if isinstance(fact, VisitLeft)]) == 2
