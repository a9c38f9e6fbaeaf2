"""Whose pages may connect: our own. A proxy that drops a header makes them look like somebody else's."""

from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

NONE: Final = "their page has no origin, as in a sandbox"
HOST: Final = "their page came from another host than theirs: a proxy has to pass on Host"
SCHEME: Final = (
    "their page came by https, and they by http: a proxy has to set X-Forwarded-Proto, and to be among "
    "WAITSIDE_TRUSTED_PROXIES"
)


def foreign(scope: Scope) -> str | None:
    """Return why the Origin of a handshake is not ours; None where it is, or there is none, as in a program's."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return None
    scheme, _, host = origin.partition("://")
    if host == "":
        return NONE
    if host not in (headers.get("host"), _first(headers.get("x-forwarded-host"))):
        return HOST
    own = "https" if scope["scheme"] == "wss" else "http"
    return None if scheme in (own, _first(headers.get("x-forwarded-proto"))) else SCHEME


def _first(values: str | None) -> str | None:
    return values.split(",")[0].strip() if values is not None else None
