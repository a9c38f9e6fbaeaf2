"""What is sent over a WebSocket: all of one turn of the loop together, a bounded number of bytes for a slow reader."""

import asyncio
from typing import Final

from waitside.serving.connections.turns import turns_of

BACKLOG: Final = 512 * 1024  # bytes that wait for a reader
AT_ONCE: Final = 64 * 1024  # bytes that are written together, about
FOLLOWS: Final = 4  # times its size may wait behind a message: each visit of a snapshot sends a card
OVERHEAD: Final = 64  # bytes in memory that each message takes besides its own


class Outbox:
    """Writes frames to a transport, in order."""

    __slots__ = ("_longest", "_size", "_transport", "_turns", "_waiting", "is_writable")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self.is_writable = True
        """Whether the reader takes more."""
        self._transport = transport
        self._turns = turns_of(loop)
        self._waiting: list[bytes] = []  # not a deque, of which an empty one takes 700 bytes
        self._size = 0
        self._longest = 0

    def put(self, frame: bytes) -> bool:
        """Send a frame, now or as soon as the reader takes more. Returns False where too much waits for the reader.

        Over a connection that is being closed nothing more is sent.
        """
        if self._transport.is_closing():
            return True
        self._longest = max(self._longest, len(frame))
        if not self.is_writable and self._size + len(frame) > BACKLOG + FOLLOWS * self._longest:
            return False
        self._waiting.append(frame)
        self._size += len(frame) + OVERHEAD
        if self._size > AT_ONCE:
            self.write_on()
        elif len(self._waiting) == 1:
            self._turns.at_the_end(self.write_on)  # in a long turn that is now
        return True

    def write_on(self) -> None:
        """Write what waits, as far as the reader takes it."""
        while self._waiting and self.is_writable and not self._transport.is_closing():
            count, size = 0, 0
            while count < len(self._waiting) and size <= AT_ONCE:
                size += len(self._waiting[count])
                count += 1
            self._size -= size + count * OVERHEAD
            some = self._waiting[0] if count == 1 else b"".join(self._waiting[:count])
            del self._waiting[:count]
            self._transport.write(some)

    def close(self) -> None:
        """Close the connection once all is sent, whenever the reader takes it."""
        if not self._transport.is_closing():
            self._transport.write(b"".join(self._waiting))
            self._waiting.clear()
            self._transport.close()
