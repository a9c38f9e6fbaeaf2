"""One connection to the server, bare: it can say anything, and stop reading."""

import asyncio
import contextlib
import json
import socket
from dataclasses import dataclass
from typing import Any, Final

from tests.bench.framing import entered_prefix, event_of, event_prefix
from tests.bench.passes import Pass
from tests.live.attacker import UPGRADE
from tests.live.fuzz import CLOSE, TEXT, frame
from waitside.tokens import Role

SERVER_HOST: Final = "127.0.0.1"
SMALL_BUFFER: Final = 4_096  # bytes that the system takes for a caller who does not read
PIECE: Final = 1 << 16  # bytes read at once

Ends = (EOFError, ConnectionError)  # asyncio.IncompleteReadError is an EOFError


@dataclass(eq=False)
class Caller:
    """A TCP connection; after `upgrade` a WebSocket, after `enter` a page."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def connect(cls, port: int, source: str, *, small_buffer: bool = False) -> "Caller":
        """Call the server from an address of this machine."""
        ours = socket.socket()
        ours.setblocking(False)
        if small_buffer:
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        ours.bind((source, 0))
        await asyncio.get_running_loop().sock_connect(ours, (SERVER_HOST, port))
        return cls(*await asyncio.open_connection(sock=ours))

    @property
    def address(self) -> tuple[str, int]:
        """Our end of the connection."""
        host, port = self.writer.get_extra_info("sockname")
        return host, port

    async def upgrade(self) -> int:
        """Ask for a WebSocket. Returns the status of the answer."""
        self.writer.write(UPGRADE.encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        return int(head.split()[1])

    async def enter(self, entry: Pass, hello: bytes | None = None) -> dict[str, Any]:
        """Come in. Returns the snapshot. Raises ConnectionError where the server does not open a WebSocket.

        `hello`: another first frame than the pass's own.
        """
        if await self.upgrade() != 101:
            raise ConnectionRefusedError
        await self.text(hello or entry.hello())
        snapshot = event_prefix(entry.role, f"{entry.role}_snapshot")
        while not (text := (await self.receive())[1]).startswith(snapshot):
            if text.startswith(b"44"):
                raise ConnectionRefusedError
            assert text.startswith((b"0", b"2", entered_prefix(entry.role), event_prefix(entry.role)))
        return event_of(text)

    async def receive(self) -> tuple[int, bytes]:
        """The next frame, as opcode and payload. Raises EOFError or ConnectionError at the end."""
        opcode, size = (byte & 127 for byte in await self.reader.readexactly(2))
        if size > 125:
            size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8))
        return opcode, await self.reader.readexactly(size)

    async def text(self, payload: bytes) -> None:
        """Send a text."""
        await self.send(frame(TEXT, payload))

    async def send(self, data: bytes) -> None:
        """Send bytes as they are, as fast as the server takes them. Raises ConnectionError when it has hung up."""
        if self.writer.is_closing():
            raise ConnectionResetError
        self.writer.write(data)
        await self.writer.drain()

    async def pour(self, data: bytes, *, times: int = 1 << 30) -> None:
        """Send the same again and again, until the server has hung up."""
        with contextlib.suppress(ConnectionError):
            for _ in range(times):
                await self.send(data)

    async def heard(self, role: Role) -> None:
        """Wait until the server has dealt with all that this page has sent."""
        await self.text(f'42/{role},0["command",0]'.encode())
        while not (await self.receive())[1].startswith(f"43/{role},0[".encode()):
            pass

    async def dismissed(self) -> int | None:
        """Read until the server says or does that this is over. Returns the close frame's code, if there is one."""
        with contextlib.suppress(*Ends):
            while True:
                opcode, payload = await self.receive()
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2])
        return None

    async def count(self, *words: bytes) -> list[int]:
        """Read to the end, or until cancelled, and count words. One that is cut in two by chance is not counted."""
        found = [0] * len(words)
        with contextlib.suppress(asyncio.CancelledError, ConnectionError):
            while piece := await self.reader.read(PIECE):
                found = [before + piece.count(word) for before, word in zip(found, words, strict=True)]
        return found

    def stall(self) -> None:
        """Read nothing any more."""
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]

    def hang_up(self) -> None:
        """Close without a word."""
        self.writer.transport.abort()


def relay(role: Role, number: int, visit: str, to: str, size: int) -> bytes:
    """The text of a command that passes an envelope on; the answer to it carries the number, from 1."""
    command = {"type": "relay", "visit": visit, "to": to, "seq": number, "sealed": "x" * size}
    return f'42/{role},{number}["command",{json.dumps(command)}]'.encode()
