"""The soak's clinic: five rooms with a provider each, as a server process that can be killed and started again."""

import asyncio
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from typing import Final

from e2e.support.ports import free_ports
from waitside.app import create_app
from waitside.directory import Directory
from waitside.logs import configure_logging
from waitside.serving.server import Site, serve
from waitside.settings import Settings
from waitside.tokens import RoomToken, Signer, system_clock

CLINIC: Final = "soak"  # constant, like everything in the directory: pages of a server that was killed find it again
ROOMS: Final = tuple(f"room-{number}" for number in range(1, 6))
SITE: Final = "http://localhost:8999"  # the clinic's own origin; the browser is given its pages without a server
SHIFT: Final = timedelta(hours=12)
ENDED_WITHIN_S: Final = 10.0


class ClinicServer:
    """The server process. Its port and keys stay the same over restarts."""

    def __init__(self) -> None:
        (self.port,) = free_ports(1)
        self._key = secrets.token_urlsafe(32)
        self._process: subprocess.Popen[str] | None = None
        self._errors = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115 - as long as the server

    def start(self) -> float:
        """Start, and wait until it answers. Returns when that was, in seconds since the epoch."""
        process = subprocess.Popen(
            [sys.executable, "-m", "e2e.soak.clinic", str(self.port)],
            env={**os.environ, "WAITSIDE_SECRET_KEYS": self._key},
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._process = process
        assert process.stdout is not None
        ready = process.stdout.readline()  # empty when the process is gone
        if not ready:
            raise RuntimeError(f"the server did not start:\n{self.output()}")
        return time.time()

    def kill(self) -> None:
        """End the process without a warning, as a power cut does."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait(ENDED_WITHIN_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def close(self) -> None:
        """Kill it for good."""
        self.kill()
        self._errors.close()

    def output(self) -> str:
        """Everything that it has logged, over all its starts."""
        self._errors.flush()
        self._errors.seek(0)
        return self._errors.read()

    def provider_token(self, room: str) -> str:
        """What the clinic would get for the provider of a room."""
        expires_at = system_clock() + SHIFT // timedelta(milliseconds=1)
        return Signer([self._key]).sign_room_token(
            RoomToken(CLINIC, room, "provider", provider_of(room), None, expires_at)
        )


def provider_of(room: str) -> str:
    """How the clinic calls the provider of a room."""
    return f"provider-of-{room}"


async def _run(port: int) -> None:
    directory = Directory("sqlite+aiosqlite://")
    try:
        await directory.migrate()
        await directory.administration.add_clinic(CLINIC, "Soak Clinic", [SITE])
        for room in ROOMS:
            await directory.administration.add_room(CLINIC, room, f"Doctor of {room}")
            await directory.accounts.ensure(CLINIC, provider_of(room), name=f"Doctor of {room}")
        settings = Settings.from_environment(os.environ)
        backend = Site(create_app(settings, directory=directory), settings.host, port, "/healthz")
        await serve([backend], trusted_proxies=settings.trusted_proxies, on_ready=_say_ready)
    finally:
        await directory.close()


def _say_ready() -> None:
    print("ready", flush=True)  # noqa: T201 - whoever started the process waits for it


if __name__ == "__main__":
    configure_logging()
    asyncio.run(_run(int(sys.argv[1])))
