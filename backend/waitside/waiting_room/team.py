"""Providers entering and leaving a room, and their presence."""

from dataclasses import replace

from waitside.waiting_room.calls import member_of
from waitside.waiting_room.errors import NotAllowed
from waitside.waiting_room.room import Change, Instant, Member, Page, Presence, Room, TeamChanged


def enter(room: Room, provider: str, page: Page) -> Change:
    """A provider's page connects, for the first time or again; away stays as the provider set it, on whatever page.

    Raises NotAllowed for a page that another provider or a visit holds.
    """
    holder = room.team.get(page.id)
    if room.visit_on(page.id) is not None or (holder is not None and holder.provider != provider):
        raise NotAllowed
    away = any(member.away for member in room.team.values() if member.provider == provider)
    return room.with_member(Member(page, provider, away)), (TeamChanged(),)


def drop(room: Room, page_id: str, now: Instant) -> Change:
    """A provider's page lost its connection; unknown or dropped ones change nothing."""
    member = room.team.get(page_id)
    if member is None or not member.page.connected:
        return room, ()
    return room.with_member(replace(member, page=replace(member.page, dropped_at=now))), (TeamChanged(),)


def set_away(room: Room, page_id: str, *, away: bool) -> Change:
    """Set a page's presence by hand, for all pages of its provider. Raises NotAllowed for a page not in the team."""
    provider = member_of(room, page_id).provider
    team = {
        each: replace(member, away=away) if member.provider == provider else member
        for each, member in room.team.items()
    }
    return replace(room, team=team), (TeamChanged(),)


def set_idle(room: Room, page_id: str, *, idle: bool) -> Change:
    """A page's provider has not looked at it for long, or does again. Raises NotAllowed for a page not in the team."""
    member = member_of(room, page_id)
    if member.idle == idle:
        return room, ()
    return room.with_member(replace(member, idle=idle)), (TeamChanged(),)


def presence(room: Room, member: Member) -> Presence:
    """What patients are shown of a provider, as far as this page tells."""
    if any(visit.call is not None and visit.call.provider == member.provider for visit in room.visits.values()):
        return "on_call"
    return "away" if member.away or member.idle else "online"
