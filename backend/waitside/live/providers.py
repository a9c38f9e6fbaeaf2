"""The providers' namespace."""

from collections.abc import Callable
from datetime import timedelta

from waitside.directory import Directory, ProviderRecord
from waitside.limits import Limits
from waitside.live import views
from waitside.live.accounts import Accounts
from waitside.live.admission import Admission
from waitside.live.announcer import PATIENT, PROVIDER, Announcer, account_channel, page_channel, room_channel
from waitside.live.departures import Departures
from waitside.live.namespaces import DONE, Edge
from waitside.live.records import Records
from waitside.live.rooms import Rooms
from waitside.live.seats import ProviderSeat
from waitside.protocol.commands import (
    Accepted,
    EndCall,
    ProviderChange,
    ProviderCommand,
    Relay,
    RemoveVisit,
    SetAway,
    SetIdle,
    StartCall,
    UndoEnd,
)
from waitside.protocol.events import Relayed
from waitside.refusals import Refusal, check_wait
from waitside.serving.interface import Connection
from waitside.tokens import RoomToken
from waitside.waiting_room import calls, endings, rights, team
from waitside.waiting_room.room import Change, Room


class Providers(Edge[ProviderSeat, ProviderChange]):
    """A provider's page: sees the queue, writes to its patients, holds calls."""

    commands = ProviderCommand

    def __init__(
        self,
        admission: Admission,
        rooms: Rooms,
        departures: Departures,
        announcer: Announcer,
        directory: Directory,
        records: Records,
        limits: Limits,
        clock: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(limits)
        self._admission = admission
        self._rooms = rooms
        self._departures = departures
        self._announcer = announcer
        self._records = records
        self._accounts = Accounts(directory, rooms, records, announcer, limits)
        self._clock = clock
        self._new_id = new_id

    def is_known(self, opening: object) -> bool:
        """Whether it is a provider's page."""
        return self._admission.is_known("provider", opening)

    async def admit(self, connection: Connection[ProviderSeat], opening: object) -> None:
        """Let the page into the room's team and send it the snapshot."""
        admitted = await self._admission.provider(opening)
        record, page, token = admitted.room, admitted.page, admitted.who
        check_wait(self.limits.entry(record.slug, token.subject), "too_often")
        provider = await self._account(token)
        account = await self._records.account(provider.id)

        async def welcome(room: Room) -> None:  # before the others hear of the page, and write to it
            self._records.hold_provider(provider, account)
            seat = ProviderSeat(
                record.clinic_id, record.slug, page.id, connection.address, provider.id, provider.epoch, token.key
            )
            await self.seat(connection, seat, room_channel(record.slug), account_channel(provider.id))
            over = self._departures.since(room.slug, room.since) if self._is_young(room) else {}
            self._announcer.welcome_provider(record, room, page.id, account, token.expires_at, over)

        async with self._rooms.turn(record.slug):
            self.check_may_sit(connection)
            await self._rooms.change(
                record, lambda room: team.enter(room, provider.id, page, admitted.away), seat=welcome
            )

    def count(self, seat: ProviderSeat) -> timedelta | None:
        """Count by page."""
        return self.limits.provider(seat.room, seat.page, seat.address)

    async def carry_out(self, seat: ProviderSeat, command: ProviderChange) -> Accepted:
        """Change the room, or the account."""
        with self._departures.explained(getattr(command, "visit", "")):
            return await self._carry_out(seat, command)

    async def _carry_out(self, seat: ProviderSeat, command: ProviderChange) -> Accepted:
        now = self._clock()
        match command:
            case StartCall(visit):
                return await self._start_call(seat, visit, now)
            case EndCall(visit, within):
                await self._change(seat, lambda room: calls.end_call(room, visit, seat.page, now, within))
            case RemoveVisit(visit, within):
                await self._change(seat, lambda room: endings.end(room, visit, seat.page, "removed", now, within))
            case UndoEnd(visit):
                await self._change(seat, lambda room: endings.undo(room, visit, seat.page))
            case SetAway(away):
                await self._change(seat, lambda room: team.set_away(room, seat.page, away=away, now=now))
            case SetIdle(idle):
                await self._change(seat, lambda room: team.set_idle(room, seat.page, idle=idle))
            case _:
                await self._accounts.carry_out(seat, command)
        return DONE

    def relay(self, seat: ProviderSeat, envelope: Relay) -> None:
        """Pass an envelope on to the page of a visit, or to a colleague's."""
        with self._departures.explained(envelope.visit):
            room = self._rooms.current(seat.room)
            rights.check_provider_may_write(room, envelope.visit, envelope.to)
        namespace = PROVIDER if envelope.to in room.team else PATIENT
        event = Relayed(envelope.visit, seat.page, envelope.seq, envelope.sealed)
        self._announcer.tell(page_channel(seat.room, envelope.to), namespace, event)

    async def show_out(self) -> None:
        """Disconnect pages whose account is closed or has signed out everywhere, or whose room or API key is no more.

        Goes by what the directory said last.
        """
        for connection, seat in self.seats.all():
            provider = self._records.providers.get(seat.provider)
            stands = provider is not None and not provider.closed and provider.epoch == seat.epoch
            is_revoked = seat.key is not None and self._records.is_revoked(seat.key)
            if not stands or is_revoked or seat.room in self._rooms.removed:
                await connection.close()

    async def refresh_keys(self) -> None:
        """Look up the API keys that asked for the tokens of the pages that are here. Raises DirectoryUnavailable."""
        await self._records.refresh_keys({seat.key for _, seat in self.seats.all() if seat.key is not None})

    async def depart(self, seat: ProviderSeat) -> None:
        """Keep the page in the team for the time of grace, as not connected."""
        now = self._clock()
        async with self._rooms.turn(seat.room):
            if self.seats.connection_of(seat.room, seat.page) is None:
                record = self._rooms.record(seat.room)
                await self._rooms.change(record, lambda room: team.drop(room, seat.page, now))

    async def _start_call(self, seat: ProviderSeat, visit: str, now: int) -> Accepted:
        call = self._new_id()
        room = await self._change(seat, lambda each: calls.start_call(each, visit, seat.page, call, now))
        return Accepted(views.call_view(self._rooms.record(seat.room), room.visit(visit).call))

    def _is_young(self, room: Room) -> bool:
        """Whether visits that this server does not know may still come back to the room."""
        return self._clock() < room.since + self._rooms.grace

    async def _account(self, token: RoomToken) -> ProviderRecord:
        provider = await self._records.provider(token.clinic, token.subject)
        if provider.closed:
            raise Refusal("account_closed")
        if provider.epoch != token.epoch:
            raise Refusal("signed_out")
        return provider

    async def _change(self, seat: ProviderSeat, change: Callable[[Room], Change]) -> Room:
        async with self._rooms.turn(seat.room):
            return await self._rooms.change(self._rooms.record(seat.room), change)
