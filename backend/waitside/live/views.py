"""From the domain's values to what pages are shown."""

from collections.abc import Mapping

from waitside.directory import AccountRecord, ProviderRecord, RoomRecord
from waitside.protocol.account import DEFAULT_SETTINGS, AccountView
from waitside.protocol.base import Away
from waitside.protocol.views import (
    CallView,
    EndingView,
    OwnVisit,
    PageView,
    ProviderView,
    QueueVisit,
    RoomView,
    TeamPage,
)
from waitside.waiting_room import team
from waitside.waiting_room.room import Call, Ending, Page, Room, Visit


def room_view(record: RoomRecord) -> RoomView:
    """The room itself."""
    return RoomView(record.slug, record.name, record.title, record.patients_write_first)


def queue_visit(record: RoomRecord, visit: Visit) -> QueueVisit:
    """A visit, for providers."""
    return QueueVisit(
        id=visit.id,
        arrived_at=visit.arrived_at,
        status="in_call" if visit.call else "waiting",
        reference=visit.reference,
        page=page_view(visit.page),
        call=call_view(record, visit.call),
        caller=visit.call.provider if visit.call else None,
        ending=ending_view(visit.ending),
    )


def own_visit(record: RoomRecord, visit: Visit, place: int | None) -> OwnVisit:
    """A visit, for its own patient."""
    return OwnVisit(
        id=visit.id,
        arrived_at=visit.arrived_at,
        status="in_call" if visit.call else "waiting",
        place=place,
        call=call_view(record, visit.call),
    )


def call_view(record: RoomRecord, call: Call | None) -> CallView | None:
    """A call, if there is one, with its address."""
    return CallView(call.id, call_url(record, call.id)) if call is not None else None


def ending_view(ending: Ending | None) -> EndingView | None:
    """An end that can still be undone, if there is one."""
    return EndingView(ending.page, ending.reason) if ending is not None else None


def call_url(record: RoomRecord, call: str) -> str | None:
    """Where a call happens, by the room's template."""
    return record.call_link.replace("{call}", call) if record.call_link else None


def page_view(page: Page) -> PageView:
    """A page that can be written to."""
    return PageView(page.id, page.key, page.connected, page.since, page.proof)


def away_view(room: Room, page: str) -> Away | None:
    """What the provider of a page set by hand, as far as the room knows."""
    by_hand = room.team[page].by_hand
    return Away(by_hand.away, by_hand.at) if by_hand.at else None


def team_view(providers: Mapping[str, ProviderRecord], room: Room) -> list[TeamPage]:
    """Every provider's page in the room, with who is behind it; `providers` by id.

    Pages of closed accounts are left out at once: they cannot come back, and the name of a removed provider is erased.
    """
    return [
        TeamPage(page_view(member.page), provider_view(providers, member.provider), team.presence(room, member))
        for member in room.team.values()
        if member.provider not in providers or not providers[member.provider].closed
    ]


def provider_view(providers: Mapping[str, ProviderRecord], provider_id: str) -> ProviderView:
    """A provider by account id; nameless when nothing is known of the account."""
    record = providers.get(provider_id)
    if record is None:
        return ProviderView(provider_id, "", "", None, "")
    return ProviderView(record.id, record.name, record.title, record.photo_path, record.line)


def account_view(record: AccountRecord | None) -> AccountView:
    """A provider's account, for their own pages; without e-mail and password when it is gone."""
    if record is None:
        return AccountView(None, password=False, settings=DEFAULT_SETTINGS)
    return AccountView(record.email, password=record.password_hash is not None, settings=record.settings)
