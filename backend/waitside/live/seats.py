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
    """A connection of a provider's page from an `address`. `provider` and `epoch` are the account's.

    `key` is the id of the API key that asked for the page's token; None without one.
    """

    clinic: str
    room: str
    page: str
    address: str
    provider: str
    epoch: int
    key: str | None


Seat = TypeVar("Seat", PatientSeat, ProviderSeat)


class Seats(Generic[Seat]):
    """The connections of one namespace by their Socket.IO id; of a page's connections the newest one counts.

    A page is known by its room and its id: a page of the same id in another room is another page.
    """

    def __init__(self) -> None:
        self._seats: dict[str, Seat] = {}
        self._newest: dict[tuple[str, str], str] = {}

    def take(self, sid: str, seat: Seat) -> str | None:
        """Seat a connection. Returns the id of the one it supersedes, if any."""
        superseded = self.connection_of(seat.room, seat.page)
        if superseded is not None:
            self._seats.pop(superseded, None)
        self._seats[sid] = seat
        self._newest[seat.room, seat.page] = sid
        return superseded

    def get(self, sid: str) -> Seat | None:
        """The seat of a connection; None for one that never had one, or was superseded."""
        return self._seats.get(sid)

    def all(self) -> dict[str, Seat]:
        """All seats by their Socket.IO id."""
        return dict(self._seats)

    def connection_of(self, room: str, page: str) -> str | None:
        """Return the newest connection of a page in a room; None when it has none."""
        return self._newest.get((room, page))

    def vacate(self, sid: str) -> Seat | None:
        """Forget a connection. Returns its seat, None when another connection has it by now."""
        seat = self._seats.pop(sid, None)
        if seat is not None:
            del self._newest[seat.room, seat.page]
        return seat
