"""Who sits behind each Socket.IO connection."""

from dataclasses import dataclass
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True)
class PatientSeat:
    """A connection of a visit's page, from an `address`. `clinic`, `room` and `visit` come from signed tokens."""

    clinic: str
    room: str
    page: str
    address: str
    visit: str


@dataclass(frozen=True, slots=True)
class ProviderSeat:
    """A connection of a provider's page from an `address`. `provider` and `epoch` are the account's."""

    clinic: str
    room: str
    page: str
    address: str
    provider: str
    epoch: int


Seat = TypeVar("Seat", PatientSeat, ProviderSeat)


class Seats(Generic[Seat]):
    """The connections of one namespace by their Socket.IO id; of a page's connections the newest one counts."""

    def __init__(self) -> None:
        self._seats: dict[str, Seat] = {}
        self._newest: dict[str, str] = {}

    def take(self, sid: str, seat: Seat) -> str | None:
        """Seat a connection. Returns the id of the one it supersedes, if any."""
        superseded = self._newest.get(seat.page)
        if superseded is not None:
            self._seats.pop(superseded, None)
        self._seats[sid] = seat
        self._newest[seat.page] = sid
        return superseded

    def get(self, sid: str) -> Seat | None:
        """The seat of a connection; None for one that never had one, or was superseded."""
        return self._seats.get(sid)

    def all(self) -> dict[str, Seat]:
        """All seats by their Socket.IO id."""
        return dict(self._seats)

    def connection_of(self, page: str) -> str | None:
        """The newest connection of a page."""
        return self._newest.get(page)

    def vacate(self, sid: str) -> Seat | None:
        """Forget a connection. Returns its seat, None when another connection has it by now."""
        seat = self._seats.pop(sid, None)
        if seat is not None:
            del self._newest[seat.page]
        return seat
