"""Serves pictures: providers' photos and clinics' logos, each at an address that changes with it."""

import re
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.directory import Directory, Picture
from waitside.directory.checks import is_slug
from waitside.refusals import Refusal

_PROVIDER_ID = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


class Photos:
    """Serves the pictures."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/photos/{provider}", self.photo, methods=["GET"]),
            Route("/logos/{clinic}", self.logo, methods=["GET"]),
        ]

    async def photo(self, request: Request) -> Response:
        """Serve a provider's picture."""
        provider_id: str = request.path_params["provider"]
        return await _serve(self._directory.photo, provider_id if _PROVIDER_ID.fullmatch(provider_id) else None)

    async def logo(self, request: Request) -> Response:
        """Serve a clinic's picture."""
        clinic_id: str = request.path_params["clinic"]
        return await _serve(self._directory.logo, clinic_id if is_slug(clinic_id) else None)


async def _serve(find: Callable[[str], Awaitable[Picture | None]], key: str | None) -> Response:
    picture = await find(key) if key is not None else None
    if picture is None:
        raise Refusal("not_found")
    return Response(picture.content, headers={"Cache-Control": "private, max-age=86400"}, media_type=picture.type)
