"""Providers' pictures: taken as a data URL with a token request, served from an address of their own."""

import binascii
import re
from base64 import b64decode
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.directory import Directory, Photo
from waitside.web.problems import Problem

MAX_PHOTO: Final = 64 * 1024  # bytes

_DATA_URL = re.compile(r"data:(image/(?:png|jpeg|webp));base64,([A-Za-z0-9+/]+={0,2})", re.ASCII)
_PROVIDER_ID = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
_BEGINNINGS: Final = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


def read_photo(data_url: str) -> Photo:
    """The picture in a data URL. Raises Problem for anything but a PNG, JPEG or WebP of at most 64 kB."""
    match = _DATA_URL.fullmatch(data_url)
    try:
        content = b64decode(match[2], validate=True) if match else b""
    except binascii.Error:
        content = b""
    if match is None or len(content) > MAX_PHOTO or not _BEGINNINGS[match[1]].match(content):
        detail = "The field photo has to be a data URL, in Base64, of a PNG, JPEG or WebP picture of at most 64 kB."
        raise Problem("bad_request", detail=detail)
    return Photo(content, match[1])


class Photos:
    """Serves the pictures."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def routes(self) -> list[Route]:
        """Where they are."""
        return [Route("/photos/{provider}", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """Serve one picture. Its address changes with it, so it may be kept."""
        provider_id: str = request.path_params["provider"]
        photo = await self._directory.photo(provider_id) if _PROVIDER_ID.fullmatch(provider_id) else None
        if photo is None:
            raise Problem("not_found")
        return Response(photo.content, headers={"Cache-Control": "private, max-age=86400"}, media_type=photo.type)
