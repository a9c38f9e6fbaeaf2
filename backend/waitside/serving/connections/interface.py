"""What Engine.IO's sockets need of a WebSocket, whichever library parses its frames."""

from collections.abc import Callable
from typing import Protocol

from starlette.types import Message


class WebSocket(Protocol):
    """A WebSocket that is written to at once, and holds a bounded number of bytes for a slow reader."""

    @property
    def disconnected(self) -> bool:
        """Whether it is gone."""

    async def accept(self) -> None:
        """Open it. Raises an exception where the page has gone already."""

    async def receive(self) -> Message:
        """Wait for a message of the page, or the end, as ASGI has them. Nothing more is read meanwhile."""

    def offer_to(self, take: Callable[[bytes], bool]) -> None:
        """Offer each text to `take` while nothing before it waits. `receive` does not return one that it takes."""

    def write(self, text: bytes) -> None:
        """Send a text, now or as soon as the reader takes more. A reader too far behind loses the connection."""

    def when_lost(self, call: Callable[[], None]) -> None:
        """Call this once it is gone, which is at once if it already is."""

    async def hang_up(self) -> None:
        """End it in good order; at once where the reader would keep us waiting."""

    def cut(self, reason: str) -> None:
        """End it on the spot, and log that in one line. `reason` is a constant."""

    def abort(self) -> None:
        """End it on the spot, and log nothing."""
