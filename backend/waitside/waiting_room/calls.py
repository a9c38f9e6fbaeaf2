"""Starting and ending calls."""

from dataclasses import replace

from waitside.waiting_room import endings
from waitside.waiting_room.errors import AlreadyInCall, NotAllowed, NotInCall, PatientLeft
from waitside.waiting_room.room import Call, Change, Instant, Member, Room, TeamChanged, VisitChanged


def start_call(room: Room, visit_id: str, page_id: str, call_id: str, now: Instant) -> Change:
    """Move a visit into a call with a provider's page. Ends that this page could still undo come true.

    Raises VisitUnknown, PatientLeft (it is ending), AlreadyInCall (the visit, or the page), NotAllowed (not a
    provider's page).
    """
    member = member_of(room, page_id)
    visit = room.visit(visit_id)
    if visit.ending is not None:
        raise PatientLeft
    before, ended = endings.commit(
        room, lambda each, ending: ending.page == page_id or _is_holding(room, member, each.call), now
    )
    if visit.call is not None or any(_is_holding(room, member, each.call) for each in before.visits.in_call.values()):
        raise AlreadyInCall
    visit = replace(visit, call=Call(call_id, page_id, member.provider))
    return before.with_visit(visit), (*ended, VisitChanged(visit), TeamChanged())


def end_call(room: Room, visit_id: str, page_id: str, now: Instant, within: int = 0) -> Change:
    """End a call, and the visit with it: by the provider who holds it, or by a colleague once that one is gone.

    `within`: milliseconds in which that can be undone. Raises VisitUnknown, NotInCall, NotAllowed, PatientLeft.
    """
    member = member_of(room, page_id)
    call = room.visit(visit_id).call
    if call is None:
        raise NotInCall
    if call.provider != member.provider and _is_here(room, call.provider):
        raise NotAllowed
    return endings.end(room, visit_id, page_id, "call_ended", now, within)


def member_of(room: Room, page_id: str) -> Member:
    """The provider's page with this id. Raises NotAllowed."""
    member = room.team.get(page_id)
    if member is None:
        raise NotAllowed
    return member


def _is_holding(room: Room, member: Member, call: Call | None) -> bool:
    """Whether the call keeps the member's page from starting another: its own, or one left by a page now gone."""
    if call is None or call.provider != member.provider:
        return False
    holder = room.team.get(call.page)
    return call.page == member.page.id or holder is None or not holder.page.connected


def _is_here(room: Room, provider: str) -> bool:
    return any(member.provider == provider and member.page.connected for member in room.team.values())
