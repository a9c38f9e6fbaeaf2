"""The real server application in the virtual world: started, stopped, killed, and started again."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from typing import Any, Final, TypeAlias
from unittest.mock import patch

from tests.simulator.directory import SimulatedDirectory, Tables
from tests.simulator.faults import Database, DatabaseConnection
from tests.simulator.hashing import held_places
from tests.simulator.network import Connection
from tests.simulator.virtual_time import EPOCH, VirtualLoop
from waitside import protocol
from waitside.app import LIVE_PATH, create_app
from waitside.limits import PASSCODES_WINDOW, Allowances
from waitside.live import Live
from waitside.live.departures import Departures
from waitside.serving.connections import EXTENSION
from waitside.serving.other_servers import under_ours
from waitside.serving.socket_io import SocketIo
from waitside.settings import Settings
from waitside.stores.memory import MemoryStore
from waitside.waiting_room.room import Change, Instant, Room
from waitside.web import Assets
from waitside.windows import Window

GRACE: Final = timedelta(seconds=20)
GRACE_MS: Final = GRACE // timedelta(milliseconds=1)
SWEEP_EVERY: Final = timedelta(seconds=5)
"""Instead of every second: sweeps that find nothing to do would take most of a story's time."""

STOPS_WITHIN: Final = 5.0
"""Seconds, after which a stopping process is killed."""

VERSIONS: Final = range(protocol.OLDEST, protocol.VERSION + 1)
"""The versions of the protocol that the server speaks."""

LATER_VERSIONS: Final = range(protocol.VERSION + 1, protocol.VERSION + 3)
"""Those of a server that is too new for the pages."""

Answer: TypeAlias = tuple[int, object] | None
"""The status and the JSON of what a request is answered; None when the connection is lost."""


def speak(versions: range) -> None:
    """Let whatever server runs speak these versions of the protocol."""
    protocol.OLDEST, protocol.VERSION = versions.start, versions.stop - 1


@cache
def _assets() -> Assets:
    """The widget's files, read once for all servers."""
    return Assets()


class _Store(MemoryStore):
    def __init__(self, most: dict[str, int]) -> None:
        super().__init__()
        self._most = most

    def rooms(self) -> list[Room]:
        """All rooms, without waiting."""
        return list(self._rooms.values())

    def update(self, slug: str, change: Callable[[Room], Change], now: Instant) -> Change:
        changed = super().update(slug, change, now)
        self._most[slug] = max(self._most.get(slug, 0), len(changed[0].visits))
        return changed


_owner: ContextVar["Server | None"] = ContextVar("owner", default=None)


def own_tasks(loop: VirtualLoop) -> None:
    """Have each task of the loop known to the server that began it, so that a killed server's can be ended."""

    def factory(_loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **options)
        owner = _owner.get()
        if owner is not None:
            tasks = owner.tasks
            tasks[task] = None
            task.add_done_callback(lambda done: tasks.pop(done, None))
        return task

    loop.set_task_factory(factory)


class Server:
    """One process of the server, from its start to its end. `skew`: ms by which its clock is ahead."""

    def __init__(
        self,
        loop: VirtualLoop,
        tables: Tables,
        database: Database,
        keys: tuple[str, ...],
        skew: int,
        allowances: Allowances,
        versions: range = VERSIONS,
    ) -> None:
        self.keys = keys
        self.versions = versions
        self.skew = skew
        self.tasks: dict[asyncio.Task[Any], None] = {}
        """In the order in which they began, so that a story can be played again."""
        self.running = True
        self.troubles: list[str] = []
        self.most_visits: dict[str, int] = {}
        """The most that were in each room at once."""
        self.store = _Store(self.most_visits)
        self._loop = loop
        self._connections: dict[Connection, None] = {}
        self._stop = asyncio.Event()
        settings = Settings(keys, grace=GRACE, allowances=allowances)
        directory = SimulatedDirectory(tables, DatabaseConnection(database, lambda: self.running)).as_directory
        with (
            patch("waitside.app.Live", self._make_live),
            patch("waitside.app.SocketIo", self._make_sockets),
            patch("waitside.app.MemoryStore", lambda: self.store),
            patch("waitside.app.Assets", _assets),
            patch("waitside.live.server.SWEEP_EVERY", SWEEP_EVERY),
            patch("waitside.live.server.Departures", self._keep_departures),
        ):
            self._app = under_ours(create_app(settings, directory=directory, clock=self.now))
        self._life = self._begin(self._serve_all())

    def _make_live(self, **parts: Any) -> Live:
        self._live = Live(**parts)
        return self._live

    def _make_sockets(self, allowances: Allowances) -> SocketIo:
        self._sockets = SocketIo(allowances)
        return self._sockets

    def now(self) -> int:
        """Milliseconds since the Unix epoch, by the server's clock."""
        return EPOCH + int(self._loop.milliseconds) + self.skew

    def _keep_departures(self, *args: Any) -> Departures:
        self._departures = Departures(*args)
        return self._departures

    def connect(self, connection: Connection, query: str, address: str) -> None:
        """A page opens a WebSocket."""
        scope: Any = {
            "type": "websocket",
            "path": LIVE_PATH,
            "query_string": query.encode(),
            "headers": [(b"host", b"chat.example"), (b"connection", b"upgrade"), (b"upgrade", b"websocket")],
            "client": (address, 1),
            "extensions": {EXTENSION: connection},
        }
        self._connections[connection] = None
        connection.as_server = lambda call: self._as_owner(call) if self.running else None
        connection.on_abort = lambda: self._note_dropped(connection)
        connection.on_end = lambda: self._connections.pop(connection, None)
        speak(self.versions)
        self._begin(self._open(scope, connection))

    async def _open(self, scope: Any, connection: Connection) -> None:
        with contextlib.suppress(ConnectionError):  # of a page that has gone
            await self._app(scope, connection.receive, connection.send)

    def _note_dropped(self, connection: Connection) -> None:
        """Connections make room for others of their address only while they are in no waiting room."""
        engine = self._sockets._engine
        if any(engine.sockets[sid]._connection is connection for sid in engine.counts._seated):
            self.troubles.append("the server has dropped a connection that is in a waiting room")

    def request(self, method: str, path: str, body: object, address: str, answer: Callable[[Answer], None]) -> None:
        """A page sends a request; `answer` is called once."""
        serving: asyncio.Task[Answer] = self._begin(self._serve(method, path, body, address))
        # Also a task that is killed before it has begun.
        serving.add_done_callback(lambda done: answer(done.result() if self.running and not done.cancelled() else None))

    def departed(self) -> list[str]:
        """The visits that it remembers to be over."""
        return list(self._departures.newest)

    @property
    def lines(self) -> int:
        """How many connections are open, as far as the server knows."""
        return sum(not each.disconnected for each in self._connections)

    def left(self) -> list[str]:
        """What it still keeps of pages: visits, providers' pages in rooms, connections, and who sits behind them."""
        live = self._live
        edges = (live._patients, live._providers)
        engine = self._sockets._engine
        return [
            *(f"visit {visit}" for room in self.store.rooms() for visit in room.visits),
            *(f"provider's page {page}" for room in self.store.rooms() for page in room.team),
            *(f"seat of {seat.page}" for edge in edges for _, seat in edge.seats.all()),
            *(f"connection {sid}" for sid in engine.sockets),
            *(f"entry of connection {sid}" for sid in self._sockets._server.environ),
            *(f"member of channel {channel}" for _, channel in self._sockets._channels._members),
            *(f"count of connection {sid}" for sid in engine.counts._addresses),
            *(f"connections of {address}" for address in engine.counts._seated_of),
            *(f"connections of {address} that are in no room" for address in engine.counts._entering._open),
            *(f"place of {who} in a queue" for who in held_places()),
            *(f"count of {who}" for window in self._windows() for who in window._counts),
        ]

    def _windows(self) -> list[Window]:
        """Those that end before everybody has gone."""
        kept = vars(self._live._patients.limits).values()
        return [each for each in kept if isinstance(each, Window) and each._length <= PASSCODES_WINDOW]

    async def stop(self) -> None:
        """Stop in good order, as on SIGTERM."""
        for connection in list(self._connections):
            connection.close()
        self._stop.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOPS_WITHIN):
                await asyncio.shield(self._life)
        self.kill()

    def kill(self) -> None:
        """End the process on the spot."""
        self.running = False
        for connection in list(self._connections):
            connection.close()
        self._connections.clear()
        for task in list(self.tasks):
            task.cancel()

    async def _serve_all(self) -> None:
        events = iter(({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))

        async def receive() -> dict[str, Any]:
            event = next(events)
            if event["type"] == "lifespan.shutdown":
                await self._stop.wait()
            return event

        async def send(_message: object) -> None: ...

        await self._app({"type": "lifespan", "app": self._app}, receive, send)

    async def _serve(self, method: str, path: str, body: object, address: str) -> Answer:
        content = b"" if body is None else json.dumps(body).encode()
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(b"host", b"chat.example"), (b"content-type", b"application/json")],
            "client": (address, 1),
            "server": ("chat.example", 443),
            "scheme": "https",
            "http_version": "1.1",
        }
        status, answered = 0, b""

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status, answered
            status = message.get("status", status)
            answered += message.get("body", b"")

        await self._app(scope, receive, send)
        return status, json.loads(answered) if answered else None

    def _begin(self, work: Any) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = self._as_owner(lambda: self._loop.create_task(work))
        return task

    def _as_owner(self, call: Callable[[], Any]) -> Any:
        before = _owner.set(self)
        try:
            return call()
        finally:
            _owner.reset(before)
