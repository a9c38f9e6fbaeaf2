"""The product's server for the benchmark: what `waitside serve` runs, with a clinic in memory."""

import asyncio
import ctypes
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Final

import uvloop

from tests.bench.passes import CLINIC, ROOMS
from waitside.app import create_app
from waitside.directory import Directory
from waitside.logs import configure_logging
from waitside.serving.server import Site, serve
from waitside.settings import Settings

SETTINGS: Final = {  # the limits count on every message all the same
    "WAITSIDE_LIMIT_CONNECTIONS": "1000000",
    "WAITSIDE_LIMIT_ENTERING": "1000000",
    "WAITSIDE_LIMIT_HTTP": "1000000",
    "WAITSIDE_LIMIT_OPENS": "1000000000",
    "WAITSIDE_LIMIT_VISITS": "1000000",
    "WAITSIDE_LIMIT_ARRIVALS": "1000000",
    "WAITSIDE_LIMIT_ATTEMPTS": "1000000000",
    "WAITSIDE_LIMIT_PAGE": "1000000000",
    "WAITSIDE_LIMIT_PATIENT": "1000000000",
    "WAITSIDE_LIMIT_ADDRESS": "1000000000",
}
"""What differs from the defaults: a whole load comes from one address."""

SET_PTRACER: Final = 0x59616D61  # Linux's PR_SET_PTRACER


async def nothing_more(_directory: Directory) -> None:
    """Add nothing to the clinic."""


async def run(settings: Settings, add: Callable[[Directory], Awaitable[None]] = nothing_more) -> None:
    """Serve until told to stop; says `ready` once it answers. `add` what the clinic needs besides its rooms."""
    directory = Directory("sqlite+aiosqlite://")
    try:
        await directory.migrate()
        await directory.administration.add_clinic(CLINIC, "Benchmark Clinic", [])
        for slug in ROOMS:
            await directory.administration.add_room(CLINIC, slug, slug)
        await add(directory)
        site = Site(create_app(settings, directory=directory), settings.host, settings.port, "/healthz")
        await serve(
            [site],
            trusted_proxies=settings.trusted_proxies,
            on_ready=_say_ready,
            http_connections=settings.allowances.http,
        )
    finally:
        await directory.close()


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def _let_others_look() -> None:
    """Allow py-spy to watch: some systems let only a process's parents do that. Elsewhere this has no effect."""
    ctypes.CDLL(None).prctl(SET_PTRACER, ctypes.c_ulong(-1))


if __name__ == "__main__":
    _let_others_look()
    configure_logging()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(Settings.from_environment({**os.environ, **SETTINGS})))
