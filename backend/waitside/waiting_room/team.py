"""Providers entering and leaving a room, and their presence."""

from dataclasses import replace

from waitside.waiting_room.calls import member_of
from waitside.waiting_room.errors import NotAllowed
from waitside.waiting_room.room import (
    NEVER_SET,
    Away,
    AwaySet,
    Change,
    Fact,
    Instant,
    Member,
    Page,
    Presence,
    Room,
    TeamChanged,
)


def enter(room: Room, provider: str, page: Page, claim: Away = NEVER_SET) -> Change:
    """A provider's page connects, for the first time or again.

    `claim` is what the page knows of the provider's choice to be away. The newest choice that a page of the provider
    knows of holds on all of them; a claim from the future counts as made now.
    Raises NotAllowed for a page that another provider or a visit holds.
    """
    holder = room.team.get(page.id)
    if room.visit_on(page.id) is not None or (holder is not None and holder.provider != provider):
        raise NotAllowed
    known = _by_hand(room, provider)
    newest = max(known, replace(claim, at=min(claim.at, page.since)), key=lambda each: each.at)
    news: tuple[Fact, ...] = ()
    if newest != known:
        room, news = _with_by_hand(room, provider, newest)
    return room.with_member(Member(page, provider, newest)), (*news, TeamChanged())


def drop(room: Room, page_id: str, now: Instant) -> Change:
    """A provider's page lost its connection; unknown or dropped ones change nothing."""
    member = room.team.get(page_id)
    if member is None or not member.page.connected:
        return room, ()
    return room.with_member(replace(member, page=replace(member.page, dropped_at=now))), (TeamChanged(),)


def set_away(room: Room, page_id: str, *, away: bool, now: Instant) -> Change:
    """Set a provider's presence by hand, on all of their pages. Raises NotAllowed for a page not in the team.

    Its time is later than the one before, even if the clock has stepped back: pages tell by it what was set last.
    """
    provider = member_of(room, page_id).provider
    later = max(now, _by_hand(room, provider).at + 1)
    room, news = _with_by_hand(room, provider, Away(away, later))
    return room, (*news, TeamChanged())


def set_idle(room: Room, page_id: str, *, idle: bool) -> Change:
    """A page's provider has not looked at it for long, or does again. Raises NotAllowed for a page not in the team."""
    member = member_of(room, page_id)
    if member.idle == idle:
        return room, ()
    return room.with_member(replace(member, idle=idle)), (TeamChanged(),)


def presence(room: Room, member: Member) -> Presence:
    """What patients are shown of a provider, as far as this page tells."""
    if any(visit.call is not None and visit.call.provider == member.provider for visit in room.visits.in_call.values()):
        return "on_call"
    return "away" if member.by_hand.away or member.idle else "online"


def _by_hand(room: Room, provider: str) -> Away:
    """Return what a provider set last, as far as the room knows."""
    return next((member.by_hand for member in room.team.values() if member.provider == provider), NEVER_SET)


def _with_by_hand(room: Room, provider: str, by_hand: Away) -> Change:
    own = {page: member for page, member in room.team.items() if member.provider == provider}
    team = {**room.team, **{page: replace(member, by_hand=by_hand) for page, member in own.items()}}
    return replace(room, team=team), (AwaySet(provider),) if own else ()
