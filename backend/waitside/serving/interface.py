"""What the product knows of its pages' connections: three small protocols, and no library.

`socket_io` implements `Connection` and `Connections`. The product implements `Namespace`, and imports nothing else of
this folder.
"""

from typing import Protocol, TypeVar

from waitside.protocol.commands import Refused, Reply
from waitside.protocol.events import Event

Seat = TypeVar("Seat")


class Connection(Protocol[Seat]):
    """A page's connection to a namespace, from the page's wish to come in until it is gone. Equal to itself alone."""

    seat: Seat | None
    """Who sits there: the namespace's own, and None until it sets one."""

    @property
    def address(self) -> str:
        """Whose connection it is, as far as an address tells (`limits.address_of`)."""

    @property
    def is_open(self) -> bool:
        """Whether neither side has begun to close it."""

    def enter(self, channel: str) -> None:
        """Let it into a channel of its namespace. It stays there until it is gone."""

    def take_place(self) -> bool:
        """Count it among those in waiting rooms. Returns False where its address has too many there."""

    def give_up_place(self) -> None:
        """Count it among those in no waiting room."""

    async def close(self) -> None:
        """Tell the page that it is shown out. The namespace hears that it is gone before this returns."""


class Namespace(Protocol[Seat]):
    """What the product does with the connections to a namespace. No method raises an exception.

    Of one connection `opened` and `asked` are called one after the other. `gone` may be called while `asked` waits, as
    another page may have this one shown out.
    """

    async def opened(self, connection: Connection[Seat], hello: object) -> Refused | None:
        """Take in a page that wants to come in, with what it says of itself. Returns why not, or None."""

    async def asked(self, connection: Connection[Seat], command: object) -> Reply:
        """Carry out a command of a page that came in. `command` is decoded JSON; None where there is none."""

    def asked_at_once(self, connection: Connection[Seat], command: bytes) -> Reply | None:
        """Carry out a command, in JSON, that needs no waiting, as `asked` would; `asked` is not running then.

        Returns None for a command that has to be decoded and handed to `asked`; nothing is done then.
        """

    async def gone(self, connection: Connection[Seat]) -> None:
        """Note that a connection which came in is gone. It is in no channel any more."""


class Connections(Protocol):
    """All connections of all pages."""

    def add(self, name: str, namespace: Namespace[Seat]) -> None:
        """Have the pages that connect to a namespace of this name, such as `/patient`, served by it."""

    def tell(self, name: str, channel: str, event: Event) -> None:
        """Send an event to everyone in a channel of a namespace, without waiting for anybody."""

    def give_up_places(self, name: str, channel: str) -> None:
        """Count those in a channel among those in no waiting room."""

    def has_room(self, address: str) -> bool:
        """Whether another page from an address could connect."""

    async def close_idle(self) -> None:
        """Close connections that are in no namespace: they never came in, were refused, or have left."""
