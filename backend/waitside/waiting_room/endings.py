"""Ends of visits that can still be undone.

Until such an end comes true the visit goes on: it has its place, its call, its page and its tickets. For staff the
patient has left. Only the page that asked for the end may undo it.
"""

from collections.abc import Callable
from dataclasses import replace

from waitside.waiting_room.errors import NotAllowed, PatientLeft
from waitside.waiting_room.queue import leave
from waitside.waiting_room.room import Change, EndedByStaff, Ending, EndingChanged, Fact, Instant, Room, Visit


def end(room: Room, visit_id: str, page_id: str, reason: EndedByStaff, now: Instant, within: int = 0) -> Change:
    """End a visit in `within` milliseconds, or at once where that is 0.

    A page may ask again, as it does after a restart; the earlier moment counts. Raises VisitUnknown, PatientLeft for a
    visit whose end another page may undo.
    """
    visit = room.visit(visit_id)
    if within <= 0:
        return leave(room, visit_id, reason, now)
    known = visit.ending
    if known is not None and known.page != page_id:
        raise PatientLeft
    if known is not None and known.until <= now + within:
        return room, ()
    visit = replace(visit, ending=Ending(reason, page_id, now + within, within))
    return room.with_visit(visit), (EndingChanged(visit),)


def undo(room: Room, visit_id: str, page_id: str) -> Change:
    """Take an end back, on the page that asked for it. Changes nothing about a visit that is not ending.

    Raises VisitUnknown, NotAllowed for another page.
    """
    visit = room.visit(visit_id)
    if visit.ending is None:
        return room, ()
    if visit.ending.page != page_id:
        raise NotAllowed
    visit = replace(visit, ending=None)
    return room.with_visit(visit), (EndingChanged(visit),)


def commit(room: Room, is_due: Callable[[Visit, Ending], bool], now: Instant) -> Change:
    """End the visits whose end is due."""
    facts: list[Fact] = []
    for visit in room.visits.ending.values():
        if visit.ending is not None and is_due(visit, visit.ending):
            room, news = leave(room, visit.id, visit.ending.reason, now)
            facts += news
    return room, tuple(facts)
