"""What the server tells a page, in the past tense. A page that connects gets one full snapshot first."""

import msgspec

from waitside.protocol.account import AccountView
from waitside.protocol.base import Away, Instant, PageId, Sealed, Tagged, VisitId
from waitside.protocol.views import DepartureReason, OwnVisit, ProviderView, QueueVisit, RoomView, TeamPage


class PatientSnapshot(Tagged, frozen=True):
    """Everything a patient's page needs. `now` lets it reckon with the server's clock."""

    now: Instant
    room: RoomView
    visit: OwnVisit
    ticket: str
    team: list[TeamPage]


class ProviderSnapshot(Tagged, frozen=True):
    """Everything a provider's page needs; `visits` in order of arrival, `team` with the page itself in it.

    The server's memory of the room goes back to `since`: a visit that the page knows and this lacks may still come
    back by its ticket until `grace` (milliseconds) has passed since then. The page may connect again with its
    token until `token_expires`; the connection that it has stays beyond that. `away` is what the provider set last by
    hand, None where the server knows of nothing; the page asserts it in every later hello. `over`: visits that ended
    since `since` and how, which a page may know from before a restart.
    """

    now: Instant
    token_expires: Instant
    since: Instant
    grace: int
    room: RoomView
    me: ProviderView
    account: AccountView
    page: PageId
    visits: list[QueueVisit]
    team: list[TeamPage]
    away: Away | None
    over: dict[VisitId, DepartureReason] = msgspec.field(default_factory=dict)


class Relayed(Tagged, frozen=True):
    """An envelope from another page of the same visit or room; the server vouches for `sender`."""

    visit: VisitId
    sender: PageId
    seq: int
    sealed: Sealed


class VisitChanged(Tagged, frozen=True):
    """To providers: a visit arrived or changed."""

    visit: QueueVisit


class VisitLeft(Tagged, frozen=True):
    """To providers: a visit is over."""

    visit: VisitId
    reason: DepartureReason


class OwnVisitChanged(Tagged, frozen=True):
    """To the patient: the visit changed; `ticket` where what it signs changed too."""

    visit: OwnVisit
    ticket: str | None


class OwnVisitEnded(Tagged, frozen=True):
    """To the patient: the visit is over; the ticket is worth nothing now."""

    reason: DepartureReason


class TeamChanged(Tagged, frozen=True):
    """The room's providers or their presence changed; the whole team, again."""

    team: list[TeamPage]


class AwaySet(Tagged, frozen=True):
    """To all of a provider's pages in the room: away was set by hand. The page asserts it in every later hello."""

    away: Away


class AccountChanged(Tagged, frozen=True):
    """To all pages of an account: its owner has set something."""

    account: AccountView


class PageReplaced(Tagged, frozen=True):
    """Another page has taken over this visit: this page is no longer connected to it."""


PatientEvent = PatientSnapshot | Relayed | OwnVisitChanged | OwnVisitEnded | TeamChanged | PageReplaced
ProviderEvent = ProviderSnapshot | Relayed | VisitChanged | VisitLeft | TeamChanged | AwaySet | AccountChanged
Event = PatientEvent | ProviderEvent
