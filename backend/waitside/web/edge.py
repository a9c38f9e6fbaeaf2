"""The outermost layer of the web side: what every request must have, every answer gets, and no error may show."""

import ipaddress
import logging
import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from waitside.refusals import Refusal
from waitside.web.problems import problem

logger = logging.getLogger("waitside.web")

DEFAULT_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_HOST = re.compile(rb"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[([0-9A-Fa-f:.]{2,45})\])(?::([0-9]{1,5}))?")


class Edge:
    """Refuses requests with a malformed Host, and gives each answer the default headers it does not set itself.

    Logs what went wrong by its type alone: an exception's message may hold something of the request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other kinds of scope are passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_defaults(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in DEFAULT_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if not _has_sound_host(scope):
            await problem(Refusal("bad_request"))(scope, receive, send_with_defaults)
            return
        try:
            await self._app(scope, receive, send_with_defaults)
        except Exception as error:  # noqa: BLE001 - whatever it was
            logger.error("a request failed: %s", type(error).__name__)


def _has_sound_host(scope: Scope) -> bool:
    """Whether the Host header, which goes into a page's policy, is one, well formed, or (HTTP/1.0) absent."""
    hosts: list[bytes] = [value for name, value in scope["headers"] if name == b"host"]
    if not hosts:
        return True
    match = _HOST.fullmatch(hosts[0])
    if match is None or len(hosts) > 1 or int(match[2] or 0) > 65_535:
        return False
    try:
        return match[1] is None or bool(ipaddress.IPv6Address(match[1].decode("ascii")))
    except ValueError:
        return False
