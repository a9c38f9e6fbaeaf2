"""The Socket.IO server, put together."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import timedelta

import socketio

from waitside.directory import Directory
from waitside.limits import Allowances, Limits
from waitside.live import codec, quiet
from waitside.live.admission import Admission
from waitside.live.announcer import Announcer
from waitside.live.departures import Departures
from waitside.live.engine import Channels, SocketServer
from waitside.live.packets import TextPacket
from waitside.live.patients import Patients
from waitside.live.portal import Portal
from waitside.live.providers import Providers
from waitside.live.records import Records
from waitside.live.rooms import Rooms
from waitside.live.sweep import Sweep
from waitside.stores import RoomStore
from waitside.tokens import Signer

FRAME_LIMIT = 32 * 1024  # bytes: a sealed message of 4,000 characters with room to spare
PING_EVERY = 8  # seconds; with PING_WAIT, a dead connection shows within 22 s
PING_WAIT = 14  # a network that takes 5 s each way is slow, not dead
SWEEP_EVERY = timedelta(seconds=1)


class Live:
    """The live side. `asgi` takes everything under /socket.io/; `clock` tells milliseconds since the epoch.

    `portal` is what a clinic's own server sees and does.
    """

    def __init__(
        self,
        *,
        signer: Signer,
        directory: Directory,
        store: RoomStore,
        limits: Limits,
        clock: Callable[[], int],
        grace: timedelta,
        new_id: Callable[[], str] = lambda: secrets.token_urlsafe(16),
    ) -> None:
        server = _socketio_server(limits.allowances)
        records = Records(directory)
        announcer = Announcer(server, records, signer, clock, grace)
        admission = Admission(signer, records, clock)
        self._departures = Departures(directory.ended_visits, clock)
        self._rooms = Rooms(store, records, self._departures, announcer, clock, grace)
        self._patients = Patients(admission, self._rooms, self._departures, announcer, limits, clock, new_id)
        self._providers = Providers(
            admission, self._rooms, self._departures, announcer, directory, records, limits, clock, new_id
        )
        for namespace in (self._patients, self._providers):
            server.register_namespace(namespace)
        self.portal = Portal(self._rooms, self._departures, clock, new_id)
        self._server = server
        self.asgi = socketio.ASGIApp(server)
        self._sweep = Sweep(
            SWEEP_EVERY,
            {
                "letting go of those whose grace is over": self._expire,
                "looking up rooms and staff again": self._rooms.refresh,
                "looking up API keys again": self._providers.refresh_keys,
                "showing out accounts and keys that were revoked": self._providers.show_out,
                "closing idle connections": self._reap,
                "deleting what is kept of visits that ended long ago": self._departures.delete_expired,
            },
        )

    def has_room(self, address: str) -> bool:
        """Whether a page from an address could connect."""
        room: bool = self._server.eio.counts.has_room(address)
        return room

    async def start(self) -> None:
        """Begin to let go of those whose grace is over, and of connections that never came in."""
        asyncio.get_running_loop().set_exception_handler(quiet.log_unhandled)
        self._sweep.start()

    async def stop(self) -> None:
        """Stop sweeping, and write what is left of ended visits. The connections are closed by then."""
        await self._sweep.stop()
        try:
            await self._server.shutdown()
        finally:
            await self._departures.stop()

    async def _expire(self) -> None:
        await self._rooms.expire(self._is_seated)

    def _is_seated(self, room: str, page: str) -> bool:
        return self._patients.is_seated(room, page) or self._providers.is_seated(room, page)

    async def _reap(self) -> None:
        await self._server.reap(asyncio.get_running_loop().time())


def _socketio_server(allowances: Allowances) -> SocketServer:
    """WebSocket only, messages in order, small frames; origins as the library checks them by itself (same origin)."""
    library = quiet.library_logger()
    return SocketServer(
        client_manager=Channels(),
        serializer=TextPacket,
        allowances=allowances,
        async_mode="asgi",
        async_handlers=False,  # else one page's messages overtake each other
        json=codec,
        logger=library,
        engineio_logger=library,
        transports=["websocket"],
        allow_upgrades=False,
        http_compression=False,
        max_http_buffer_size=FRAME_LIMIT,
        ping_interval=PING_EVERY,
        ping_timeout=PING_WAIT,
        namespaces=["/patient", "/provider"],
    )
