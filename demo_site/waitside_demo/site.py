"""Puts the clinic's web site together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from waitside_demo import problems
from waitside_demo.directory import NotInDirectory
from waitside_demo.pages import Pages
from waitside_demo.patients import UnusableName
from waitside_demo.waitside_api import TokenDesk, WaitsideUnavailable

PATIENCE = 5.0  # seconds for Waitside's answer; a patient looks at an empty page meanwhile
STATIC = Path(__file__).parent / "static"


def create_site(*, backend_port: int, api_key: str, transport: httpx.AsyncBaseTransport | None = None) -> Starlette:
    """The clinic's site, with Waitside's backend on *backend_port* of the same machine.

    Browsers are sent to the backend by the host name they used for the site. *transport* replaces the network for
    the site's own requests to the backend.
    """
    http = httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{backend_port}",
        headers={"Authorization": f"Bearer {api_key}"},
        timeout=PATIENCE,
        trust_env=False,  # a proxy for the outside world has no way to this machine's own ports
        transport=transport,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with http:
            yield

    pages = Pages(desk=TokenDesk(http), backend_port=backend_port)
    return Starlette(
        routes=[
            Route("/", pages.home),
            Route("/portal", pages.portal),
            Route("/staff", pages.staff),
            Route("/call/{call}", pages.call),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={
            NotInDirectory: problems.not_in_directory,
            UnusableName: problems.unusable_name,
            WaitsideUnavailable: problems.waitside_unavailable,
            HTTPException: problems.http_problem,
        },
        lifespan=lifespan,
    )
