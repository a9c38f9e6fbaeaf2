"""Whose place in the queue a change of the room has moved."""

from collections.abc import Iterable, Iterator

from waitside.waiting_room.room import Fact, PageChanged, Room, Visit, VisitChanged, VisitLeft
from waitside.waiting_room.visits import FIRST, Key, key_of


def moved(before: Room, after: Room, facts: Iterable[Fact]) -> Iterator[tuple[Visit, int | None]]:
    """The visits that wait as before, and whose place is another one now, or has become certain or uncertain.

    With the place that they are told, which is None while it is uncertain.
    Nobody who stands before everyone concerned is looked at, so that an arrival costs the same in a long queue.
    """
    keys = [key for fact in facts for key in _keys(before, fact)]
    if before.restored != after.restored:
        keys = [FIRST]
    elif after.restored or not keys:
        return
    was = dict(before.visits.places(min(keys)))
    for visit_id, place in after.visits.places(min(keys)):
        if visit_id in was and (was[visit_id] != place or before.restored != after.restored):
            yield after.visits[visit_id], None if after.restored else place


def _keys(before: Room, fact: Fact) -> Iterator[Key]:
    """Where in the order of arrival a fact has changed something: the visit's place, and the one that it had."""
    if isinstance(fact, PageChanged | VisitChanged | VisitLeft):
        yield key_of(fact.visit)
        known = before.visits.get(fact.visit.id)
        if known is not None:
            yield key_of(known)
