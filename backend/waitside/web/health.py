"""Whether the server is well, for those who watch it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.directory import Directory, DirectoryError, migrations
from waitside.web.api.answers import as_json
from waitside.web.problems import Problem


class Health:
    """Answers probes."""

    def __init__(self, directory: Directory) -> None:
        self._database = directory.database
        self._newest = migrations.newest()

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/healthz", self.health, methods=["GET"]),
            Route("/readyz", self.readiness, methods=["GET"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Say that the server answers."""
        return as_json({"status": "ok"})

    async def readiness(self, _request: Request) -> Response:
        """Say whether it can do its work: its database is there, and as this version wants it."""
        try:
            form = await self._database.form()
        except DirectoryError:
            raise Problem("not_ready") from None
        if form != self._newest:
            raise Problem("not_ready", detail="The database is not as this version wants it: migrate it.")
        return as_json({"status": "ready"})
