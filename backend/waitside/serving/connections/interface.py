"""What WebSockets and Engine.IO's sockets need of each other."""

from typing import Protocol


class Receiver(Protocol):
    """Who gets what a page sends: each text to its end before the next one, in the order in which they came."""

    def take(self, text: bytes) -> bool:
        """Take a text synchronously, while nothing before it waits. Returns False for one that needs time."""

    async def receive(self, text: str) -> None:
        """Handle a text that `take` did not take. Nothing more is read meanwhile."""

    async def ended(self) -> None:
        """Called once, after all texts, when nothing more comes: the page has said good-bye, or is gone."""

    def lost(self) -> None:
        """Called once, synchronously, when the connection is gone."""


class WebSocket(Protocol):
    """A WebSocket that is written to at once, and holds a bounded number of bytes for a slow reader."""

    @property
    def disconnected(self) -> bool:
        """Whether it is gone."""

    def write(self, text: bytes) -> None:
        """Send a text, now or as soon as the reader takes more. A reader too far behind loses the connection."""

    def hang_up(self) -> None:
        """End it in good order; at once where the reader would keep us waiting."""

    def cut(self, reason: str) -> None:
        """End it on the spot, and log that in one line. `reason` is a constant."""

    def abort(self) -> None:
        """End it on the spot, and log nothing."""


class Opening(Protocol):
    """A WebSocket that a page asks for."""

    async def accept(self, receiver: Receiver) -> WebSocket:
        """Open it. Raises an exception where the page has gone already."""
