"""Plays hostile inputs against a running server over bare sockets; each is taken up before the next one comes."""

import asyncio
import base64
import contextlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tests.bounds import SOON
from tests.live.fuzz import TEXT, Input, Stage, frame
from waitside.live.admission import fingerprint
from waitside.protocol import VERSION

LONGEST_REPLY = 1 << 20  # bytes
UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
NOWHERE = "/probe"
"""A namespace that is not there: the refusal to enter it shows that all before was taken up."""


class TurnedAway(Exception):
    """The server takes no more connections at the moment, and says so."""


@dataclass
class Line:
    """A WebSocket, bare."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def texts(self) -> AsyncIterator[str]:
        """What the server sends, until it closes."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                opcode, size = (byte & 127 for byte in await self.reader.readexactly(2))
                if size > 125:
                    size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8))
                payload = await self.reader.readexactly(size)
                if opcode == 8:
                    return
                if opcode == TEXT:
                    yield payload.decode()

    async def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        with contextlib.suppress(ConnectionError):
            await self.writer.drain()

    def close(self) -> None:
        """Close without a word."""
        self.writer.transport.abort()


@dataclass
class Attacker:
    """One who has tokens for both sides of a room, and plays inputs. `tokens` and pages' keys by namespace."""

    port: int
    room: str
    tokens: dict[Stage, str]
    number: int
    visit: str = "none"
    connections: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    _lines: dict[Stage, Line] = field(default_factory=dict)

    def key(self, stage: Stage) -> str:
        """The public key of this attacker's page on one side."""
        point = f"{stage}-{self.number}".encode().ljust(65, b"-")
        return base64.urlsafe_b64encode(point).decode().rstrip("=")

    @property
    def pages(self) -> list[str]:
        """The ids of both pages."""
        return [fingerprint(self.key(stage)) for stage in self.tokens]

    async def play(self, one: Input) -> None:
        """Send an input and wait until the server is through with it, or has hung up. Raises TimeoutError."""
        async with asyncio.timeout(SOON):
            if one.stage == "http":
                await self._request(one.wire(self.visit))
                return
            line = await self._line(one.stage)
            await line.send(one.wire(self.visit))
            if one.ends or not await self._probe(line, one.stage):
                self._hang_up(one.stage)

    def close(self) -> None:
        """Hang up everywhere."""
        for stage in list(self._lines):
            self._hang_up(stage)

    async def _request(self, request: bytes) -> None:
        reader, writer = await self._connect()
        writer.write(request)
        reply = b""
        with contextlib.suppress(ConnectionError):
            while b" 101 " not in reply[:16] and (more := await reader.read(LONGEST_REPLY)):
                reply = (reply + more)[-LONGEST_REPLY:]
        writer.transport.abort()
        for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", reply):
            self.statuses[int(status)] = self.statuses.get(int(status), 0) + 1

    async def _probe(self, line: Line, stage: Stage) -> bool:
        """Whether the connection is still as it was: open, and its page in the room."""
        if stage != "opened":
            await line.send(frame(TEXT, f'42/{stage},987654321["command",0]'.encode()))
        await line.send(frame(TEXT, f"40{NOWHERE},".encode()))
        in_room = stage == "opened"
        async for text in line.texts():
            in_room = in_room or text.startswith(f"43/{stage},987654321[")
            if text.startswith(f"44{NOWHERE},"):
                return in_room
            if text == "2":
                await line.send(frame(TEXT, b"3"))
        return False

    async def _line(self, stage: Stage) -> Line:
        line = self._lines.get(stage)
        if line is None or line.reader.at_eof():
            line = self._lines[stage] = await self._open()
            if stage != "opened":
                await self._enter(line, stage)
        return line

    async def _open(self) -> Line:
        reader, writer = await self._connect()
        writer.write(UPGRADE.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 429 " in head:
            raise TurnedAway
        assert b" 101 " in head, "the server does not open a WebSocket"
        return Line(reader, writer)

    async def _enter(self, line: Line, stage: Stage) -> None:
        hello = {"version": VERSION, "room": self.room, "key": self.key(stage), "token": self.tokens[stage]}
        await line.send(frame(TEXT, f"40/{stage},{json.dumps(hello)}".encode()))
        async for text in line.texts():
            if text.startswith(f"42/{stage},") and "_snapshot" in text:
                if stage == "patient":
                    self.visit = json.loads(text.partition(",")[2])[1]["visit"]["id"]
                return
            if "too_many" in text or "too_often" in text:
                raise TurnedAway
        raise AssertionError("the server does not let a page in")

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self.connections += 1
        return await asyncio.open_connection("127.0.0.1", self.port)

    def _hang_up(self, stage: Stage) -> None:
        self._lines.pop(stage).close()
