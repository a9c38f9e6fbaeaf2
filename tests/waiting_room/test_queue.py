"""Arriving, coming back, leaving, and what time does."""

import pytest

from tests.waiting_room.facts import certain_places, places
from waitside.waiting_room import grace, queue, team
from waitside.waiting_room.errors import NotAllowed, TakenOver, VisitUnknown
from waitside.waiting_room.queue import Arrival, Remembered
from waitside.waiting_room.room import Call, Page, PageChanged, PageReplaced, Room, TeamChanged, VisitLeft

NOW = 1_000_000
GRACE = 45_000
MEMORY = 3_600_000


def arrive(room: Room, name: str, now: int = NOW) -> Room:
    """The room after a patient has come in, on a page of the same name."""
    return queue.arrive(room, Arrival(f"visit-{name}", f"subject-{name}", None), Page(name, "key", NOW), now)[0]


def empty() -> Room:
    """A room nobody has been in."""
    return Room("dr-rivera", since=NOW)


def test_patients_stand_in_order_of_arrival_even_within_one_millisecond() -> None:
    room = arrive(arrive(arrive(empty(), "c"), "b"), "a")
    assert list(places(room).items()) == [("visit-c", 1), ("visit-b", 2), ("visit-a", 3)]


def test_a_patient_who_comes_again_keeps_the_visit_and_the_page_before_is_told() -> None:
    room = arrive(empty(), "ana")
    again, facts = queue.arrive(room, Arrival("another", "subject-ana", None), Page("other", "key", NOW), NOW + 9)
    assert list(again.visits) == ["visit-ana"]
    assert again.visits["visit-ana"].arrived_at == room.visits["visit-ana"].arrived_at
    assert PageReplaced("ana") in facts


def test_a_patient_who_comes_again_has_the_reference_of_the_newer_token() -> None:
    room, _ = queue.arrive(empty(), Arrival("visit", "ana", "HSC-1"), Page("ana", "key", NOW), NOW)
    for reference in ("HSC-2", None):
        room, facts = queue.arrive(room, Arrival("x", "ana", reference), Page("ana", "key", NOW), NOW)
        assert room.visits["visit"].reference == reference
        assert facts == (PageChanged(room.visits["visit"]),)


def test_a_dropped_page_keeps_its_place_and_comes_back_to_it() -> None:
    room = arrive(arrive(empty(), "ana"), "ben")
    room, _ = queue.drop(room, "visit-ana", "ana", NOW + 1)
    assert not room.visits["visit-ana"].page.connected
    room = arrive(room, "ana", NOW + 2)
    assert places(room) == {"visit-ana": 1, "visit-ben": 2}
    assert room.visits["visit-ana"].page.connected


def test_the_late_drop_of_a_page_that_was_replaced_changes_nothing() -> None:
    room = arrive(empty(), "ana")
    room, _ = queue.arrive(room, Arrival("x", "subject-ana", None), Page("other", "key", NOW), NOW)
    assert queue.drop(room, "visit-ana", "ana", NOW) == (room, ())


def test_tickets_put_a_forgotten_queue_back_in_order_calls_included() -> None:
    call = Call("call", "page", "rivera")
    tickets = [
        Remembered("visit-c", "c", None, NOW + 3, None),
        Remembered("visit-a", "a", "HSC-1", NOW + 1, call),
        Remembered("visit-b", "b", None, NOW + 2, None),
    ]
    room = empty()
    for ticket in tickets:
        room, _ = queue.come_back(room, ticket, Page(ticket.subject, "key", NOW), by_itself=False)
    assert list(room.visits) == ["visit-a", "visit-b", "visit-c"]
    assert room.visits["visit-a"].call == call
    assert room.visits["visit-a"].reference == "HSC-1"
    assert places(room) == {"visit-b": 1, "visit-c": 2}


def test_a_restored_call_changes_what_its_provider_is_shown_as() -> None:
    ticket = Remembered("visit-a", "a", None, NOW, Call("call", "page", "rivera"))
    _, facts = queue.come_back(empty(), ticket, Page("a", "key", NOW), by_itself=False)
    assert TeamChanged() in facts


def test_leaving_moves_the_others_up_and_says_why() -> None:
    room = arrive(arrive(empty(), "ana"), "ben")
    room, facts = queue.leave(room, "visit-ana", "left", NOW)
    assert places(room) == {"visit-ben": 1}
    assert [fact.reason for fact in facts if isinstance(fact, VisitLeft)] == ["left"]


def test_the_place_is_kept_to_the_end_of_the_grace_and_no_longer() -> None:
    room, _ = queue.drop(arrive(empty(), "ana"), "visit-ana", "ana", NOW)
    assert grace.expire(room, NOW + GRACE - 1, grace=GRACE, memory=MEMORY) == (room, ())
    after, facts = grace.expire(room, NOW + GRACE, grace=GRACE, memory=MEMORY)
    assert not after.visits
    assert [fact.reason for fact in facts if isinstance(fact, VisitLeft)] == ["expired"]


def test_a_clock_that_steps_back_keeps_nobody_for_longer_than_the_grace() -> None:
    room, _ = queue.drop(arrive(empty(), "ana"), "visit-ana", "ana", NOW)
    stepped, facts = grace.expire(room, NOW - 3_600_000, grace=GRACE, memory=MEMORY)
    assert (list(stepped.visits), facts) == (["visit-ana"], ())
    assert not grace.expire(stepped, NOW - 3_600_000 + GRACE, grace=GRACE, memory=MEMORY)[0].visits


def test_a_connected_patient_never_expires() -> None:
    room = arrive(empty(), "ana")
    assert grace.expire(room, NOW + 100 * GRACE, grace=GRACE, memory=MEMORY)[0] is room


def test_an_empty_room_is_kept_for_as_long_as_tickets_of_it_count() -> None:
    room, _ = queue.leave(arrive(empty(), "ana"), "visit-ana", "left", NOW)
    assert not grace.expire(room, NOW + MEMORY, grace=GRACE, memory=MEMORY)[0].is_empty, "to the last ms"
    assert grace.expire(room, NOW + MEMORY + 1, grace=GRACE, memory=MEMORY)[0].is_empty


def test_a_sweep_looks_at_a_part_of_a_large_room_and_the_next_ones_at_the_rest() -> None:
    room = empty()
    for number in range(2 * grace.LOOKED_AT + 1):
        room = arrive(room, str(number))
    looked_at: list[str] = []

    def is_seated(page: str) -> bool:
        looked_at.append(page)
        return True

    for sweep in range(7, 10):
        before = len(looked_at)
        grace.drop_missing(room, is_seated, NOW, sweep)
        assert len(looked_at) - before <= grace.LOOKED_AT
    assert sorted(looked_at) == sorted(visit.page.id for visit in room.visits.values())


def test_a_refused_change_leaves_the_room_as_it_was() -> None:
    room = arrive(empty(), "ana")
    with pytest.raises(VisitUnknown):
        queue.leave(room, "visit-nobody", "left", NOW)
    assert list(room.visits) == ["visit-ana"]
    assert room.departed_at is None


def test_an_arrival_is_a_fact_with_the_visit_in_it() -> None:
    room, facts = queue.arrive(empty(), Arrival("v", "s", "HSC-9"), Page("p", "key", NOW), NOW)
    assert facts == (PageChanged(room.visits["v"]),)
    assert room.visits["v"].reference == "HSC-9"


def test_a_page_that_connects_again_by_itself_does_not_take_the_visit_from_another() -> None:
    ticket = Remembered("visit-ana", "subject-ana", None, NOW, None)
    room = arrive(empty(), "ana", NOW)
    room, _ = queue.arrive(room, Arrival("x", "subject-ana", None), Page("phone", "key", NOW), NOW)
    with pytest.raises(TakenOver):
        queue.come_back(room, ticket, Page("ana", "key", NOW), by_itself=True)
    room, facts = queue.come_back(room, ticket, Page("ana", "key", NOW), by_itself=False)
    assert (room.visits["visit-ana"].page.id, facts[0]) == ("ana", PageReplaced("phone"))
    room, _ = queue.drop(room, "visit-ana", "ana", NOW)
    room, _ = queue.come_back(room, ticket, Page("phone", "key", NOW), by_itself=True)
    assert room.visits["visit-ana"].page.id == "phone", "the other one is not there"


def test_who_has_come_in_anew_after_a_restart_stays_one_visit_when_the_old_page_returns() -> None:
    room = arrive(empty(), "ana", NOW)
    ticket = Remembered("visit-from-before", "subject-ana", None, NOW - 9, None)
    room, _ = queue.come_back(room, ticket, Page("old", "key", NOW), by_itself=False)
    assert [(visit.id, visit.page.id) for visit in room.visits.values()] == [("visit-ana", "old")]


def test_who_has_come_in_anew_after_a_restart_has_the_old_place_when_the_old_page_returns() -> None:
    room = arrive(arrive(empty(), "ben", NOW), "ana", NOW + 1)
    ticket = Remembered("visit-from-before", "subject-ana", None, NOW - 9, None)
    room, _ = queue.come_back(room, ticket, Page("old", "key", NOW + 2), by_itself=False)
    assert places(room) == {"visit-ana": 1, "visit-ben": 2}
    assert room.visits["visit-ana"].arrived_at == NOW - 9


def test_a_call_whose_page_has_begun_another_one_is_not_taken_up_again() -> None:
    call, room = Call("c", "desk", "rivera"), empty()
    for name in ("ana", "ben"):
        ticket = Remembered(f"visit-{name}", name, None, NOW, call)
        room, _ = queue.come_back(room, ticket, Page(name, "key", NOW), by_itself=True)
    assert [visit.call for visit in room.visits.values()] == [call, None]


def test_a_page_is_on_one_visit_only() -> None:
    room = arrive(empty(), "ana", NOW)
    with pytest.raises(NotAllowed):
        queue.arrive(room, Arrival("x", "subject-eve", None), Page("ana", "key", NOW), NOW)
    with pytest.raises(NotAllowed):
        queue.come_back(room, Remembered("x", "subject-eve", None, NOW, None), Page("ana", "key", NOW), by_itself=True)


def test_a_page_that_arrives_for_somebody_else_has_left_its_former_visit() -> None:
    page = Page("kiosk", "key", NOW, proof="proof")
    room, _ = queue.arrive(empty(), Arrival("first", "ana", None), page, NOW)
    room, _ = queue.drop(room, "first", "kiosk", NOW)
    room, facts = queue.arrive(room, Arrival("second", "ben", None), page, NOW + 1)
    assert list(room.visits) == ["second"]
    assert [(fact.visit.id, fact.reason) for fact in facts if isinstance(fact, VisitLeft)] == [("first", "left")]
    with pytest.raises(VisitUnknown):
        room.visit("first")


def restored(since: int) -> Room:
    """A room of a server that began at `since`, and Ben back by his ticket."""
    ticket = Remembered("visit-ben", "subject-ben", None, NOW - 9, None)
    return queue.come_back(Room("dr-rivera", since), ticket, Page("ben", "key", NOW), by_itself=True, grace=GRACE)[0]


def test_after_a_restart_places_are_uncertain_until_the_grace_is_over() -> None:
    room = arrive(restored(NOW - 1), "ana", NOW)
    assert (certain_places(room), places(room)) == ({}, {"visit-ben": 1, "visit-ana": 2})
    still, _ = grace.expire(room, NOW + GRACE - 2, grace=GRACE, memory=MEMORY)
    assert certain_places(still) == {}
    over, _ = grace.expire(room, NOW + GRACE - 1, grace=GRACE, memory=MEMORY)
    assert certain_places(over) == {"visit-ben": 1, "visit-ana": 2}


def test_a_clock_that_steps_back_does_not_keep_places_uncertain() -> None:
    over, _ = grace.expire(restored(NOW), NOW - 1, grace=GRACE, memory=MEMORY)
    assert certain_places(over) == {"visit-ben": 1}


def test_places_are_certain_where_nobody_came_back_by_a_ticket() -> None:
    assert certain_places(arrive(empty(), "ana", NOW)) == {"visit-ana": 1}


def test_a_visit_that_comes_back_late_leaves_places_certain() -> None:
    assert certain_places(restored(NOW - GRACE)) == {"visit-ben": 1}


def test_a_page_that_the_room_knows_leaves_places_certain() -> None:
    room = arrive(empty(), "ana", NOW)
    ticket = Remembered("visit-ana", "subject-ana", None, NOW, None)
    room, _ = queue.come_back(room, ticket, Page("ana", "key", NOW), by_itself=True, grace=GRACE)
    assert certain_places(room) == {"visit-ana": 1}


def test_pages_whose_end_went_unnoticed_are_dropped_and_all_others_stay() -> None:
    room = arrive(arrive(empty(), "ana"), "ben")
    for page in ("desk", "tablet"):
        room, _ = team.enter(room, "rivera", Page(page, "key", NOW))
    after, facts = grace.drop_missing(room, lambda page: page in {"ben", "tablet"}, NOW + 1)
    pages = [visit.page for visit in after.visits.values()] + [member.page for member in after.team.values()]
    assert {page.id: page.dropped_at for page in pages} == {
        "ana": NOW + 1,
        "ben": None,
        "desk": NOW + 1,
        "tablet": None,
    }
    assert facts == (PageChanged(after.visits["visit-ana"]), TeamChanged())
    again, nothing = grace.drop_missing(after, lambda page: page in {"ben", "tablet"}, NOW + 2)
    assert (again, nothing) == (after, ()), "and are dropped once"


def test_a_patient_cannot_come_in_on_a_page_of_the_team_even_while_that_page_is_not_connected() -> None:
    room, _ = team.enter(arrive(empty(), "ana"), "rivera", Page("desk", "key", NOW))
    for held in (room, team.drop(room, "desk", NOW)[0]):
        with pytest.raises(NotAllowed):
            queue.arrive(held, Arrival("x", "subject-eve", None), Page("desk", "key", NOW), NOW)
        for subject in ("subject-eve", "subject-ana"):
            ticket = Remembered("x", subject, None, NOW, None)
            with pytest.raises(NotAllowed):
                queue.come_back(held, ticket, Page("desk", "key", NOW), by_itself=False)


def test_a_page_of_a_visit_that_is_not_connected_is_not_free_for_another_visit() -> None:
    room, _ = queue.drop(arrive(empty(), "ana"), "visit-ana", "ana", NOW)
    with pytest.raises(NotAllowed):
        queue.arrive(room, Arrival("x", "subject-eve", None), Page("ana", "key", NOW), NOW)
    room, _ = grace.expire(room, NOW + GRACE, grace=GRACE, memory=MEMORY)
    assert list(arrive(room, "ana").visits) == ["visit-ana"], "once the visit is over, its page is free"
