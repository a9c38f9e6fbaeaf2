"""What plain requests get at the address of WebSockets: a proxy makes one of a handshake whose headers it drops."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.refusals import Refusal
from waitside.serving.connections import RefusalLog

REASON: Final = "they ask for a WebSocket without saying so: a proxy has to pass on Upgrade and Connection, by HTTP/1.1"


class WebSocketsOnly:
    """Answers requests to Socket.IO's address that are no WebSocket."""

    def __init__(self) -> None:
        self._log = RefusalLog()

    def routes(self) -> list[Route]:
        """Where they are."""
        return [Route("/socket.io/", self.refuse, methods=["GET", "POST"])]

    async def refuse(self, request: Request) -> Response:
        """Say that nothing is here for plain requests, and log it where a WebSocket was meant."""
        if "transport=websocket" in request.scope["query_string"].decode("latin-1"):
            self._log.add(REASON)
        raise Refusal("not_found")
