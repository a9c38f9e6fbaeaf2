"""Whether visits end as staff wanted: those whose end nobody has undone, and no others."""

from collections.abc import Iterator
from typing import Final

from tests.simulator.ledger import Ledger
from tests.simulator.looks import Looks, is_in
from tests.simulator.pages import Look
from tests.simulator.world import World
from waitside.waiting_room.room import Visit

LATE: Final = 12_000
"""Milliseconds after its time within which a sweep has ended a visit, also one that waited for the database."""

EXPECTED_FOR: Final = 90_000
"""Milliseconds for which people expect an end to come true: the time to undo, the page's 30 s after it, and some."""


class Ends:
    """Compares what staff pressed with what the server does."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger

    def wrong(self) -> Iterator[str]:
        """What is wrong at this moment. An end that is overdue: the server has not brought it about."""
        visits = self._visits()
        self._note_undone(visits)
        if self._world.server is None or self._world.server_clock_was_set or self._world.was_ill(LATE):
            return
        for visit in visits.values():
            if visit.ending is not None and visit.ending.until + LATE < self._world.now():
                yield f"the server should have ended {visit.id} by now"

    def at_rest(self, looks: Looks) -> Iterator[str]:
        """What has not ended although somebody has ended it, on a page that is there still and does not say so."""
        tabs = [tab for tab in self._world.open_tabs("provider") if is_in(tab, looks[tab.name])]
        inside = {tab.page for tab in tabs}
        said = {(tab.page, visit) for tab in tabs for visit in _not_ended(looks[tab.name])}
        for visit in self._visits():
            pages = self._ledger.ended_on.get(visit, set())
            undone_on = self._ledger.undone_on.get(visit, set())
            for page in sorted(pages & inside if not undone_on - pages else ()):
                if (page, visit) not in said and not self._world.seems_over(visit):
                    yield f"{visit} goes on, although {page} has ended it"

    def _visits(self) -> dict[str, Visit]:
        """The visits that the server has."""
        rooms = [] if self._world.server is None else self._world.server.store.rooms()
        return {visit.id: visit for room in rooms for visit in room.visits.values()}

    def _note_undone(self, visits: dict[str, Visit]) -> None:
        """From the moment on at which no server knows of an end that was undone, none may end the visit any more."""
        under_way = {visit for visit, _ in self._ledger.ending.values()}
        for visit in self._ledger.undone_on.keys() - under_way - self._world.departed:
            is_known = visit in visits and visits[visit].ending is not None
            is_gone = self._world.server is not None and visit not in visits  # perhaps just now, and not noted yet
            if not (self._ledger.ended_on.get(visit) or is_known or is_gone):
                self._ledger.asked_to_end.discard(visit)


def _not_ended(look: Look) -> list[str]:
    """The visits of which a page says that they have not ended after all."""
    return [row["visit"] for row in look["model"]["ending"] if row["problem"] is not None]
