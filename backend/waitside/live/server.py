"""The live side, put together."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import timedelta

from waitside.directory import Directory
from waitside.limits import Limits
from waitside.live.admission import Admission
from waitside.live.announcer import PATIENT, PROVIDER, Announcer
from waitside.live.departures import Departures
from waitside.live.patients import Patients
from waitside.live.portal import Portal
from waitside.live.providers import Providers
from waitside.live.records import Records
from waitside.live.rooms import Rooms
from waitside.live.sweep import Sweep
from waitside.logs import log_unhandled
from waitside.serving.interface import Connections
from waitside.stores import RoomStore
from waitside.tokens import Signer

SWEEP_EVERY = timedelta(seconds=1)


class Live:
    """The live side. It serves pages over `connections`. `clock` tells milliseconds since the epoch.

    `portal` is what a clinic's own server sees and does.
    """

    def __init__(
        self,
        *,
        connections: Connections,
        signer: Signer,
        directory: Directory,
        store: RoomStore,
        limits: Limits,
        clock: Callable[[], int],
        grace: timedelta,
        new_id: Callable[[], str] = lambda: secrets.token_urlsafe(16),
    ) -> None:
        records = Records(directory)
        announcer = Announcer(connections, records, signer, clock, grace)
        admission = Admission(signer, records, clock)
        self._departures = Departures(directory.ended_visits, clock)
        self._rooms = Rooms(store, records, self._departures, announcer, clock, grace)
        self._patients = Patients(admission, self._rooms, self._departures, announcer, limits, clock, new_id)
        self._providers = Providers(
            admission, self._rooms, self._departures, announcer, directory, records, limits, clock, new_id
        )
        connections.add(PATIENT, self._patients)
        connections.add(PROVIDER, self._providers)
        self.portal = Portal(self._rooms, self._departures, clock, new_id)
        self._sweep = Sweep(
            SWEEP_EVERY,
            {
                "letting go of those whose grace is over": self._expire,
                "looking up rooms and staff again": self._rooms.refresh,
                "looking up API keys again": self._providers.refresh_keys,
                "showing out accounts and keys that were revoked": self._providers.show_out,
                "closing idle connections": connections.close_idle,
                "deleting what is kept of visits that ended long ago": self._departures.delete_expired,
            },
        )

    async def start(self) -> None:
        """Begin to let go of those whose grace is over, and of connections that never came in."""
        asyncio.get_running_loop().set_exception_handler(log_unhandled)
        self._sweep.start()

    async def stop(self) -> None:
        """Stop sweeping, and write what is left of ended visits. The connections are closed by then."""
        await self._sweep.stop()
        await self._departures.stop()

    async def _expire(self) -> None:
        await self._rooms.expire(self._is_seated)

    def _is_seated(self, room: str, page: str) -> bool:
        return self._patients.is_seated(room, page) or self._providers.is_seated(room, page)
