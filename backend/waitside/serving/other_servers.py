"""Tells our server from others: under another one the app does not start, and says why in one line."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from waitside.serving.connections import EXTENSION, RefusalLog

OURS: Final = "waitside.server"
"""The key among the extensions of a lifespan's scope that says that the app runs under our server."""

NOT_HERE: Final = (
    "Waitside runs under its own server alone, which bounds what one caller can hold: start it with `waitside serve`."
)
NO_CONNECTION: Final = "they came through another server than Waitside's own: start it with `waitside serve`"


def under_ours(app: ASGIApp) -> ASGIApp:
    """Return the app as our server runs it."""

    async def marked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            scope = {**scope, "extensions": {OURS: {}}}
        await app(scope, receive, send)

    return marked


def only_under_ours(app: ASGIApp) -> ASGIApp:
    """Return an app that does not start under other servers, and takes no WebSocket of theirs."""
    log = RefusalLog()

    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        extensions = scope.get("extensions") or {}
        if scope["type"] == "lifespan" and OURS not in extensions:
            await receive()
            await send({"type": "lifespan.startup.failed", "message": NOT_HERE})
        elif scope["type"] == "websocket" and EXTENSION not in extensions:  # where a server asks no app to start
            log.add(NO_CONNECTION)
            await receive()
            await send({"type": "websocket.close"})
        else:
            await app(scope, receive, send)

    return checked
