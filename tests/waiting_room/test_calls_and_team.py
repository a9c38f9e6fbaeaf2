"""Calls, presence, and who may write to whom."""

import pytest

from tests.waiting_room.facts import places
from waitside.waiting_room import calls, grace, queue, rights, team
from waitside.waiting_room.errors import (
    AlreadyInCall,
    NotAllowed,
    NotInCall,
    PageUnknown,
    VisitUnknown,
)
from waitside.waiting_room.queue import Arrival
from waitside.waiting_room.room import Page, Room, TeamChanged, VisitLeft

NOW = 1_000_000


@pytest.fixture
def room() -> Room:
    """Ana and Ben wait; Dr. Rivera has two pages open, a nurse one."""
    room = Room("dr-rivera", since=NOW)
    for name in ("ana", "ben"):
        room, _ = queue.arrive(room, Arrival(name, name, None), Page(f"{name}-page", "key", NOW), NOW)
    for page, provider in (("desk", "rivera"), ("tablet", "rivera"), ("nurse-page", "nurse")):
        room, _ = team.enter(room, provider, Page(page, "key", NOW))
    return room


def presence(room: Room, page: str) -> str:
    """What patients are shown of the provider behind a page."""
    return team.presence(room, room.team[page])


def test_a_call_moves_the_visit_and_frees_its_place(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    assert places(room) == {"ben": 1}
    assert presence(room, "desk") == presence(room, "tablet") == "on_call"
    assert presence(room, "nurse-page") == "online"


def test_a_page_holds_one_call_at_a_time(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    with pytest.raises(AlreadyInCall):
        calls.start_call(room, "ben", "desk", "call-2", NOW)


def test_a_visit_is_in_one_call_at_a_time(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    with pytest.raises(AlreadyInCall):
        calls.start_call(room, "ana", "nurse-page", "call-2", NOW)


def test_a_call_whose_page_was_refreshed_still_counts_and_can_be_ended(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    room, _ = team.drop(room, "desk", NOW)
    room, _ = team.enter(room, "rivera", Page("desk-again", "key", NOW))
    with pytest.raises(AlreadyInCall):
        calls.start_call(room, "ben", "desk-again", "call-2", NOW)
    room, facts = calls.end_call(room, "ana", "desk-again", NOW)
    assert [fact.reason for fact in facts if isinstance(fact, VisitLeft)] == ["call_ended"]
    assert presence(room, "desk-again") == "online"


def test_a_colleague_ends_a_call_only_once_its_provider_is_gone(room: Room) -> None:
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    with pytest.raises(NotAllowed):
        calls.end_call(room, "ana", "nurse-page", NOW)
    for page in ("desk", "tablet"):
        room, _ = team.drop(room, page, NOW)
    assert "ana" not in calls.end_call(room, "ana", "nurse-page", NOW)[0].visits


def test_only_a_page_of_the_team_starts_or_ends_calls(room: Room) -> None:
    for page in ("ana-page", "nobody"):
        with pytest.raises(NotAllowed):
            calls.start_call(room, "ana", page, "call-1", NOW)
        with pytest.raises(NotAllowed):
            calls.end_call(room, "ana", page, NOW)


def test_what_is_no_call_cannot_be_ended(room: Room) -> None:
    with pytest.raises(NotInCall):
        calls.end_call(room, "ana", "desk", NOW)
    with pytest.raises(VisitUnknown):
        calls.start_call(room, "nobody", "desk", "call-1", NOW)


def test_a_page_that_nobody_looks_at_is_away_and_the_providers_other_pages_are_not(room: Room) -> None:
    room, _ = team.enter(room, "rivera", Page("tablet", "key", NOW))
    room, facts = team.set_idle(room, "desk", idle=True)
    assert (presence(room, "desk"), presence(room, "tablet")) == ("away", "online")
    assert facts == (TeamChanged(),)
    assert team.set_idle(room, "desk", idle=True) == (room, ()), "no news"
    assert presence(team.set_idle(room, "desk", idle=False)[0], "desk") == "online"


def test_a_page_that_connects_anew_is_looked_at(room: Room) -> None:
    room, _ = team.set_idle(room, "desk", idle=True)
    room, _ = team.enter(room, "rivera", Page("desk", "key", NOW))
    assert presence(room, "desk") == "online"


def test_a_providers_page_leaves_the_team_after_the_grace(room: Room) -> None:
    room, _ = team.drop(room, "desk", NOW)
    assert "desk" in grace.expire(room, NOW + 9, grace=10, memory=10)[0].team
    assert "desk" not in grace.expire(room, NOW + 10, grace=10, memory=10)[0].team


def test_a_clock_that_steps_back_keeps_no_page_of_a_provider_for_longer_than_the_grace(room: Room) -> None:
    room, _ = team.drop(room, "desk", NOW)
    stepped, _ = grace.expire(room, NOW - 1_000, grace=10, memory=10)
    assert "desk" in stepped.team
    assert "desk" not in grace.expire(stepped, NOW - 990, grace=10, memory=10)[0].team


def test_a_provider_cannot_enter_on_a_colleagues_page_even_while_that_page_is_not_connected(room: Room) -> None:
    for held in (room, team.drop(room, "desk", NOW)[0]):
        with pytest.raises(NotAllowed):
            team.enter(held, "nurse", Page("desk", "key", NOW))
        assert team.enter(held, "rivera", Page("desk", "key", NOW))[0].team["desk"].page.connected


def test_a_provider_cannot_enter_on_a_page_of_a_visit_even_while_that_page_is_not_connected(room: Room) -> None:
    for held in (room, queue.drop(room, "ana", "ana-page", NOW)[0]):
        with pytest.raises(NotAllowed):
            team.enter(held, "nurse", Page("ana-page", "key", NOW))
    room, _ = queue.leave(room, "ana", "left", NOW)
    assert "ana-page" in team.enter(room, "nurse", Page("ana-page", "key", NOW))[0].team


def test_a_patient_writes_to_providers_only(room: Room) -> None:
    rights.check_patient_may_write(room, "ana-page", "ana", "desk")
    with pytest.raises(PageUnknown):
        rights.check_patient_may_write(room, "ana-page", "ana", "ben-page")


def test_a_patients_page_writes_for_its_own_visit_only(room: Room) -> None:
    with pytest.raises(NotAllowed):
        rights.check_patient_may_write(room, "ben-page", "ana", "desk")


def test_a_provider_writes_to_the_page_of_the_visit_or_to_a_colleague(room: Room) -> None:
    rights.check_provider_may_write(room, "ana", "ana-page")
    rights.check_provider_may_write(room, "ana", "nurse-page")
    for stranger in ("ben-page", "nobody"):
        with pytest.raises(PageUnknown):
            rights.check_provider_may_write(room, "ana", stranger)


def test_nothing_can_be_written_once_the_patient_has_left(room: Room) -> None:
    room, _ = queue.leave(room, "ana", "left", NOW)
    with pytest.raises(VisitUnknown):
        rights.check_provider_may_write(room, "ana", "ana-page")
    with pytest.raises(VisitUnknown):
        rights.check_patient_may_write(room, "ana-page", "ana", "desk")
