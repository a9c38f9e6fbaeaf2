"""The frame pages, and both apps as pages of their own."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from waitside.directory import ClinicRecord, Directory, DirectoryUnavailable, RoomRecord
from waitside.directory.deadlines import Deadline
from waitside.protocol.base import Wire
from waitside.tokens import Role
from waitside.web import notices
from waitside.web.assets import Assets, AssetsMissing
from waitside.web.branding import ClinicInfo, clinic_info
from waitside.web.html import app_page
from waitside.web.policy import NO_FRAME, app_policy
from waitside.web.problems import NOT_READY_HEADERS

EMBEDDED_ENTRIES: Final[dict[Role, str]] = {
    "patient": "src/app/patient/embedded.tsx",
    "provider": "src/app/provider/main.tsx",
}
STANDALONE_ENTRY: Final = "src/app/patient/standalone.tsx"
CONSOLE_ENTRY: Final = "src/app/console/main.tsx"
TITLES: Final[dict[Role, str]] = {"patient": "Clinic chat", "provider": "Patient queue"}

PATIENCE: Final = 1.0  # seconds to wait for a record that a page can do without

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


class KnownRooms:
    """Rooms with their clinics. While the directory does not answer, what it said last of the newest `most` counts."""

    def __init__(self, directory: Directory, most: int = 1_000) -> None:
        self._directory = directory
        self._most = most
        self._known: OrderedDict[str, tuple[RoomRecord, ClinicRecord]] = OrderedDict()

    async def get(self, slug: str) -> tuple[RoomRecord, ClinicRecord] | None:
        """The room with this slug. Raises DirectoryUnavailable where nothing is known of it."""
        known = self._known.get(slug)
        if known is None:
            return await self._look_up(slug)
        try:
            async with Deadline(PATIENCE):
                return await self._look_up(slug)
        except (DirectoryUnavailable, TimeoutError):
            return known

    async def _look_up(self, slug: str) -> tuple[RoomRecord, ClinicRecord] | None:
        room = await self._directory.room(slug)
        clinic = await self._directory.clinic(room.clinic_id) if room is not None else None
        self._known.pop(slug, None)
        if room is None or clinic is None:
            return None
        self._known[slug] = (room, clinic)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return room, clinic


class Pages:
    """Serves the pages of rooms, and the console."""

    def __init__(self, directory: Directory, assets: Assets) -> None:
        self._directory = directory
        self._rooms = KnownRooms(directory)
        self._assets = assets

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/embed/patient/{room}", self.embed_patient, methods=["GET"]),
            Route("/embed/provider/{room}", self.embed_provider, methods=["GET"]),
            Route("/r/{room}", self.standalone, methods=["GET"]),
            Route("/r/{room}/", self.without_slash, methods=["GET"]),
            Route(notices.CONSOLE, self.console, methods=["GET"]),
            Route(f"{notices.CONSOLE}/", self.without_slash, methods=["GET"]),
            Route("/", self.home, methods=["GET"]),
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
        clinic = await self._only_clinic()
        config = {} if clinic is None else {"clinic": clinic_info(clinic)}
        return self._app(request, CONSOLE_ENTRY, "Console · Waiting room", config, NO_FRAME, ALONE)

    async def without_slash(self, request: Request) -> Response:
        """Send those who typed a slash at the end to the page's one address. The host is the browser's affair."""
        return RedirectResponse(request.scope["path"].rstrip("/"), 308)

    async def home(self, request: Request) -> Response:
        """Tell who comes to the server's own address where to go."""
        return notices.home(request, await self._only_clinics_name())

    async def _only_clinic(self) -> ClinicRecord | None:
        """Whose server it is, for those who have not signed in; where it has several clinics nobody learns which."""
        try:
            async with Deadline(PATIENCE):
                return await self._directory.only_clinic()
        except (DirectoryUnavailable, TimeoutError):
            return None

    async def _only_clinics_name(self) -> str | None:
        clinic = await self._only_clinic()
        return clinic.name if clinic is not None else None

    async def _embed(self, request: Request, role: Role) -> Response:
        return await self._room_page(request, role, standalone=False)

    async def _room_page(self, request: Request, role: Role, *, standalone: bool) -> Response:
        try:
            known = await self._rooms.get(request.path_params["room"])
        except DirectoryUnavailable:
            return notices.not_ready(request, 503, NOT_READY_HEADERS)
        if known is None:
            return notices.no_room(request, await self._only_clinics_name() if standalone else None)
        room, clinic = known
        origins = () if standalone else clinic.allowed_origins
        config = PageConfig(room.slug, role, standalone, origins, _room_info(room), clinic_info(clinic))
        title = f"{room.name} · Waiting room" if standalone else TITLES[role]
        entry = STANDALONE_ENTRY if standalone else EMBEDDED_ENTRIES[role]
        return self._app(request, entry, title, config, origins or NO_FRAME, notices.FRAMEABLE)

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
            return notices.not_built(request)
        _, texts = notices.texts_for(request)
        page = app_page(title, bundle, config, texts.javascript)
        return HTMLResponse(page, 200, {"Content-Security-Policy": app_policy(request, ancestors), **headers})


def _room_info(room: RoomRecord) -> RoomInfo:
    return RoomInfo(room.name, room.title, room.open, room.walk_ins, room.passcode_hash is not None)
