"""The composition root: the only place that picks implementations."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from waitside.directory import Directory, RoomRecord
from waitside.limits import Limits
from waitside.live import Live
from waitside.live.refusals import Refusal, code_of
from waitside.protocol.views import CallView, QueueVisit
from waitside.settings import Settings
from waitside.stores.memory import MemoryStore
from waitside.tokens import Signer, system_clock
from waitside.waiting_room.errors import WaitingRoomError
from waitside.web import Assets, create_web
from waitside.web.problems import Problem

LIVE_PATH = "/socket.io/"


def create_app(
    settings: Settings, *, directory: Directory | None = None, clock: Callable[[], int] = system_clock
) -> ASGIApp:
    """The whole server as one ASGI app.

    A `directory` that is given is used instead of the one in the settings, and left open at the end. `clock` gives
    milliseconds since the Unix epoch. Raises DirectoryError.
    """
    used = directory if directory is not None else Directory(settings.database_url)
    signer = Signer(settings.secret_keys, clock=clock)
    limits = Limits(settings.allowances)
    live = Live(
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

    web = create_web(used, signer, Assets(), limits, clock, _LiveRooms(live), lifespan)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # Socket.IO over plain HTTP, its polling, is off: those requests are none of Socket.IO's business.
        is_live = scope["type"] == "websocket" and scope["path"].startswith(LIVE_PATH)
        await (live.asgi if is_live else web)(scope, receive, send)

    return app


class _LiveRooms:
    """The live side as the web side wants it: what one refuses is the other's problem."""

    def __init__(self, live: Live) -> None:
        self._portal = live.portal
        self._live = live

    def has_room(self, address: str) -> bool:
        return self._live.has_room(address)

    async def visits(self, room: RoomRecord) -> list[QueueVisit]:
        return await self._portal.visits(room)

    async def start_call(self, room: RoomRecord, visit: str, provider: str) -> CallView:
        with _as_problems():
            return await self._portal.start_call(room, visit, provider)

    async def end_call(self, room: RoomRecord, call: str) -> None:
        with _as_problems():
            await self._portal.end_call(room, call)


@contextmanager
def _as_problems() -> Iterator[None]:
    try:
        yield
    except (Refusal, WaitingRoomError) as refusal:
        raise Problem(code_of(refusal)) from None
