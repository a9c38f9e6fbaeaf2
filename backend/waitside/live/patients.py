"""The patients' namespace."""

from collections.abc import Callable
from datetime import timedelta

from waitside.directory import RoomRecord
from waitside.limits import Limits
from waitside.live.admission import Admission, Admitted, as_arrival, as_remembered
from waitside.live.announcer import PROVIDER, Announcer, page_channel, room_channel
from waitside.live.departures import Departures
from waitside.live.namespaces import DONE, Edge
from waitside.live.rooms import Rooms
from waitside.live.seats import PatientSeat
from waitside.protocol.commands import Accepted, Leave, PatientCommand, Relay
from waitside.protocol.events import Relayed
from waitside.refusals import Refusal, check_wait
from waitside.serving.interface import Connection
from waitside.tokens import WALK_IN, RoomToken, VisitTicket
from waitside.waiting_room import queue, rights
from waitside.waiting_room.errors import NotAllowed, PatientLeft
from waitside.waiting_room.room import Change, Room


class Patients(Edge[PatientSeat, Leave]):
    """A patient's page: comes in by token or ticket, writes to providers, leaves."""

    commands = PatientCommand

    def __init__(
        self,
        admission: Admission,
        rooms: Rooms,
        departures: Departures,
        announcer: Announcer,
        limits: Limits,
        clock: Callable[[], int],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(limits)
        self._admission = admission
        self._rooms = rooms
        self._departures = departures
        self._announcer = announcer
        self._clock = clock
        self._new_id = new_id

    def is_known(self, opening: object) -> bool:
        """Whether it is the page of a visit, or of a portal's patient."""
        return self._admission.is_known("patient", opening)

    async def admit(self, connection: Connection[PatientSeat], opening: object) -> None:
        """Take the page to its visit, a new one if need be, and send it the snapshot."""
        admitted = await self._admission.patient(opening)
        record, page = admitted.room, admitted.page.id
        check_wait(self.limits.entry(record.slug, admitted.who.subject), "too_often")
        await self._check_is_not_over(record, admitted.who)

        async def welcome(room: Room) -> None:  # before the others hear of the page, and write to it
            visit = room.visit_on(page)
            assert visit is not None  # noqa: S101 - the change has put it there
            seat = PatientSeat(record.clinic_id, record.slug, page, connection.address, visit.id)
            await self.seat(connection, seat, room_channel(record.slug))
            self._announcer.welcome_patient(record, room, visit)

        async with self._rooms.turn(record.slug):
            self.check_may_sit(connection)
            await self._check_may_begin(record, admitted.who, connection.address)
            await self._rooms.change(record, self._entry(admitted), seat=welcome)

    def count(self, seat: PatientSeat) -> timedelta | None:
        """Count by visit: another page of it, or another connection, brings no other allowance."""
        room = self._rooms.current(seat.room)
        return self.limits.patient(seat.visit, len(room.team), seat.address)

    async def carry_out(self, seat: PatientSeat, _command: Leave) -> Accepted:
        """Leave."""
        with self._departures.explained(seat.visit):
            await self._leave(seat)
        return DONE

    def relay(self, seat: PatientSeat, envelope: Relay) -> None:
        """Pass an envelope on to a page of the team, within what the visit may send to it."""
        if envelope.visit != seat.visit:
            raise NotAllowed
        with self._departures.explained(seat.visit):
            room = self._rooms.current(seat.room)
            rights.check_patient_may_write(room, seat.page, envelope.visit, envelope.to)
        check_wait(self.limits.envelope(envelope.visit, envelope.to))
        event = Relayed(envelope.visit, seat.page, envelope.seq, envelope.sealed)
        self._announcer.tell(page_channel(seat.room, envelope.to), PROVIDER, event)

    async def depart(self, seat: PatientSeat) -> None:
        """Keep the place for the time of grace."""
        now = self._clock()
        async with self._rooms.turn(seat.room):
            if self.seats.connection_of(seat.room, seat.page) is None:
                record = self._rooms.record(seat.room)
                await self._rooms.change(record, lambda room: queue.drop(room, seat.visit, seat.page, now))

    async def _check_is_not_over(self, record: RoomRecord, who: RoomToken | VisitTicket) -> None:
        """A visit that this server does not know may have ended before it was started.

        Raises PatientLeft, or DirectoryUnavailable: then nobody knows, and the page tries again.
        """
        if not isinstance(who, VisitTicket) or self._rooms.remembers(record.slug, who.visit):
            return
        if await self._departures.is_over(who.visit):
            raise PatientLeft

    async def _check_may_begin(self, record: RoomRecord, who: RoomToken | VisitTicket, address: str) -> None:
        """A new visit needs space in the room, and is counted. Raises Refusal.

        Who walks in can be anybody, so all walk-ins from an address count together. The others were signed in by their
        clinic, each under a subject of their own. A visit that there was before comes back in any case.
        """
        room = self._rooms.current_or_none(record.slug)
        if not isinstance(who, RoomToken) or (room is not None and room.visits.by_subject.get(who.subject)):
            return
        guest = address if who.subject.startswith(WALK_IN) else who.subject
        is_full = room is not None and len(room.visits) >= self.limits.allowances.visits
        if is_full or self.limits.arrival(record.slug, guest) is not None:
            raise Refusal("room_full")

    def _entry(self, admitted: Admitted[RoomToken | VisitTicket]) -> Callable[[Room], Change]:
        who, page = admitted.who, admitted.page
        if isinstance(who, VisitTicket):
            if self._departures.remembers(who.visit):  # it may have ended since the database was asked
                raise PatientLeft
            remembered = as_remembered(who)
            by_itself, grace = admitted.by_itself, self._rooms.grace
            return lambda room: queue.come_back(room, remembered, page, by_itself=by_itself, grace=grace)
        arrival, now = as_arrival(who, self._new_id()), self._clock()
        return lambda room: queue.arrive(room, arrival, page, now)

    async def _leave(self, seat: PatientSeat) -> None:
        now = self._clock()
        async with self._rooms.turn(seat.room):
            record = self._rooms.record(seat.room)
            room = self._rooms.current(seat.room)
            if room.visit(seat.visit).page.id != seat.page:
                raise NotAllowed
            await self._rooms.change(record, lambda each: queue.leave(each, seat.visit, "left", now))
