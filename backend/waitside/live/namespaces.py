"""The Socket.IO edge: what every connection goes through, whichever side it is on."""

import logging
from abc import abstractmethod
from datetime import timedelta
from typing import Any, Generic, TypeVar

import msgspec
import socketio
from socketio import exceptions

from waitside.limits import Limits
from waitside.live.announcer import page_channel
from waitside.live.engine import ADDRESS
from waitside.live.refusals import Refusal, code_of, refused
from waitside.live.seats import PatientSeat, ProviderSeat, Seats
from waitside.protocol.codes import MESSAGES, ErrorCode
from waitside.protocol.commands import Accepted, Reply

logger = logging.getLogger("waitside.live")

Seat = TypeVar("Seat", PatientSeat, ProviderSeat)
Command = TypeVar("Command")


class Edge(socketio.AsyncNamespace, Generic[Seat, Command]):
    """Decodes, answers and never lets an exception, or anything a page sent, out."""

    commands: Any
    """The union of commands that this namespace takes."""

    def __init__(self, namespace: str, limits: Limits) -> None:
        super().__init__(namespace)
        self.limits = limits
        self.seats: Seats[Seat] = Seats()

    @abstractmethod
    def is_known(self, opening: object) -> bool:
        """Whether a page shows who it is, so that strangers of its address cannot keep it out. Asks nobody."""

    @abstractmethod
    async def admit(self, sid: str, opening: object, address: str) -> None:
        """Seat a new connection and welcome it. Raises Refusal, WaitingRoomError or DirectoryUnavailable."""

    @abstractmethod
    async def count(self, seat: Seat) -> timedelta | None:
        """Count a command of a seated page. Returns how long it has to wait; None when it may go on. Raises Refusal."""

    @abstractmethod
    async def carry_out(self, seat: Seat, command: Command) -> Accepted:
        """Do what a seated page asks. Raises Refusal or WaitingRoomError."""

    @abstractmethod
    async def depart(self, seat: Seat) -> None:
        """The connection of a seated page is gone."""

    async def trigger_event(self, event: str, *args: Any) -> Reply | None:
        """Dispatch by name. A page may call its event `connect` too: whether it is connected tells the two apart."""
        sid = args[0]
        connected = self.server.manager.is_connected(sid, self.namespace)
        match event:
            case "connect" if not connected:
                await self._connect(sid, args[1], args[2])
            case "disconnect" if not connected:
                await self._disconnect(sid)
            case _:
                return await self._command(sid, args[1] if event == "command" and len(args) == 2 else None)
        return None

    def check_may_sit(self, sid: str) -> None:
        """Refuse a page from whose address too many are in, and one whose connection has ended meanwhile.

        Nobody would notice the end of that one later.
        """
        if not self.server.is_open(sid, self.namespace):
            raise Refusal("not_allowed")
        if not self.server.has_seat(sid, self.namespace):
            raise Refusal("too_many")

    def is_seated(self, room: str, page: str) -> bool:
        """Whether a page has a seat in a room, and its connection is open."""
        sid = self.seats.connection_of(room, page)
        return sid is not None and self.server.is_open(sid, self.namespace)

    async def seat(self, sid: str, seat: Seat, *channels: str) -> None:
        """Seat a connection and let it into its channels; one that the same page had before is closed."""
        superseded = self.seats.take(sid, seat)
        for channel in (page_channel(seat.room, seat.page), *channels):
            await self.enter_room(sid, channel)
        if superseded is not None:
            self.server.turn_away(superseded, self.namespace)
            await self.disconnect(superseded)

    async def _connect(self, sid: str, environ: dict[str, Any], opening: object) -> None:
        address: str = environ[ADDRESS]
        self.server.begin(sid, self.namespace)
        try:
            if self.limits.attempt(address) is not None and not self.is_known(opening):
                raise Refusal("too_many")
            await self.admit(sid, opening, address)
        except Exception as error:  # noqa: BLE001 - nothing of it may get out
            self.server.turn_away(sid, self.namespace)
            await self._disconnect(sid)
            raise _connection_refused(_code(error)) from None

    async def _disconnect(self, sid: str) -> None:
        seat = self.seats.vacate(sid)
        if seat is None:
            return
        try:
            await self.depart(seat)
        except Exception as error:  # noqa: BLE001 - the same
            _code(error)

    async def _command(self, sid: str, data: object) -> Reply:
        seat = self.seats.get(sid)
        if seat is None:
            return refused("not_allowed")
        try:
            wait = await self.count(seat)
            if wait is not None:
                return refused("too_many", retry_after=wait)
            return await self.carry_out(seat, self._decode(data))
        except Exception as error:  # noqa: BLE001 - the same
            return refused(_code(error), retry_after=error.retry_after if isinstance(error, Refusal) else None)

    def _decode(self, data: object) -> Command:
        try:
            command: Command = msgspec.convert(data, self.commands)
        except msgspec.ValidationError:
            raise Refusal("bad_command") from None
        return command


def check_wait(wait: timedelta | None, code: ErrorCode = "too_many") -> None:
    """Refuse what has to wait. Raises Refusal."""
    if wait is not None:
        raise Refusal(code, wait)


def _code(error: Exception) -> ErrorCode:
    code = code_of(error)
    if code == "server_error":
        logger.error("a handler failed: %s", type(error).__name__)
    return code


def _connection_refused(code: ErrorCode) -> exceptions.ConnectionRefusedError:
    return exceptions.ConnectionRefusedError(MESSAGES[code], {"code": code})
