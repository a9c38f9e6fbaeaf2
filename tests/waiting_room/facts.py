"""What a change of a room must tell: everything that changed, and nothing that did not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.waiting_room.expected import Refused
from waitside.waiting_room import team
from waitside.waiting_room.errors import WaitingRoomError
from waitside.waiting_room.places import moved
from waitside.waiting_room.room import (
    AwaySet,
    EndingChanged,
    Fact,
    PageChanged,
    PageReplaced,
    Room,
    TeamChanged,
    Visit,
    VisitChanged,
    VisitLeft,
)
from waitside.waiting_room.visits import key_of


def check_facts(before: Room, after: Room, facts: Sequence[Fact], *, repeats: bool) -> None:
    """Compare what is told with what changed. `repeats`: what stayed may be told as well, as to a page that is back."""
    changed = [_change(before, each) for each in after.visits.values() if before.visits.get(each.id) != each]
    told = [fact for fact in facts if isinstance(fact, PageChanged | VisitChanged | EndingChanged)]
    assert told == changed or (repeats and not changed and told == [PageChanged(after.visits[told[0].visit.id])])

    gone = [each for each in before.visits.values() if each.id not in after.visits]
    assert sorted((fact.visit for fact in facts if isinstance(fact, VisitLeft)), key=key_of) == gone
    assert not gone or after.departed_at is not None

    replaced = [each.page.id for each in before.visits.values() if _page_of(after, each.id) not in (None, each.page.id)]
    assert [fact.page for fact in facts if isinstance(fact, PageReplaced)] == replaced

    away_set = {
        each.provider
        for page, each in before.team.items()
        if page in after.team and after.team[page].by_hand != each.by_hand
    }
    assert {fact.provider for fact in facts if isinstance(fact, AwaySet)} == away_set

    team_changed = _team(before) != _team(after) or _calls(before) != _calls(after)
    assert (TeamChanged() in facts) is team_changed or (repeats and not team_changed)

    was, now = certain_places(before), certain_places(after)
    waited = [each.id for each in after.visits.values() if not each.call and _waits(before, each.id)]
    others = [(each, now.get(each)) for each in waited if was.get(each) != now.get(each)]
    assert [(visit.id, place) for visit, place in moved(before, after, facts)] == others


def contents(room: Room) -> Sequence[object]:
    """Everything in a room, copied: to see that a value stays what it is."""
    people = [list(room.visits.items()), list(room.team.items())]
    return [room.since, room.restored, room.departed_at, *people]


def places(room: Room) -> dict[str, int]:
    """The places of those who wait."""
    found = dict(room.visits.places())
    assert found == {each: room.visits.place(room.visits[each]) for each in found}
    return found


def certain_places(room: Room) -> dict[str, int]:
    """The places that patients are told."""
    found = {visit.id: room.certain_place(visit) for visit in room.visits.values()}
    return {visit: place for visit, place in found.items() if place is not None}


def refusal_of(check: Callable[[], None]) -> Refused:
    """Why a check refuses; None when it does not."""
    try:
        check()
    except WaitingRoomError as error:
        return type(error)
    return None


def _change(before: Room, visit: Visit) -> Fact:
    """A visit that is new, or the same on another connection, perhaps earlier, is its page's news; else the visit's."""
    was = before.visits.get(visit.id)
    if was is None or replace(was, page=visit.page, reference=visit.reference, arrived_at=visit.arrived_at) == visit:
        return PageChanged(visit)
    if replace(was, ending=visit.ending) == visit:
        return EndingChanged(visit)
    return VisitChanged(visit)


def _waits(room: Room, visit: str) -> bool:
    return visit in room.visits and room.visits[visit].call is None


def _page_of(room: Room, visit: str) -> str | None:
    return room.visits[visit].page.id if visit in room.visits else None


def _team(room: Room) -> object:
    return {page: (member, team.presence(room, member)) for page, member in room.team.items()}


def _calls(room: Room) -> object:
    return {visit.id: visit.call for visit in room.visits.values() if visit.call}
