"""Whether the server is well, for those who watch it."""

from typing import Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory import Directory, DirectoryError, migrations
from waitside.refusals import Refusal
from waitside.web.api.answers import as_json
from waitside.web.api.operations import Operation

READY_WITHIN: Final = 1.2  # seconds that the database has to answer; a probe is answered within two


class Healthy(msgspec.Struct, frozen=True):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(msgspec.Struct, frozen=True):
    """The database answers as well, and has the form that this version wants."""

    status: Literal["ready"] = "ready"


class Health:
    """Answers probes."""

    def __init__(self, directory: Directory) -> None:
        self._database = directory.database
        self._newest = migrations.newest()

    def operations(self) -> list[Operation]:
        """What can be asked, and where."""
        return [
            Operation("GET", "/healthz", self.health, gives=Healthy),
            Operation("GET", "/readyz", self.readiness, gives=Ready, problems=("not_ready",)),
        ]

    async def health(self, _request: Request) -> Response:
        """Say that the server answers."""
        return as_json(Healthy())

    async def readiness(self, _request: Request) -> Response:
        """Say whether it can do its work: its database is there, and as this version wants it."""
        try:
            form = await self._database.form(READY_WITHIN)
        except DirectoryError:
            raise Refusal("not_ready") from None
        if form != self._newest:
            raise Refusal("not_ready", detail="The database is not as this version wants it: migrate it.")
        return as_json(Ready())
