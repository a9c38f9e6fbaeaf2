"""The web side: frame pages, the JSON API, the loader; all over HTTP, none of it live."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Lifespan

from waitside.directory import Directory, DirectoryUnavailable, HashingBusy
from waitside.limits import Limits
from waitside.refusals import Refusal
from waitside.tokens import Signer
from waitside.waiting_room.errors import WaitingRoomError
from waitside.web.api import Api, LiveRooms
from waitside.web.assets import Assets
from waitside.web.edge import Edge
from waitside.web.errors import on_busy, on_http_exception, on_refusal, on_unavailable, on_unforeseen
from waitside.web.pages import Pages
from waitside.web.photos import Photos
from waitside.web.websockets import WebSocketsOnly

__all__ = ["Assets", "LiveRooms", "create_web"]


def create_web(
    directory: Directory,
    signer: Signer,
    assets: Assets,
    limits: Limits,
    clock: Callable[[], int],
    live: LiveRooms,
    has_room: Callable[[str], bool],
    lifespan: Lifespan[Starlette] | None = None,
) -> ASGIApp:
    """Put the web side together. `clock` gives milliseconds since the Unix epoch.

    `has_room`: whether another page from an address could connect.
    """
    api = Api(directory, signer, limits, clock, live, has_room)
    parts = (api, Pages(directory, assets), Photos(directory), assets, WebSocketsOnly())
    app = Starlette(
        routes=[route for part in parts for route in part.routes()],
        exception_handlers={
            Refusal: on_refusal,
            WaitingRoomError: on_refusal,
            HTTPException: on_http_exception,
            DirectoryUnavailable: on_unavailable,
            HashingBusy: on_busy,
            Exception: on_unforeseen,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # a redirect would be made from the Host header
    return Edge(app)
