"""The frame pages, and both apps as pages of their own."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from waitside.directory import Directory, DirectoryUnavailable, RoomRecord
from waitside.protocol.base import Wire
from waitside.tokens import Role
from waitside.web.assets import Assets, AssetsMissing
from waitside.web.branding import ClinicInfo, clinic_info
from waitside.web.html import NOTICE_STYLE, app_page, notice_page
from waitside.web.policy import ANY_FRAME, NO_FRAME, app_policy, notice_policy
from waitside.web.problems import NOT_READY_HEADERS

EMBEDDED_ENTRIES: Final[dict[Role, str]] = {
    "patient": "src/app/patient/embedded.tsx",
    "provider": "src/app/provider/main.tsx",
}
STANDALONE_ENTRY: Final = "src/app/patient/standalone.tsx"
CONSOLE_ENTRY: Final = "src/app/console/main.tsx"
TITLES: Final[dict[Role, str]] = {"patient": "Clinic chat", "provider": "Patient queue"}

FRAMEABLE: Final[Mapping[str, str]] = {
    # An isolated host page (COEP require-corp) shows only frames that are isolated too and say that they may be shown.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
NO_HEADERS: Final[Mapping[str, str]] = {}
ALONE: Final[Mapping[str, str]] = {"Cross-Origin-Embedder-Policy": "require-corp"}


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
    clinic: ClinicInfo


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
            Route("/console", self.console, methods=["GET"]),
        ]

    async def embed_patient(self, request: Request) -> Response:
        """Serve the patient's frame."""
        return await self._embed(request, "patient")

    async def embed_provider(self, request: Request) -> Response:
        """Serve the provider's frame."""
        return await self._embed(request, "provider")

    async def standalone(self, request: Request) -> Response:
        """Serve the patient's app as a page of its own, which no site may frame."""
        return await self._room_page(request, "patient", standalone=True)

    async def console(self, request: Request) -> Response:
        """Serve the provider's app as a page of its own, behind sign-in. No other site may frame or load it."""
        return self._app(request, CONSOLE_ENTRY, "Console · Waiting room", {}, NO_FRAME, ALONE)

    async def _embed(self, request: Request, role: Role) -> Response:
        return await self._room_page(request, role, standalone=False)

    async def _room_page(self, request: Request, role: Role, *, standalone: bool) -> Response:
        try:
            room = await self._directory.room(request.path_params["room"])
            clinic = await self._directory.clinic(room.clinic_id) if room is not None else None
        except DirectoryUnavailable:
            return _unavailable()
        if room is None or clinic is None:
            return _unknown_room()
        origins = () if standalone else clinic.allowed_origins
        config = PageConfig(room.slug, role, standalone, origins, _room_info(room), clinic_info(clinic))
        title = f"{room.name} · Waiting room" if standalone else TITLES[role]
        entry = STANDALONE_ENTRY if standalone else EMBEDDED_ENTRIES[role]
        return self._app(request, entry, title, config, origins or NO_FRAME, FRAMEABLE)

    def _app(
        self,
        request: Request,
        entry: str,
        title: str,
        config: object,
        ancestors: tuple[str, ...],
        headers: Mapping[str, str],
    ) -> Response:
        try:
            bundle = self._assets.bundle(entry)
        except AssetsMissing:
            return _notice(503, "Not ready yet", "The widget has not been built: run `make build` and start again.")
        return _html(app_page(title, bundle, config), 200, app_policy(request, ancestors), headers)


def _room_info(room: RoomRecord) -> RoomInfo:
    return RoomInfo(room.name, room.title, room.open, room.walk_ins, room.passcode_hash is not None)


def _unknown_room() -> Response:
    return _notice(404, "No such waiting room", "Please check the address, or ask your clinic for the right link.")


def _unavailable() -> Response:
    text = "The waiting room cannot be opened at the moment. Please try again in a moment."
    return _notice(503, "Not ready at the moment", text, NOT_READY_HEADERS)


def _notice(status: int, title: str, text: str, headers: Mapping[str, str] = NO_HEADERS) -> Response:
    """A page of constant text: any site may frame it, so that people read it instead of seeing an empty frame."""
    policy = notice_policy(NOTICE_STYLE, ANY_FRAME)
    return _html(notice_page(title, text), status, policy, {**FRAMEABLE, **headers})


def _html(page: str, status: int, policy: str, headers: Mapping[str, str]) -> Response:
    return HTMLResponse(page, status, {"Content-Security-Policy": policy, **headers})
