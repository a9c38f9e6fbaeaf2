"""The live side's edge: what every connection goes through, whichever side it is on."""

import logging
from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any, Final, Generic, TypeVar

import msgspec

from waitside.limits import Limits
from waitside.live.announcer import page_channel
from waitside.live.seats import PatientSeat, ProviderSeat, Seats
from waitside.protocol.codes import MESSAGES, ErrorCode
from waitside.protocol.commands import Accepted, Refused, Relay, Reply
from waitside.refusals import Refusal, check_wait, code_of
from waitside.serving.interface import Connection

logger = logging.getLogger("waitside.live")

Seat = TypeVar("Seat", PatientSeat, ProviderSeat)
Command = TypeVar("Command")

DONE: Final = Accepted()
_envelopes: Final = msgspec.json.Decoder(Relay)


class Edge(ABC, Generic[Seat, Command]):
    """Decodes, answers and never lets an exception, or anything a page sent, out."""

    commands: Any
    """The union of commands that this namespace takes."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.seats: Seats[Seat] = Seats()

    @abstractmethod
    def is_known(self, opening: object) -> bool:
        """Whether a page shows who it is, so that strangers of its address cannot keep it out. Asks nobody."""

    @abstractmethod
    async def admit(self, connection: Connection[Seat], opening: object) -> None:
        """Seat a new connection and welcome it. Raises Refusal, WaitingRoomError or DirectoryUnavailable."""

    @abstractmethod
    def count(self, seat: Seat) -> timedelta | None:
        """Count a command of a seated page. Returns how long it has to wait; None when it may go on. Raises Refusal."""

    @abstractmethod
    def relay(self, seat: Seat, envelope: Relay) -> None:
        """Pass an envelope on. Raises Refusal or WaitingRoomError."""

    @abstractmethod
    async def carry_out(self, seat: Seat, command: Command) -> Accepted:
        """Do what a seated page asks, other than passing on. Raises Refusal or WaitingRoomError."""

    @abstractmethod
    async def depart(self, seat: Seat) -> None:
        """The connection of a seated page is gone."""

    async def opened(self, connection: Connection[Seat], hello: object) -> Refused | None:
        """Admit a page, or say why not."""
        try:
            if self.limits.attempt(connection.address) is not None and not self.is_known(hello):
                raise Refusal("too_many")
            await self.admit(connection, hello)
        except Exception as error:  # noqa: BLE001 - nothing of it may get out
            await self.gone(connection)
            return _refused_by(error)
        return None

    async def asked(self, connection: Connection[Seat], command: object) -> Reply:
        """Carry out a command, or say why not."""
        seat = connection.seat
        if seat is None:
            return _refused_by(Refusal("not_allowed"))
        try:
            check_wait(self.count(seat))
            decoded = self._decode(command)
            if isinstance(decoded, Relay):
                self.relay(seat, decoded)
                return DONE
            return await self.carry_out(seat, decoded)
        except Exception as error:  # noqa: BLE001 - the same
            return _refused_by(error)

    def asked_at_once(self, connection: Connection[Seat], command: bytes) -> Reply | None:
        """Pass an envelope on, or say why not."""
        seat = connection.seat
        if seat is None:
            return None
        try:
            envelope = _envelopes.decode(command)
        except (msgspec.MsgspecError, RecursionError):
            return None
        try:
            check_wait(self.count(seat))
            self.relay(seat, envelope)
        except Exception as error:  # noqa: BLE001 - the same
            return _refused_by(error)
        return DONE

    async def gone(self, connection: Connection[Seat]) -> None:
        """Let the page depart, unless another connection has its seat by now."""
        seat = self.seats.vacate(connection)
        if seat is None:
            return
        try:
            await self.depart(seat)
        except Exception as error:  # noqa: BLE001 - the same
            _code(error)

    def check_may_sit(self, connection: Connection[Seat]) -> None:
        """Refuse a page from whose address too many are in, and one whose connection has ended meanwhile.

        Nobody would notice the end of that one later.
        """
        if not connection.is_open:
            raise Refusal("not_allowed")
        if not connection.take_place():
            raise Refusal("too_many")

    def is_seated(self, room: str, page: str) -> bool:
        """Whether a page has a seat in a room, and its connection is open."""
        connection = self.seats.connection_of(room, page)
        return connection is not None and connection.is_open

    async def seat(self, connection: Connection[Seat], seat: Seat, *channels: str) -> None:
        """Seat a connection and let it into its channels; one that the same page had before is closed."""
        superseded = self.seats.take(connection, seat)
        for channel in (page_channel(seat.room, seat.page), *channels):
            connection.enter(channel)
        if superseded is not None:
            superseded.give_up_place()
            await superseded.close()

    def _decode(self, data: object) -> Relay | Command:
        try:
            command: Relay | Command = msgspec.convert(data, self.commands)
        except msgspec.ValidationError:
            raise Refusal("bad_command") from None
        return command


def _refused_by(error: Exception) -> Refused:
    """The reply to what was refused, with the wait where waiting helps."""
    code, retry_after = _code(error), error.retry_after if isinstance(error, Refusal) else None
    milliseconds = None if retry_after is None else retry_after // timedelta(milliseconds=1)
    return Refused(code, MESSAGES[code], milliseconds)


def _code(error: Exception) -> ErrorCode:
    code = code_of(error)
    if code == "server_error":
        logger.error("a handler failed: %s", type(error).__name__)
    return code
