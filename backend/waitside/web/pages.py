"""The frame pages, and the same patient app as a page of its own."""

from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from waitside.directory import Directory, RoomRecord
from waitside.protocol.base import Wire
from waitside.tokens import Role
from waitside.web.assets import Assets, AssetsMissing
from waitside.web.html import NOTICE_STYLE, app_page, notice_page
from waitside.web.policy import ANY_FRAME, NO_FRAME, app_policy, notice_policy

ENTRIES: Final[dict[Role, str]] = {"patient": "src/app/patient/main.tsx", "provider": "src/app/provider/main.tsx"}
TITLES: Final[dict[Role, str]] = {"patient": "Clinic chat", "provider": "Patient queue"}

FRAMEABLE: Final = {
    # An isolated host page (COEP require-corp) shows only frames that are isolated too and say that they may be shown.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class RoomInfo(Wire, frozen=True):
    """What a page shows of the room before anybody is let in. `passcode`: whether one is asked for."""

    name: str
    title: str
    open: bool
    walk_ins: bool
    passcode: bool


class PageConfig(Wire, frozen=True):
    """What the server tells a page. `origins`: the sites that may frame it, and that it may talk to."""

    room: str
    role: Role
    standalone: bool
    origins: tuple[str, ...]
    room_info: RoomInfo


class Pages:
    """Serves the pages of rooms."""

    def __init__(self, directory: Directory, assets: Assets) -> None:
        self._directory = directory
        self._assets = assets

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/embed/patient/{room}", self.embed_patient, methods=["GET"]),
            Route("/embed/provider/{room}", self.embed_provider, methods=["GET"]),
            Route("/r/{room}", self.standalone, methods=["GET"]),
        ]

    async def embed_patient(self, request: Request) -> Response:
        """Serve the patient's frame."""
        return await self._embed(request, "patient")

    async def embed_provider(self, request: Request) -> Response:
        """Serve the provider's frame."""
        return await self._embed(request, "provider")

    async def standalone(self, request: Request) -> Response:
        """Serve the patient's app as a page of its own, which no site may frame."""
        room = await self._directory.room(request.path_params["room"])
        if room is None:
            return _unknown_room()
        return self._app(request, room, "patient", standalone=True, origins=())

    async def _embed(self, request: Request, role: Role) -> Response:
        room = await self._directory.room(request.path_params["room"])
        clinic = await self._directory.clinic(room.clinic_id) if room is not None else None
        if room is None or clinic is None:
            return _unknown_room()
        return self._app(request, room, role, standalone=False, origins=clinic.allowed_origins)

    def _app(
        self, request: Request, room: RoomRecord, role: Role, *, standalone: bool, origins: tuple[str, ...]
    ) -> Response:
        try:
            bundle = self._assets.bundle(ENTRIES[role])
        except AssetsMissing:
            return _notice(503, "Not ready yet", "The widget has not been built: run `make build` and start again.")
        info = RoomInfo(room.name, room.title, room.open, room.walk_ins, room.passcode_hash is not None)
        config = PageConfig(room.slug, role, standalone, origins, info)
        title = f"{room.name} · Waiting room" if standalone else TITLES[role]
        policy = app_policy(request, origins or NO_FRAME)
        return _html(app_page(title, bundle, config), 200, policy)


def _unknown_room() -> Response:
    return _notice(404, "No such waiting room", "Please check the address, or ask your clinic for the right link.")


def _notice(status: int, title: str, text: str) -> Response:
    """A page of constant text: any site may frame it, so that people read it instead of seeing an empty frame."""
    return _html(notice_page(title, text), status, notice_policy(NOTICE_STYLE, ANY_FRAME))


def _html(page: str, status: int, policy: str) -> Response:
    return HTMLResponse(page, status, {"Content-Security-Policy": policy, **FRAMEABLE})
