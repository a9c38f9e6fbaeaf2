"""Content security policies: nothing but what the page came with, from our own origin, in the frames that may be."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from starlette.requests import Request

NO_FRAME = ("'none'",)
ANY_FRAME = ("*",)


def app_policy(request: Request, ancestors: Sequence[str]) -> str:
    """The policy of a page with the app on it; `ancestors` are the origins that may frame it."""
    return _policy(
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("img-src", "'self'", "data:"),
        ("font-src", "'self'"),
        ("media-src", "'self'"),
        ("connect-src", "'self'", *_own_websocket(request)),
        ("frame-ancestors", *ancestors),
    )


def notice_policy(style: str, script: str | None, ancestors: Sequence[str]) -> str:
    """The policy of a page of text with one style sheet, and an empty icon, in it.

    A `script` in it may ask the page's own origin.
    """
    scripts = () if script is None else (("script-src", _hash(script)), ("connect-src", "'self'"))
    return _policy(("style-src", _hash(style)), ("img-src", "data:"), *scripts, ("frame-ancestors", *ancestors))


def _hash(inline: str) -> str:
    digest = b64encode(sha256(inline.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _policy(*directives: tuple[str, ...]) -> str:
    closed = (("default-src", "'none'"), ("base-uri", "'none'"), ("form-action", "'none'"))
    return "; ".join(" ".join(directive) for directive in (*closed, *directives))


def _own_websocket(request: Request) -> tuple[str, ...]:
    """Our own WebSocket origin, which not every browser counts as 'self'. The edge has checked the Host header."""
    host = request.headers.get("host")
    scheme = "wss" if request.scope["scheme"] in ("https", "wss") else "ws"
    return (f"{scheme}://{host}",) if host else ()
