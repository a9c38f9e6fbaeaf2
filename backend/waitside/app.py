"""The composition root: the only place that picks implementations."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from waitside.directory import Directory
from waitside.limits import Limits
from waitside.live import Live
from waitside.serving.other_servers import only_under_ours
from waitside.serving.socket_io import SocketIo
from waitside.settings import Settings
from waitside.stores.memory import MemoryStore
from waitside.tokens import Signer, system_clock
from waitside.web import Assets, create_web

LIVE_PATH = "/socket.io/"


def create_app(
    settings: Settings, *, directory: Directory | None = None, clock: Callable[[], int] = system_clock
) -> ASGIApp:
    """The whole server as one ASGI app, which runs under our own server alone (`serving/server.py`).

    A `directory` that is given is used instead of the one in the settings, and left open at the end. `clock` gives
    milliseconds since the Unix epoch. Raises DirectoryError.
    """
    used = directory if directory is not None else Directory(settings.database_url)
    signer = Signer(settings.secret_keys, clock=clock)
    limits = Limits(settings.allowances)
    connections = SocketIo(limits.allowances)
    live = Live(
        connections=connections,
        signer=signer,
        directory=used,
        store=MemoryStore(),
        limits=limits,
        clock=clock,
        grace=settings.grace,
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await used.migrate()
        used.log_outages()
        await live.start()
        try:
            yield
        finally:
            await live.stop()
            if directory is None:
                await used.close()

    web = create_web(used, signer, Assets(), limits, clock, live.portal, connections.has_room, lifespan)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # Socket.IO over plain HTTP, its polling, is off: those requests are none of Socket.IO's business.
        is_live = scope["type"] == "websocket" and scope["path"].startswith(LIVE_PATH)
        await (connections if is_live else web)(scope, receive, send)

    return only_under_ours(app)
