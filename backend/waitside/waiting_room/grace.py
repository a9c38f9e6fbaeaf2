"""What time does to a room."""

from dataclasses import replace

from waitside.waiting_room.queue import leave
from waitside.waiting_room.room import Change, Fact, Instant, Page, Room, TeamChanged


def expire(room: Room, now: Instant, *, grace: int, memory: int) -> Change:
    """Let go of what has been gone for long: visits and providers' pages after `grace`, departed visits after `memory`.

    Both in milliseconds. `memory` must be no shorter than the life of a visit ticket, lest an ended visit come back.
    """
    facts: list[Fact] = []
    for visit in [each for each in room.visits.values() if _is_over(each.page, now, grace)]:
        room, news = leave(room, visit.id, "expired", now)
        facts += news
    if any(_is_over(member.page, now, grace) for member in room.team.values()):
        team = {each: member for each, member in room.team.items() if not _is_over(member.page, now, grace)}
        room = replace(room, team=team)
        facts.append(TeamChanged())
    if any(left_at + memory <= now for left_at in room.departed.values()):
        departed = {each: left_at for each, left_at in room.departed.items() if left_at + memory > now}
        room = replace(room, departed=departed)
    return room, tuple(facts)


def close(room: Room, now: Instant) -> Change:
    """End every visit, and let go of the team: the clinic has no such room any more."""
    facts: list[Fact] = []
    for visit in room.visits:
        room, news = leave(room, visit, "removed", now)
        facts += news
    return replace(room, team={}), tuple(facts)


def _is_over(page: Page, now: Instant, grace: int) -> bool:
    return page.dropped_at is not None and page.dropped_at + grace <= now
