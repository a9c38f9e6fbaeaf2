"""Whether a page may connect: browsers do not show a page why its WebSocket was refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from waitside.limits import Limits, address_of
from waitside.refusals import Refusal
from waitside.web.api.answers import nothing
from waitside.web.api.operations import Operation

FULL: Final = timedelta(seconds=10)  # until somebody else may have gone


class ConnectionCheck:
    """Tells pages that are not connected whether to try."""

    def __init__(self, limits: Limits, has_room: Callable[[str], bool]) -> None:
        self._limits = limits
        self._has_room = has_room

    def operations(self) -> list[Operation]:
        """What can be asked, and where."""
        return [Operation("GET", "/api/connection", self.check, 204, problems=("too_many",))]

    async def check(self, request: Request) -> Response:
        """Say whether a page from this address may connect to a waiting room."""
        address = address_of(request.scope)
        wait = self._limits.question(address)
        if wait is None and not self._has_room(address):
            wait = FULL
        if wait is not None:
            raise Refusal("too_many", wait)
        return nothing()
