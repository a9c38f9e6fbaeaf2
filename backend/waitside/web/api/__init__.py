"""The JSON API: for clinics' own servers, for patients who walk in, for the console, and for probes."""

from collections.abc import Callable

from starlette.routing import Route

from waitside.directory import Directory
from waitside.limits import Limits
from waitside.tokens import Signer
from waitside.web.api.access import Access
from waitside.web.api.check_in import CheckIn
from waitside.web.api.connection import ConnectionCheck
from waitside.web.api.health import Health
from waitside.web.api.issuing import Issuer
from waitside.web.api.openapi import Description
from waitside.web.api.operations import routes
from waitside.web.api.rooms import LiveRooms, Rooms
from waitside.web.api.session import Sessions
from waitside.web.api.tokens import Tokens

__all__ = ["Api", "LiveRooms"]


class Api:
    """All of it. `clock` gives milliseconds since the Unix epoch."""

    def __init__(
        self,
        directory: Directory,
        signer: Signer,
        limits: Limits,
        clock: Callable[[], int],
        live: LiveRooms,
        has_room: Callable[[str], bool],
    ) -> None:
        access, issuer = Access(directory), Issuer(signer, clock)
        resources = (
            Tokens(directory, access, issuer),
            CheckIn(access, issuer, limits),
            Rooms(directory, access, live),
            Sessions(directory, signer, issuer, limits, clock),
            ConnectionCheck(limits, has_room),
            Health(directory),
        )
        operations = [operation for resource in resources for operation in resource.operations()]
        self._operations = [*operations, *Description(operations).operations()]

    def routes(self) -> list[Route]:
        """Where they are."""
        return routes(self._operations)
