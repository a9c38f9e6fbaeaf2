"""How the API writes its answers."""

from datetime import UTC, datetime

import msgspec
from starlette.responses import Response


def as_json(value: object, status: int = 200) -> Response:
    """An answer with a body."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def nothing() -> Response:
    """An answer without a body."""
    return Response(status_code=204)


def iso(instant: int) -> str:
    """A moment, in milliseconds since the Unix epoch, as ISO 8601 in UTC."""
    moment = datetime.fromtimestamp(instant / 1_000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
