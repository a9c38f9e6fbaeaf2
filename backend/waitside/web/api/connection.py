"""Whether a page may connect: browsers do not show a page why its WebSocket was refused."""

from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from waitside.limits import Limits, address_of
from waitside.web.api.answers import nothing
from waitside.web.api.operations import Operation
from waitside.web.api.rooms import LiveRooms
from waitside.web.problems import too_many

FULL: Final = timedelta(seconds=10)  # until somebody else may have gone


class ConnectionCheck:
    """Tells pages that are not connected whether to try."""

    def __init__(self, limits: Limits, live: LiveRooms) -> None:
        self._limits = limits
        self._live = live

    def operations(self) -> list[Operation]:
        """What can be asked, and where."""
        return [Operation("GET", "/api/connection", self.check, 204, problems=("too_many",))]

    async def check(self, request: Request) -> Response:
        """Say whether a page from this address may connect to a waiting room."""
        address = address_of(request.scope)
        wait = self._limits.question(address)
        if wait is None and not self._live.has_room(address):
            wait = FULL
        if wait is not None:
            raise too_many(wait)
        return nothing()
