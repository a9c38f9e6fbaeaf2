"""Reading from a connection a little at a time."""

import asyncio
from collections.abc import Callable
from typing import Final

READ_SIZE: Final = 4 * 1024  # bytes: what one caller sends cannot keep the others waiting for long


class SmallReads(asyncio.BufferedProtocol):
    """Reads little at a time: a protocol that is handed a quarter of a megabyte works all of it off in one go.

    `connection` is what gets it: at first a connection by HTTP, and later the WebSocket that this has become.
    """

    __slots__ = ("_when_lost", "connection")

    _buffer = memoryview(bytearray(READ_SIZE))  # of all connections: what is in it is passed on before the next read

    def __init__(self, connection: asyncio.Protocol, when_lost: Callable[[], None]) -> None:
        self.connection = connection
        self._when_lost = when_lost

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        self.connection.data_received(bytes(self._buffer[:nbytes]))

    def pause_writing(self) -> None:
        self.connection.pause_writing()

    def resume_writing(self) -> None:
        self.connection.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._when_lost()
        self.connection.connection_lost(exc)
