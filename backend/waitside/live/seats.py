"""Who sits behind each connection."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from waitside.serving.interface import Connection


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
    """The connections of one namespace that have a seat; of a page's connections the newest one has it.

    A page is known by its room and its id: a page of the same id in another room is another page.
    """

    def __init__(self) -> None:
        self._newest: dict[tuple[str, str], Connection[Seat]] = {}

    def take(self, connection: Connection[Seat], seat: Seat) -> Connection[Seat] | None:
        """Seat a connection. Returns the one that it supersedes, if any."""
        superseded = self.connection_of(seat.room, seat.page)
        if superseded is not None:
            superseded.seat = None
        connection.seat = seat
        self._newest[seat.room, seat.page] = connection
        return superseded

    def all(self) -> list[tuple[Connection[Seat], Seat]]:
        """All connections with their seats."""
        return [(each, each.seat) for each in self._newest.values() if each.seat is not None]

    def connection_of(self, room: str, page: str) -> Connection[Seat] | None:
        """Return the newest connection of a page in a room; None when it has none."""
        return self._newest.get((room, page))

    def vacate(self, connection: Connection[Seat]) -> Seat | None:
        """Take the seat of a connection away. Returns it; None when another connection has it by now."""
        seat, connection.seat = connection.seat, None
        if seat is not None:
            del self._newest[seat.room, seat.page]
        return seat
