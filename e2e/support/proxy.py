"""TCP proxies between pages and the server: each is one page's line, and a line can fail as lines do."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from enum import StrEnum
from types import TracebackType
from typing import Any, Final, Self, TypeVar

LAG_S: Final = 5.0  # each way
CLOSED_WITHIN_S: Final = 5.0
CHUNK: Final = 64 * 1024  # bytes

Result = TypeVar("Result")
Chunk = tuple[float, bytes]
"""When it came, by the loop's clock, and what; no bytes are the end of the stream."""


class Fault(StrEnum):
    """What may happen to a line. All but the lag stop what goes over the connections that were open."""

    CUT = "cut"  # connections are closed on both sides, new ones at once
    BLACKHOLE = "blackhole"  # connections stay open and nothing passes; TCP brings it when the line is back
    LAG = "lag"  # everything comes five seconds late
    HALF_OPEN = "half-open"  # the server's side is closed, and the page does not hear of it
    HALF_OPEN_BACKWARDS = "half-open, backwards"  # the page's side is closed, and the server does not hear of it
    RESET = "reset in mid-frame"  # the first half of what comes next passes, then both sides are reset


class Proxies:
    """Runs proxies in a thread of their own, so that they work while the test waits for something else."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._lines: list[ProxiedLine] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def line_to(self, port: int) -> "ProxiedLine":
        """A new line to the server on a port of this machine."""
        line = self._do(ProxiedLine.listen(port, self._do))
        self._lines.append(line)
        return line

    async def _close(self) -> None:
        for line in self._lines:
            line.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            await asyncio.wait(rest, timeout=CLOSED_WITHIN_S)

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


class ProxiedLine:
    """One port that leads to the server. `begin` and `end` are for the test's thread, the rest is for the loop's."""

    def __init__(self, upstream: int, do: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self.port = 0
        self.upstream: Final = upstream
        self.fault: Fault | None = None
        self.mended = asyncio.Event()
        self._do = do
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()

    @classmethod
    async def listen(cls, upstream: int, do: Callable[[Coroutine[Any, Any, None]], None]) -> "ProxiedLine":
        """Take a free port."""
        line = cls(upstream, do)
        line.mended.set()
        line._server = await asyncio.start_server(line._on_connect, "127.0.0.1", 0)
        line.port = line._server.sockets[0].getsockname()[1]
        return line

    def begin(self, fault: Fault) -> None:
        """Let the line fail from now on."""
        self._do(self._begin(fault))

    def end(self) -> None:
        """Mend the line."""
        self._do(self._end())

    def close(self) -> None:
        """Listen no more, and close what is open."""
        if self._server is not None:
            self._server.close()
        self._mend()
        for connection in list(self._connections):
            connection.suffer(Fault.CUT)

    async def _begin(self, fault: Fault) -> None:
        self.fault = fault
        self.mended.clear()
        for connection in list(self._connections):
            connection.suffer(fault)

    async def _end(self) -> None:
        self._mend()

    def _mend(self) -> None:
        self.fault = None
        self.mended.set()
        for connection in list(self._connections):
            connection.recover()

    async def _on_connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.fault is Fault.BLACKHOLE:
            await self.mended.wait()
        if self.fault is Fault.CUT:
            writer.close()
            return
        try:
            server = await asyncio.open_connection("127.0.0.1", self.upstream)
        except OSError:
            writer.close()
            return
        connection = _Connection(self, (reader, writer), server)
        self._connections.add(connection)
        try:
            await connection.run()
        finally:
            self._connections.discard(connection)


Side = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Connection:
    """A page's connection and the server's, joined."""

    def __init__(self, line: ProxiedLine, page: Side, server: Side) -> None:
        self._line = line
        self._page = page
        self._server = server
        self._survivor: asyncio.StreamWriter | None = None
        """Of a connection that is half open: the side that has not heard of it."""

    async def run(self) -> None:
        """Pass on what comes, until one side is done; then close the other."""
        there, back = asyncio.Queue[Chunk](), asyncio.Queue[Chunk]()
        tasks = [
            asyncio.create_task(self._read(self._page[0], there)),
            asyncio.create_task(self._read(self._server[0], back)),
        ]
        ends = [
            asyncio.create_task(self._write(there, self._server[1])),
            asyncio.create_task(self._write(back, self._page[1])),
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*tasks, *ends):
                task.cancel()
            self._page[1].close()
            self._server[1].close()

    def suffer(self, fault: Fault) -> None:
        """The line fails while this connection is open."""
        match fault:
            case Fault.CUT:
                self._page[1].close()
                self._server[1].close()
            case Fault.HALF_OPEN:
                self._survivor = self._page[1]
                self._server[1].close()
            case Fault.HALF_OPEN_BACKWARDS:
                self._survivor = self._server[1]
                self._page[1].close()
            case Fault.BLACKHOLE | Fault.LAG | Fault.RESET:
                pass  # these are about what is written from now on

    def recover(self) -> None:
        """The line is mended: whoever still trusts a connection that is half open learns the truth."""
        if self._survivor is not None:
            _reset(self._survivor)

    async def _read(self, reader: asyncio.StreamReader, chunks: asyncio.Queue[Chunk]) -> None:
        clock = asyncio.get_running_loop().time
        chunk = b"?"
        while chunk:
            try:
                chunk = await reader.read(CHUNK)
            except OSError:
                chunk = b""
            chunks.put_nowait((clock(), chunk))

    async def _write(self, chunks: asyncio.Queue[Chunk], writer: asyncio.StreamWriter) -> None:
        while True:
            came_at, chunk = await chunks.get()
            await self._travel(came_at)
            if self._survivor is not None:
                if not chunk and writer is not self._survivor:
                    return  # the side that was left has given up as well
                continue
            if not chunk:
                return
            if self._line.fault is Fault.RESET:
                writer.write(chunk[: len(chunk) // 2])
                _reset(self._page[1])
                _reset(self._server[1])
                return
            try:
                writer.write(chunk)
                await writer.drain()
            except OSError:
                return

    async def _travel(self, came_at: float) -> None:
        if self._line.fault is Fault.BLACKHOLE:
            await self._line.mended.wait()
        elif self._line.fault is Fault.LAG:
            left = came_at + LAG_S - asyncio.get_running_loop().time()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._line.mended.wait(), max(left, 0))


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close at once, by a reset instead of a goodbye."""
    connection: socket.socket | None = writer.get_extra_info("socket")
    if connection is None or writer.transport.is_closing():
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
