"""The product's live side without a network: pages hand it packets and count what they are told.

Time is virtual, and the directory's tables are in memory, so that nothing but the live side takes processor time.
"""

import base64
import itertools
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, cast

from tests.bench.framing import some_sealed_text
from tests.bench.growth.directory import CLINIC, directory_of
from tests.simulator.virtual_time import EPOCH, VirtualLoop
from waitside.limits import Allowances, Limits
from waitside.live import Live
from waitside.protocol import VERSION
from waitside.serving.connections import WebSocket
from waitside.serving.socket_io import SocketIo
from waitside.serving.socket_io.engine import SOCKET
from waitside.serving.socket_io.sockets import MESSAGE, Socket
from waitside.stores.memory import MemoryStore
from waitside.tokens import Role, RoomToken, Signer

KEY: Final = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"
GRACE: Final = timedelta(seconds=45)
TOKEN_LIFE: Final = 3_600_000  # ms
PAGES_OF_AN_ADDRESS: Final = 100
PLENTY: Final = 10**9
ALLOWANCES: Final = Allowances(**dict.fromkeys(Allowances.__dataclass_fields__, PLENTY))
"""Limits count on every operation, and refuse none."""


@dataclass(slots=True)
class Page:
    """A page, and its WebSocket: what it is sent is not encoded any further."""

    world: "World"
    role: Role
    room: str
    number: int
    hello: str = ""
    heard: list[str] | None = field(default_factory=list)
    """What it was told so far; None once it has its snapshot."""
    id: str = ""
    visit: str = ""
    disconnected: bool = False
    sent: int = 0

    @property
    def sid(self) -> str:
        """The id of the connection."""
        return f"socket-{self.number}"

    @property
    def address(self) -> str:
        """Where it comes from."""
        network, host = divmod(self.number // PAGES_OF_AN_ADDRESS, 256)
        return f"10.{network // 256}.{network % 256}.{host}"

    async def arrive(self) -> None:
        """Open a socket and ask to be let in."""
        engine, itself = self.world.engine, cast("WebSocket", self)  # what of one is needed
        engine.counts.open(self.sid, self.address)
        engine.sockets[self.sid] = socket = Socket(engine, self.sid, self.address)
        socket._connection = itself
        await engine.handlers["connect"](self.sid, {SOCKET: socket})
        await engine.handlers["message"](self.sid, self.hello)

    async def command(self, packet: str) -> None:
        """Send a command that asks to be acknowledged."""
        engine = self.world.engine
        if not engine.sockets[self.sid].take(f"{MESSAGE}{packet}".encode()):
            await engine.handlers["message"](self.sid, packet)

    async def leave(self) -> None:
        """End the visit, then the connection."""
        await self.command('2/patient,1["command",{"type":"leave"}]')
        await self.close()

    async def close(self) -> None:
        """End the connection."""
        engine = self.world.engine
        await engine.sockets.pop(self.sid).close()
        engine.counts.close(self.sid)

    def write(self, text: bytes) -> None:
        """Take a packet of the server's."""
        self.world.told += 1
        if self.heard is not None:
            self.heard.append(text.decode().removeprefix(MESSAGE))

    def hang_up(self) -> None:
        """Take the server's good-bye."""
        self.disconnected = True

    def read_snapshot(self) -> None:
        """Take the page's own id and visit from its snapshot. Raises RuntimeError where it was not let in."""
        prefix = f'2/{self.role},["event",'
        events = [json.loads(each[len(prefix) : -1]) for each in self.heard or [] if each.startswith(prefix)]
        snapshot = next((each for each in events if each["type"] == f"{self.role}_snapshot"), None)
        if snapshot is None:
            raise RuntimeError(f"A page was not let in: {self.heard}")
        if self.role == "patient":
            self.visit = snapshot["visit"]["id"]
        else:
            self.id = snapshot["page"]
        self.heard = None

    def envelope(self, to: "Page") -> str:
        """The packet of a relayed message."""
        self.sent += 1
        relay = {"type": "relay", "visit": self.visit, "to": to.id, "seq": self.sent, "sealed": self.world.sealed}
        return f"2/{self.role},1{json.dumps(['command', relay])}"


class World:
    """A live side with `rooms` in its directory. `told` counts what pages were sent."""

    def __init__(self, loop: VirtualLoop, rooms: int) -> None:
        self._loop = loop
        self._signer = Signer([KEY], clock=self.now)
        self.slugs = [f"room-{number}" for number in range(rooms)]
        connections = SocketIo(ALLOWANCES)
        self.live = Live(
            connections=connections,
            signer=self._signer,
            directory=directory_of(self.slugs),
            store=MemoryStore(),
            limits=Limits(ALLOWANCES),
            clock=self.now,
            grace=GRACE,
        )
        self.engine: Any = connections._engine
        self.sealed = some_sealed_text()
        self.told = 0
        self._numbers = itertools.count(1)

    def now(self) -> int:
        """Milliseconds since the epoch."""
        return EPOCH + round(self._loop.milliseconds)

    def page(self, role: Role, room: str) -> Page:
        """A new page that has its token and is not connected yet."""
        page = Page(self, role, room, next(self._numbers))
        subject = f"{role}-{page.number}"
        token = RoomToken(CLINIC, room, role, subject, None, self.now() + TOKEN_LIFE)
        key = base64.urlsafe_b64encode(page.number.to_bytes(65)).decode().rstrip("=")
        hello = {"version": VERSION, "room": room, "key": key, "token": self._signer.sign_room_token(token)}
        page.hello = f"0/{role},{json.dumps(hello)}"
        return page

    async def arrived(self, role: Role, room: str) -> Page:
        """A new page that was let in."""
        page = self.page(role, room)
        await page.arrive()
        page.read_snapshot()
        return page
