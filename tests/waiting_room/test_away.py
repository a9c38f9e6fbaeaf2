"""Away by hand: what a provider set last holds on all of their pages, whatever the server still knows of it."""

import pytest

from waitside.waiting_room import calls, grace, queue, team
from waitside.waiting_room.errors import NotAllowed
from waitside.waiting_room.queue import Arrival
from waitside.waiting_room.room import NEVER_SET, Away, AwaySet, Page, Room, TeamChanged

NOW = 1_000_000
EARLIER = NOW - 1_000


@pytest.fixture
def room() -> Room:
    """Ana waits; Dr. Rivera has two pages open, a nurse one."""
    room, _ = queue.arrive(Room("dr-rivera", NOW), Arrival("ana", "ana", None), Page("ana-page", "key", NOW), NOW)
    for page, provider in (("desk", "rivera"), ("tablet", "rivera"), ("nurse-page", "nurse")):
        room, _ = team.enter(room, provider, Page(page, "key", NOW))
    return room


def presence(room: Room, page: str) -> str:
    return team.presence(room, room.team[page])


def restarted(*pages: tuple[str, Away], at: int = NOW + 10_000) -> Room:
    """A server that knows nothing, to which Dr. Rivera's pages come back with what they know."""
    room = Room("dr-rivera", at)
    for page, claim in pages:
        room, _ = team.enter(room, "rivera", Page(page, "key", at), claim)
    return room


def test_it_holds_for_all_pages_of_the_provider_and_a_call_comes_before_it(room: Room) -> None:
    room, facts = team.set_away(room, "tablet", away=True, now=NOW)
    assert facts == (AwaySet("rivera"), TeamChanged())
    assert presence(room, "desk") == "away"
    assert presence(room, "nurse-page") == "online"
    assert room.team["desk"].by_hand == room.team["tablet"].by_hand == Away(away=True, at=NOW)
    room, _ = calls.start_call(room, "ana", "desk", "call-1", NOW)
    assert presence(room, "desk") == "on_call"


def test_nobody_else_can_set_it(room: Room) -> None:
    with pytest.raises(NotAllowed):
        team.set_away(room, "ana-page", away=True, now=NOW)


def test_it_survives_a_lost_connection(room: Room) -> None:
    room, _ = team.set_away(room, "desk", away=True, now=NOW)
    room, _ = team.drop(room, "desk", NOW)
    room, _ = team.enter(room, "rivera", Page("desk", "key", NOW))
    assert presence(room, "desk") == "away"


def test_it_holds_for_a_page_that_the_provider_opens_later(room: Room) -> None:
    room, _ = team.set_away(room, "desk", away=True, now=NOW)
    room, facts = team.enter(room, "rivera", Page("phone", "key", NOW))
    assert presence(room, "phone") == "away"
    assert facts == (TeamChanged(),), "the other pages know"


@pytest.mark.parametrize("away", [True, False])
def test_a_page_asserts_it_after_a_restart(away: bool) -> None:
    room = restarted(("desk", Away(away=away, at=NOW)))
    assert presence(room, "desk") == ("away" if away else "online")
    assert room.team["desk"].by_hand == Away(away=away, at=NOW)


def test_a_page_asserts_it_after_the_grace_of_the_last_page(room: Room) -> None:
    room, _ = team.set_away(room, "desk", away=True, now=NOW)
    for page in ("desk", "tablet"):
        room, _ = team.drop(room, page, NOW)
    room, _ = grace.expire(room, NOW + 10, grace=10, memory=10)
    room, _ = team.enter(room, "rivera", Page("tablet", "key", NOW + 20), Away(away=True, at=NOW))
    assert presence(room, "tablet") == "away"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_several_pages_the_newest_wins_in_whatever_order_they_come(order: tuple[int, int]) -> None:
    claims = [("asleep", Away(away=True, at=EARLIER)), ("awake", Away(away=False, at=NOW))]
    room = restarted(*(claims[each] for each in order))
    assert {member.by_hand for member in room.team.values()} == {Away(away=False, at=NOW)}
    assert presence(room, "asleep") == presence(room, "awake") == "online"


def test_a_newer_claim_is_told_to_the_other_pages_and_an_older_one_is_not() -> None:
    room = restarted(("desk", Away(away=True, at=EARLIER)))
    room, facts = team.enter(room, "rivera", Page("tablet", "key", NOW), Away(away=False, at=NOW))
    assert facts == (AwaySet("rivera"), TeamChanged())
    room, facts = team.enter(room, "rivera", Page("phone", "key", NOW), Away(away=True, at=EARLIER))
    assert facts == (TeamChanged(),)
    assert presence(room, "desk") == "online"


def test_a_claim_concerns_no_colleague(room: Room) -> None:
    room, _ = team.enter(room, "nurse", Page("nurse-page", "key", NOW), Away(away=True, at=NOW))
    assert (presence(room, "nurse-page"), presence(room, "desk")) == ("away", "online")


def test_a_claim_from_the_future_counts_as_made_now_and_can_be_taken_back() -> None:
    room = restarted(("desk", Away(away=True, at=2**53 - 1)), at=NOW)
    assert room.team["desk"].by_hand == Away(away=True, at=NOW)
    room, _ = team.set_away(room, "desk", away=False, now=NOW)
    room, _ = team.enter(room, "rivera", Page("tablet", "key", NOW), Away(away=True, at=NOW))
    assert presence(room, "desk") == "online"


def test_a_claim_without_a_time_says_nothing(room: Room) -> None:
    room, _ = team.enter(room, "rivera", Page("desk", "key", NOW), Away(away=True, at=0))
    assert room.team["desk"].by_hand == NEVER_SET


def test_what_is_set_is_newer_than_before_although_the_clock_steps_back(room: Room) -> None:
    room, _ = team.set_away(room, "desk", away=True, now=NOW)
    room, _ = team.set_away(room, "tablet", away=False, now=EARLIER)
    assert room.team["desk"].by_hand == Away(away=False, at=NOW + 1)
    room, _ = team.enter(room, "rivera", Page("desk", "key", NOW), Away(away=True, at=NOW))
    assert presence(room, "desk") == "online"
