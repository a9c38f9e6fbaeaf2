"""What time does to a room."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from waitside.waiting_room import endings, queue, team
from waitside.waiting_room.queue import leave
from waitside.waiting_room.room import Change, Fact, Instant, Page, Room, TeamChanged
from waitside.waiting_room.visits import key_of

LOOKED_AT: Final = 250  # visits of a room in one sweep: more would hold everybody else up


def expire(room: Room, now: Instant, *, grace: int, memory: int) -> Change:
    """End visits that were ended and not undone, and let go of what has been gone for long after `grace`.

    A room remembers for `memory` that somebody left, which is for as long as a visit ticket is accepted. Both in
    milliseconds. Places become certain once `grace` has passed since the room's `since`. After a step of the
    clock backwards the grace of those who were gone begins again, and so does the time to undo an end.
    """
    room = _without_future(room, now)
    room, ended = endings.commit(room, lambda _, ending: ending.until <= now, now)
    facts: list[Fact] = [*ended]
    over = [each for each in room.visits.disconnected.values() if _is_over(each.page, now, grace)]
    for visit in sorted(over, key=key_of):
        room, news = leave(room, visit.id, "expired", now)
        facts += news
    if any(_is_over(member.page, now, grace) for member in room.team.values()):
        kept = {each: member for each, member in room.team.items() if not _is_over(member.page, now, grace)}
        room = replace(room, team=kept)
        facts.append(TeamChanged())
    if room.departed_at is not None and room.departed_at + memory < now:
        room = replace(room, departed_at=None)
    if room.restored and not room.since <= now < room.since + grace:  # a clock that steps back ends it, too
        room = replace(room, restored=False)
    return room, tuple(facts)


def drop_missing(room: Room, is_seated: Callable[[str], bool], now: Instant, sweep: int = 0) -> Change:
    """Drop the pages that count as connected and have no connection: the end of theirs went unnoticed.

    `is_seated` takes a page's id. `sweep` numbers the calls: of a large room each looks at some of the visits.
    """
    facts: list[Fact] = []
    for visit in room.visits.part(sweep, LOOKED_AT):
        if visit.page.connected and not is_seated(visit.page.id):
            room, news = queue.drop(room, visit.id, visit.page.id, now)
            facts += news
    for member in room.team.values():
        if member.page.connected and not is_seated(member.page.id):
            room, news = team.drop(room, member.page.id, now)
            facts += news
    return room, tuple(facts)


def close(room: Room, now: Instant) -> Change:
    """End every visit, and let go of the team: the clinic has no such room any more."""
    facts: list[Fact] = []
    for visit in room.visits:
        room, news = leave(room, visit, "removed", now)
        facts += news
    return replace(room, team={}), tuple(facts)


def _without_future(room: Room, now: Instant) -> Room:
    """The room, with what happened in the future happening now: the clock has stepped back."""
    if room.since > now:
        room = replace(room, since=now, restored=False)
    for visit in room.visits.ending.values():
        if visit.ending is not None and visit.ending.until > now + visit.ending.within:
            room = room.with_visit(replace(visit, ending=replace(visit.ending, until=now + visit.ending.within)))
    for visit in room.visits.disconnected.values():
        if (visit.page.dropped_at or 0) > now:
            room = room.with_visit(replace(visit, page=replace(visit.page, dropped_at=now)))
    for member in room.team.values():
        if (member.page.dropped_at or 0) > now:
            room = room.with_member(replace(member, page=replace(member.page, dropped_at=now)))
    return room


def _is_over(page: Page, now: Instant, grace: int) -> bool:
    return page.dropped_at is not None and page.dropped_at + grace <= now
