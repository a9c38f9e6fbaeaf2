"""What the widget's build made: the loader, and the scripts and styles of the frame pages.

All of it is read once, at the start, and served from memory: there is no path from a request to the file system.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.refusals import Refusal
from waitside.web import encodings

logger = logging.getLogger("waitside.web")

BUILT: Final = Path(__file__).parent / "static"
LOADER: Final = "widget.js"
IMPORTED: Final = ("panel.js", "outside.js", "texts/*.js")
"""What the loader imports on a clinic's page: the panel, its texts, a provider's title and notifications."""
DECLARATIONS: Final = "widget.d.ts"
MANIFESTS: Final = (".vite/manifest.json", ".vite/embedded.json", ".vite/standalone.json")
"""Of the builds of the frame pages: each of the patient's two is made apart, from the other and from the provider's."""

_SUFFIXES: Final = {"br": ".br", "gzip": ".gz"}
"""Of the compressed copies that the build puts beside a file, by content coding."""

_MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".ts": "text/plain",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class AssetsMissing(Exception):
    """The widget has not been built."""


class _Chunk(msgspec.Struct, frozen=True):
    """An entry of Vite's manifest, as far as it matters here."""

    file: str
    css: list[str] = []
    imports: list[str] = []


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a page loads: addresses of its script, of those that one imports, and of its style sheets."""

    script: str
    imported: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    contents: Mapping[str, bytes]
    """By content coding; "identity" is always there."""
    media_type: str
    etag: str


class Assets:
    """The build in a folder. A folder without one makes every use raise AssetsMissing or answer 503."""

    def __init__(self, folder: Path = BUILT) -> None:
        self._files = {file.relative_to(folder).as_posix(): _read(file) for file in _files_in(folder)}
        self._imported = [name for name in self._files if any(fnmatch(name, pattern) for pattern in IMPORTED)]
        self._manifests = [_read_manifest(folder / name) for name in MANIFESTS]
        if not all(self._manifests):
            logger.error("the widget is not built: run `make build`")

    def bundle(self, entry: str) -> Bundle:
        """What the page of a source file loads. Raises AssetsMissing."""
        manifest = next((each for each in self._manifests if entry in each), None)
        if manifest is None:
            raise AssetsMissing
        first, *others = (manifest[chunk] for chunk in _with_imports(manifest, entry))
        styles = dict.fromkeys(style for chunk in (first, *others) for style in chunk.css)
        return Bundle(_address(first.file), tuple(_address(each.file) for each in others), tuple(map(_address, styles)))

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route(f"/{LOADER}", self.loader, methods=["GET"]),
            Route(f"/{DECLARATIONS}", self.declarations, methods=["GET"]),
            *(Route(f"/{name}", self.imported, methods=["GET"]) for name in self._imported),
            Route("/static/assets/{name}", self.asset, methods=["GET"]),
        ]

    async def loader(self, request: Request) -> Response:
        """Serve what clinics put on their pages. Kept for minutes only, so that a new version gets about."""
        if LOADER not in self._files:
            return Response("The widget is not built.", 503, media_type="text/plain")
        return self._serve(request, LOADER, "public, max-age=300")

    async def declarations(self, request: Request) -> Response:
        """Serve the types of what the loader offers to a page."""
        return self._serve(request, DECLARATIONS, "public, max-age=300")

    async def imported(self, request: Request) -> Response:
        """Serve what the loader imports. Modules of other origins are read as any answer is: whoever may, is said."""
        response = self._serve(request, request.url.path.removeprefix("/"), "public, max-age=300")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    async def asset(self, request: Request) -> Response:
        """Serve a script, style or picture of the frame pages. Its name changes with its content."""
        return self._serve(request, f"assets/{request.path_params['name']}", "public, max-age=31536000, immutable")

    def _serve(self, request: Request, name: str, cache_control: str) -> Response:
        file = self._files.get(name)
        if file is None:
            raise Refusal("not_found")
        headers = {
            "Cache-Control": cache_control,
            "Cross-Origin-Resource-Policy": "cross-origin",  # host pages may demand it of all they load
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
        }
        if file.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        coding = encodings.choose(",".join(request.headers.getlist("accept-encoding")), file.contents)
        if coding != encodings.IDENTITY:
            headers["Content-Encoding"] = coding
        return Response(file.contents[coding], 200, headers, file.media_type)


def _read_manifest(file: Path) -> Mapping[str, _Chunk]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, _Chunk])
    except (OSError, msgspec.DecodeError):
        return {}


def _with_imports(manifest: Mapping[str, _Chunk], entry: str) -> list[str]:
    found = [entry]
    for chunk in found:  # which grows meanwhile
        found += [each for each in manifest[chunk].imports if each not in found]
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    for pattern in (LOADER, DECLARATIONS, *IMPORTED, "assets/*"):
        yield from (each for each in folder.glob(pattern) if each.is_file() and each.suffix not in _SUFFIXES.values())


def _read(file: Path) -> _File:
    content = file.read_bytes()
    copies = {coding: file.with_name(f"{file.name}{suffix}") for coding, suffix in _SUFFIXES.items()}
    compressed = {coding: copy.read_bytes() for coding, copy in copies.items() if copy.is_file()}
    etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'  # weak: compressed or not, it means the same
    return _File(
        {encodings.IDENTITY: content, **compressed}, _MEDIA_TYPES.get(file.suffix, "application/octet-stream"), etag
    )


def _address(file: str) -> str:
    return f"/static/{file}"
