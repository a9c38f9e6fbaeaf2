"""A live server without a network: pages hand it packets, and apply what they are told to what they show."""

import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.live.conftest import GRACE
from waitside.directory import Directory
from waitside.limits import Allowances, Limits
from waitside.live import Live
from waitside.live.admission import fingerprint
from waitside.protocol import VERSION
from waitside.serving.socket_io import SocketIo
from waitside.serving.socket_io.engine import SOCKET
from waitside.stores.memory import MemoryStore
from waitside.tokens import Role, RoomToken, Signer, VisitTicket
from waitside.waiting_room import team
from waitside.waiting_room.room import Room, Visit

ROOM = "dr-rivera"

Then = Callable[[], Awaitable[None]]


class Interrupted:
    """Awaits some work, and does something else the `at`-th time that the work waits; 0 for never."""

    def __init__(self, work: Coroutine[Any, Any, None], at: int, then: Then) -> None:
        self._work = work
        self._at = at
        self._then = then
        self.pauses = 0

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            while True:
                future = self._work.send(None)
                self.pauses += 1
                if self.pauses == self._at:
                    try:
                        yield from self._then().__await__()
                    except BaseException as error:  # noqa: BLE001 - it is for the work
                        future = self._work.throw(error)
                yield future
        except StopIteration:
            return


@dataclass
class Wire:
    """A page, its connection, and what it shows. It stands in for a socket of the engine's."""

    world: "World"
    role: Role
    key: str
    sid: str
    is_open: bool = True
    admitted: bool = False
    refused: str | None = None
    replaced: bool = False
    ended: str | None = None
    ticket: str | None = None
    shown: dict[str, Any] = field(default_factory=dict)
    replies: list[dict[str, Any]] = field(default_factory=list)
    address: str = "192.0.2.1"
    entries: int = 0
    short_path: object = None

    @property
    def id(self) -> str:
        """The page's id."""
        return fingerprint(self.key)

    @property
    def is_here(self) -> bool:
        """Whether the page was let in, and is still connected."""
        return self.admitted and self.is_open

    async def connect(self, **opening: object) -> None:
        """Open a socket and ask to be let in."""
        self.world.sockets[self.sid] = self
        await self.world.engine.handlers["connect"](self.sid, {SOCKET: self})
        hello = {"version": VERSION, "room": ROOM, "key": self.key, **opening}
        await self.send(f"0/{self.role},{json.dumps(hello)}")

    async def ask(self, kind: str, **fields: object) -> dict[str, Any]:
        """Send a command. Returns the reply."""
        command = json.dumps(["command", {"type": kind, **fields}])
        await self.send(f"2/{self.role},1{command}")
        return self.replies.pop()

    async def send(self, packet: str) -> None:
        """Have a packet handled; an error ends the connection, as in the engine."""
        try:
            await self.world.interrupted(self.world.engine.handlers["message"](self.sid, packet))
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """The connection ends."""
        self.is_open = False
        try:
            await self.world.interrupted(self.world.engine.handlers["disconnect"](self.sid, "gone"))
        finally:
            self.world.sockets.pop(self.sid, None)

    def begin(self) -> None:
        """Ask to be let in."""

    def take_place(self) -> bool:
        """Take a place. There is always one."""
        return True

    def give_up_place(self) -> None:
        """Give the place back."""

    def write(self, message: bytes) -> None:
        """Take a packet of the server's."""
        kind, _, rest = message.decode().partition("/")
        _, _, payload = rest.partition(",")
        if kind == "0":
            self.admitted = True
        elif kind == "1":
            self.is_open = False
        elif kind == "2":
            self._apply(json.loads(payload)[1])
        elif kind == "3":
            self.replies.append(json.loads(payload[1:])[0])
        elif kind == "4":
            self.refused = json.loads(payload)["data"]["code"]

    def _apply(self, event: dict[str, Any]) -> None:
        shown = self.shown
        match event["type"]:
            case "provider_snapshot":
                visits = {each["id"]: each for each in event["visits"]}
                self.shown = {key: event[key] for key in ("team", "now", "since", "over")} | {"visits": visits}
            case "visit_changed":
                shown["visits"][event["visit"]["id"]] = event["visit"]
            case "visit_left":
                shown["visits"].pop(event["visit"], None)
            case "patient_snapshot" | "own_visit_changed":
                shown["visit"] = event["visit"]
                shown["team"] = event.get("team", shown.get("team"))
                self.ticket = event["ticket"] or self.ticket
            case "own_visit_ended":
                self.ended = event["reason"]
            case "page_replaced":
                self.replaced = True
            case "team_changed":
                shown["team"] = event["team"]


class World:
    """A server over a directory and a clock of the test's."""

    def __init__(self, directory: Directory, signer: Signer, clock: Any) -> None:
        self.directory, self.signer, self.clock, self.store = directory, signer, clock, MemoryStore()
        connections = SocketIo(Allowances())
        self.live = Live(
            connections=connections,
            signer=signer,
            directory=directory,
            store=self.store,
            limits=Limits(Allowances()),
            clock=clock,
            grace=GRACE,
        )
        self.engine = connections._engine
        self.sockets: dict[str, Any] = self.engine.sockets
        self.wires: list[Wire] = []
        self._count = itertools.count()
        self._interrupt: tuple[int, Then] | None = None
        self.pauses = 0

    def wire(self, role: Role, key: str | None = None) -> Wire:
        """A page that is not connected yet; with a key, one of the same page as another."""
        number = next(self._count)
        wire = Wire(self, role, key or f"{number:086}A", f"socket-{number}")
        self.wires.append(wire)
        return wire

    def token(self, role: Role, subject: str, **changes: Any) -> str:
        """A room token."""
        facts = {"clinic": "harbor", "room": ROOM, "role": role, "subject": subject, "reference": None}
        return self.signer.sign_room_token(RoomToken(**{**facts, "expires_at": self.clock() + 3_600_000, **changes}))

    def ticket(self, visit: str, subject: str) -> str:
        """A ticket of a visit that arrived a minute ago."""
        now = self.clock()
        return self.signer.sign_ticket(
            VisitTicket("harbor", ROOM, visit, subject, None, now - 60_000, call=None, expires_at=now + 3_600_000)
        )

    async def patient(self, subject: str) -> Wire:
        """A patient's page that came in."""
        wire = self.wire("patient")
        await wire.connect(token=self.token("patient", subject))
        assert wire.is_here, wire.refused
        return wire

    async def provider(self, subject: str) -> Wire:
        """A provider's page that came in."""
        wire = self.wire("provider")
        await wire.connect(token=self.token("provider", subject))
        assert wire.is_here, wire.refused
        return wire

    async def sweep(self) -> None:
        """Let go of those whose time is over."""
        await self.live._expire()

    async def room(self) -> Room:
        """The room as it is."""
        return self.store.get(ROOM) or Room(ROOM, since=0)

    def interrupt(self, at: int, then: Then) -> None:
        """Do something the `at`-th time that the next packet's handler, or disconnection, waits."""
        self._interrupt = (at, then)

    async def interrupted(self, work: Coroutine[Any, Any, None]) -> None:
        """Do some work, interrupted where that was asked for."""
        if self._interrupt is None:
            await work
            return
        (at, then), self._interrupt = self._interrupt, None
        interrupted = Interrupted(work, at, then)
        try:
            await interrupted
        finally:
            self.pauses = interrupted.pauses

    async def check(self) -> None:
        """Every page shows what is so, and is in the room by whole or not at all."""
        room = await self.room()
        here = sorted(wire.id for wire in self.wires if wire.is_here and not (wire.replaced or wire.ended))
        pages = [visit.page for visit in room.visits.values()] + [member.page for member in room.team.values()]
        assert sorted(page.id for page in pages if page.connected) == here
        for wire in self.wires:
            if wire.replaced:
                assert wire.id not in {visit.page.id for visit in room.visits.values()}
            elif wire.ended is not None:
                assert wire.shown["visit"]["id"] not in room.visits
            elif wire.is_here:
                assert shown_by(wire) == to_be_shown(room, wire)


def shown_by(wire: Wire) -> object:
    """What a page shows, in short."""
    colleagues = {each["page"]["id"]: (each["page"]["connected"], each["presence"]) for each in wire.shown["team"]}
    if wire.role == "patient":
        visit = wire.shown["visit"]
        return visit["id"], visit["status"], visit["place"], colleagues
    rows = {
        each["id"]: (each["status"], each["page"]["id"], each["page"]["connected"], each["reference"])
        for each in wire.shown["visits"].values()
    }
    return rows, colleagues


def to_be_shown(room: Room, wire: Wire) -> object:
    """What it has to show."""
    colleagues = {page: (each.page.connected, team.presence(room, each)) for page, each in room.team.items()}
    if wire.role == "patient":
        (own,) = [visit for visit in room.visits.values() if visit.page.id == wire.id]
        return own.id, _status(own), room.certain_place(own), colleagues
    rows = {
        each.id: (_status(each), each.page.id, each.page.connected, each.reference) for each in room.visits.values()
    }
    return rows, colleagues


def _status(visit: Visit) -> str:
    return "in_call" if visit.call else "waiting"


@asynccontextmanager
async def world_of(directory: Directory, signer: Signer, clock: Any) -> AsyncIterator[World]:
    """A server that is stopped at the end."""
    world = World(directory, signer, clock)
    try:
        yield world
    finally:
        await world.live.stop()
