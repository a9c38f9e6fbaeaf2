"""The values: a room, the visits in it, and the pages through which people are there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from waitside.waiting_room.errors import VisitUnknown
from waitside.waiting_room.visits import Visits

Instant = int
"""Milliseconds since the Unix epoch."""

Departure = Literal["left", "removed", "call_ended", "expired"]
EndedByStaff = Literal["removed", "call_ended"]
Presence = Literal["online", "on_call", "away"]


@dataclass(frozen=True, slots=True)
class Page:
    """One loaded copy of the widget. `id` is the hash of `proof` and `key`; `dropped_at` is None while connected.

    `proof` is the hash of a secret that only the page knows; None for a page of an older version, which has no secret.
    `since` is when its newest connection began: on an older one something may have been lost.
    """

    id: str
    key: str
    since: Instant
    dropped_at: Instant | None = None
    proof: str | None = None

    @property
    def connected(self) -> bool:
        """Whether the page can be reached now."""
        return self.dropped_at is None


@dataclass(frozen=True, slots=True)
class Call:
    """A call, held by one page of one provider."""

    id: str
    page: str
    provider: str


@dataclass(frozen=True, slots=True)
class Ending:
    """An end that can still be undone, on the provider's page that asked for it. Staff alone know of it.

    It comes true at `until`, which was `within` (milliseconds) ahead when it was set.
    """

    reason: EndedByStaff
    page: str
    until: Instant
    within: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One attendance of one patient. `subject` is the signed identity, `reference` the clinic's own."""

    id: str
    subject: str
    reference: str | None
    arrived_at: Instant
    page: Page
    call: Call | None = None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Whether a provider is away by their own choice, and when they said so. `at` is 0 where they never did."""

    away: bool
    at: Instant


NEVER_SET: Final = Away(away=False, at=0)


@dataclass(frozen=True, slots=True)
class Member:
    """One page of one provider, at work in the room.

    `by_hand` is the same on all pages of the provider; `idle` comes of use, for the page alone.
    """

    page: Page
    provider: str
    by_hand: Away = NEVER_SET
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A live waiting room. `departed_at` is when somebody left last, for as long as that visit's tickets count.

    `since` is when this value came to be: a page can tell from it that a server forgot (and that visits will return).
    `restored`: visits were brought back by tickets soon after that, so others may follow.
    """

    slug: str
    since: Instant
    visits: Visits = field(default_factory=Visits)
    team: Mapping[str, Member] = field(default_factory=dict)
    departed_at: Instant | None = None
    restored: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left that is worth remembering."""
        return not self.visits and not self.team and self.departed_at is None

    def visit(self, visit_id: str) -> Visit:
        """The visit, while it lasts. Raises VisitUnknown when it is over, or never was."""
        visit = self.visits.get(visit_id)
        if visit is None:
            raise VisitUnknown
        return visit

    def visit_on(self, page_id: str) -> Visit | None:
        """Return the visit that is on this page, connected or not; None when no visit is."""
        return self.visits.by_page.get(page_id)

    def with_visit(self, visit: Visit) -> "Room":
        """The room with this visit in its place by arrival."""
        return replace(self, visits=self.visits.put(visit))

    def with_member(self, member: Member) -> "Room":
        """The room with this provider's page."""
        return replace(self, team={**self.team, member.page.id: member})

    def certain_place(self, visit: Visit) -> int | None:
        """The place that a waiting patient is told: none while visits that stand before it may still come back."""
        return None if self.restored else self.visits.place(visit)


@dataclass(frozen=True, slots=True)
class PageChanged:
    """A visit's page came in, with a new visit or to an old one, or lost its connection.

    The page knows the rest of the visit from its snapshot, so it is not told.
    """

    visit: Visit


@dataclass(frozen=True, slots=True)
class VisitChanged:
    """Something about a visit changed, other than its page."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class EndingChanged:
    """An end of a visit has begun, and can be undone; or it was undone. Only staff are told."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class VisitLeft:
    """A visit is over."""

    visit: Visit
    reason: Departure


@dataclass(frozen=True, slots=True)
class PageReplaced:
    """A visit has moved to another page."""

    page: str


@dataclass(frozen=True, slots=True)
class TeamChanged:
    """The providers of the room, or their presence, changed."""


@dataclass(frozen=True, slots=True)
class AwaySet:
    """A provider said whether they are away: their pages must know, to assert it after a restart."""

    provider: str


Fact = PageChanged | VisitChanged | EndingChanged | VisitLeft | PageReplaced | TeamChanged | AwaySet
Change = tuple[Room, tuple[Fact, ...]]
