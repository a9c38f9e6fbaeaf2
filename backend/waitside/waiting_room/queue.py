"""Arriving, coming back, leaving."""

from dataclasses import dataclass, replace

from waitside.waiting_room.errors import NotAllowed, TakenOver
from waitside.waiting_room.room import (
    Call,
    Change,
    Departure,
    Fact,
    Instant,
    Page,
    PageChanged,
    PageReplaced,
    Room,
    TeamChanged,
    Visit,
    VisitLeft,
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who arrives, from the room token. `visit_id` is for the case that it is a new visit."""

    visit_id: str
    subject: str
    reference: str | None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a visit ticket says of a visit that was admitted before."""

    visit_id: str
    subject: str
    reference: str | None
    arrived_at: Instant
    call: Call | None


def arrive(room: Room, arrival: Arrival, page: Page, now: Instant) -> Change:
    """Admit a patient, or lead one who is here already back to the visit, on this page.

    The visit takes the reference of the newer token. A page that arrives for somebody else has left its former visit,
    perhaps while it was offline. Raises NotAllowed for a page that a provider holds, or another visit where nothing
    proves that it is the same page.
    """
    visit = room.visits.by_subject.get(arrival.subject)
    if visit is not None:
        return _move_to(room, replace(visit, reference=arrival.reference), page)
    room, left = _leave_former(room, page, now)
    _check_page_is_free(room, arrival.visit_id, page)
    moment = max(now, room.visits.last_arrival + 1)  # two in one millisecond still have an order
    visit = Visit(arrival.visit_id, arrival.subject, arrival.reference, moment, page)
    return room.with_visit(visit), (*left, PageChanged(visit))


def come_back(room: Room, remembered: Remembered, page: Page, *, by_itself: bool, grace: int = 0) -> Change:
    """Take a page with a ticket back to its visit, which a restarted server may no longer know of.

    The visit must not be over: a room does not remember that. If the patient has a newer visit by now, the page joins
    it, and it takes the earlier arrival. `by_itself`: the page only reconnects, nobody asked it to. `grace`:
    milliseconds after the room's `since` within which more visits are expected back, so that places are uncertain.
    Raises TakenOver, NotAllowed for a page that another visit or a provider holds.
    """
    visit = room.visits.get(remembered.visit_id) or room.visits.by_subject.get(remembered.subject)
    if visit is not None:
        if by_itself and visit.page.connected and visit.page.id != page.id:
            raise TakenOver
        earlier = replace(visit, arrived_at=min(visit.arrived_at, remembered.arrived_at))
        return _move_to(room, earlier, page)
    _check_page_is_free(room, remembered.visit_id, page)
    call = remembered.call
    if call is not None and any(_is_held_by(each, call.page) for each in room.visits.in_call.values()):
        call = None  # its page has begun another one
    visit = Visit(remembered.visit_id, remembered.subject, remembered.reference, remembered.arrived_at, page, call)
    if page.since < room.since + grace:
        room = replace(room, restored=True)
    return room.with_visit(visit), (PageChanged(visit), *_if_in_call(visit))


def drop(room: Room, visit_id: str, page_id: str, now: Instant) -> Change:
    """The page of a visit lost its connection. A page that was replaced, or a visit that is over, changes nothing."""
    visit = room.visits.get(visit_id)
    if visit is None or visit.page.id != page_id or not visit.page.connected:
        return room, ()
    visit = replace(visit, page=replace(visit.page, dropped_at=now))
    return room.with_visit(visit), (PageChanged(visit),)


def leave(room: Room, visit_id: str, reason: Departure, now: Instant) -> Change:
    """End a visit. Raises VisitUnknown."""
    visit = room.visit(visit_id)
    room = replace(room, visits=room.visits.without(visit), departed_at=max(now, room.departed_at or 0))
    return room, (VisitLeft(visit, reason), *_if_in_call(visit))


def _leave_former(room: Room, page: Page, now: Instant) -> Change:
    former = room.visit_on(page.id)
    if former is None or former.page.proof is None or former.page.proof != page.proof:
        return room, ()
    return leave(room, former.id, "left", now)


def _check_page_is_free(room: Room, visit_id: str, page: Page) -> None:
    visit = room.visit_on(page.id)
    if page.id in room.team or (visit is not None and visit.id != visit_id):
        raise NotAllowed


def _move_to(room: Room, visit: Visit, page: Page) -> Change:
    _check_page_is_free(room, visit.id, page)
    replaced: tuple[Fact, ...] = ()
    if visit.page.id != page.id:
        replaced = (PageReplaced(visit.page.id),)
    visit = replace(visit, page=page)
    return room.with_visit(visit), (*replaced, PageChanged(visit))


def _is_held_by(visit: Visit, page_id: str) -> bool:
    return visit.call is not None and visit.call.page == page_id


def _if_in_call(visit: Visit) -> tuple[Fact, ...]:
    """A call that begins or ends changes what its provider's presence is."""
    return () if visit.call is None else (TeamChanged(),)
