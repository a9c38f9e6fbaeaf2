"""Tells the pages of a room what happened in it. Each page of a room has a channel, and so have all of one role."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from waitside.directory import RoomRecord
from waitside.live import views
from waitside.live.records import Records
from waitside.protocol.account import AccountView
from waitside.protocol.events import (
    AccountChanged,
    AwaySet,
    Event,
    OwnVisitChanged,
    OwnVisitEnded,
    PageReplaced,
    PatientSnapshot,
    ProviderSnapshot,
    TeamChanged,
    VisitChanged,
    VisitLeft,
)
from waitside.serving.interface import Connections
from waitside.tokens import CallClaim, Signer, VisitTicket
from waitside.waiting_room import places
from waitside.waiting_room import room as domain
from waitside.waiting_room.room import Fact, Room, Visit

PATIENT = "/patient"
PROVIDER = "/provider"
TICKET_LIFE = timedelta(hours=12)  # longer than any visit, short enough for a stolen one to be worthless tomorrow


def page_channel(slug: str, page: str) -> str:
    """Return the channel of one page in a room, within one namespace. In another room the same id may be another's."""
    return f"page:{slug}:{page}"


def room_channel(slug: str) -> str:
    """The channel of all pages of a room, within one namespace."""
    return f"room:{slug}"


def account_channel(provider_id: str) -> str:
    """The channel of all pages of a provider's account."""
    return f"account:{provider_id}"


class Announcer:
    """Turns facts into events. `clock` tells milliseconds since the epoch.

    Nothing here waits or asks the directory: what has changed is announced before anything else happens.
    """

    def __init__(
        self,
        connections: Connections,
        records: Records,
        signer: Signer,
        clock: Callable[[], int],
        grace: timedelta,
    ) -> None:
        self._connections = connections
        self._records = records
        self._signer = signer
        self._clock = clock
        self._grace = grace

    def tell(self, channel: str, namespace: str, event: Event) -> None:
        """Send one event to a channel."""
        self._connections.tell(namespace, channel, event)

    def announce(self, record: RoomRecord, before: Room, after: Room, facts: Sequence[Fact]) -> None:
        """Tell everyone concerned what a change came to."""
        for fact in dict.fromkeys(facts):  # several visits that end may each say that the team has changed
            match fact:
                case domain.PageChanged(visit):  # which the page itself is told in its snapshot, or cannot be told
                    self._tell_providers(record, visit)
                case domain.EndingChanged(visit):  # which patients hear of once it has come true
                    self._tell_providers(record, visit)
                case domain.VisitChanged(visit):
                    self._tell_providers(record, visit)
                    self._tell_patient(record, after, visit)
                case domain.VisitLeft(visit) if after.visit_on(visit.page.id) is not None:
                    self._tell_departure(record.slug, fact)  # its page is in another visit by now
                case domain.VisitLeft():
                    self._visit_left(record.slug, fact)
                case domain.PageReplaced(page):
                    self._dismiss(record.slug, page, PageReplaced())
                case domain.AwaySet(provider):
                    self._tell_away(after, provider)
                case domain.TeamChanged():
                    self.announce_team(after)
        self._queue_moved(record, before, after, facts)

    def announce_closing(self, slug: str, facts: Sequence[Fact]) -> None:
        """Tell everyone in a room that is no more that their visits are over."""
        for fact in facts:
            if isinstance(fact, domain.VisitLeft):
                self._visit_left(slug, fact)

    def announce_team(self, room: Room) -> None:
        """Tell both sides who looks after the room now."""
        changed = TeamChanged(views.team_view(self._records.providers, room))
        self.tell(room_channel(room.slug), PROVIDER, changed)
        self.tell(room_channel(room.slug), PATIENT, changed)

    def announce_account(self, provider_id: str, account: AccountView) -> None:
        """Tell all pages of an account what its owner has set."""
        self.tell(account_channel(provider_id), PROVIDER, AccountChanged(account))

    def welcome_patient(self, record: RoomRecord, room: Room, visit: Visit) -> None:
        """The snapshot that a patient's page gets when it connects."""
        snapshot = PatientSnapshot(
            now=self._clock(),
            room=views.room_view(record),
            visit=views.own_visit(record, visit, room.certain_place(visit)),
            ticket=self._ticket(record, visit),
            team=views.team_view(self._records.providers, room),
        )
        self.tell(page_channel(record.slug, visit.page.id), PATIENT, snapshot)

    def welcome_provider(
        self,
        record: RoomRecord,
        room: Room,
        page: str,
        account: AccountView,
        token_expires: int,
        over: dict[str, domain.Departure],
    ) -> None:
        """The snapshot that a provider's page gets when it connects; its token expires at `token_expires`, in ms.

        `over`: the visits that ended since the room's memory began, and how.
        """
        now = self._clock()
        snapshot = ProviderSnapshot(
            now=now,
            token_expires=token_expires,
            since=min(room.since, now),  # the clock may have stepped back
            grace=self._grace // timedelta(milliseconds=1),
            room=views.room_view(record),
            me=views.provider_view(self._records.providers, room.team[page].provider),
            account=account,
            page=page,
            visits=[views.queue_visit(record, visit) for visit in room.visits.values()],
            team=views.team_view(self._records.providers, room),
            away=views.away_view(room, page),
            over=over,
        )
        self.tell(page_channel(record.slug, page), PROVIDER, snapshot)

    def _tell_providers(self, record: RoomRecord, visit: Visit) -> None:
        self.tell(room_channel(record.slug), PROVIDER, VisitChanged(views.queue_visit(record, visit)))

    def _tell_patient(self, record: RoomRecord, room: Room, visit: Visit) -> None:
        own = views.own_visit(record, visit, room.certain_place(visit))
        changed = OwnVisitChanged(own, self._ticket(record, visit))
        self.tell(page_channel(record.slug, visit.page.id), PATIENT, changed)

    def _tell_away(self, room: Room, provider: str) -> None:
        for page, member in room.team.items():
            away = views.away_view(room, page)
            if member.provider == provider and away is not None:
                self.tell(page_channel(room.slug, page), PROVIDER, AwaySet(away))

    def _visit_left(self, slug: str, left: domain.VisitLeft) -> None:
        self._dismiss(slug, left.visit.page.id, OwnVisitEnded(left.reason))
        self._tell_departure(slug, left)

    def _dismiss(self, slug: str, page: str, event: Event) -> None:
        """Send a patient's page its last event. It closes the connection then; one that does not must take no seat."""
        self.tell(page_channel(slug, page), PATIENT, event)
        self._connections.give_up_places(PATIENT, page_channel(slug, page))

    def _tell_departure(self, slug: str, left: domain.VisitLeft) -> None:
        self.tell(room_channel(slug), PROVIDER, VisitLeft(left.visit.id, left.reason))

    def _queue_moved(self, record: RoomRecord, before: Room, after: Room, facts: Sequence[Fact]) -> None:
        """Tell those whose place is another one now, or has become certain or uncertain."""
        for visit, place in places.moved(before, after, facts):
            moved = OwnVisitChanged(views.own_visit(record, visit, place), None)
            self.tell(page_channel(record.slug, visit.page.id), PATIENT, moved)

    def _ticket(self, record: RoomRecord, visit: Visit) -> str:
        call = visit.call
        return self._signer.sign_ticket(
            VisitTicket(
                clinic=record.clinic_id,
                room=record.slug,
                visit=visit.id,
                subject=visit.subject,
                reference=visit.reference,
                arrived_at=visit.arrived_at,
                call=None if call is None else CallClaim(call.id, call.page, call.provider),
                expires_at=self._clock() + TICKET_LIFE // timedelta(milliseconds=1),
            )
        )
