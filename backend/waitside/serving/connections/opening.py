"""WebSockets that a page asks for: uvicorn shakes hands and asks the app, and is left behind once they are open."""

import asyncio
import logging
from typing import Any, Final

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Request

from waitside.serving.connections.interface import Receiver
from waitside.serving.connections.pace import keep_pace
from waitside.serving.connections.reading import SmallReads
from waitside.serving.connections.uncommon import take_apart
from waitside.serving.connections.websocket import WebSocketConnection

logger = logging.getLogger("waitside.connections")

EXTENSION: Final = "waitside.connection"
"""The key of an opening among the extensions of its ASGI scope."""


def request_of(method: str, target: bytes, headers: list[tuple[bytes, bytes]]) -> Request:
    """Return a request that has been read, as the library has it. Raises InvalidHeader for an invalid value.

    uvicorn would have the library read it again, which does not answer requests that it rejects.
    """
    items = [(name.decode("ascii"), value.decode("latin-1")) for name, value in headers]
    return Request(target.decode("ascii"), Headers(items), method)


class WebSocketOpening(WebSocketsSansIOProtocol):
    """See `interface.Opening`."""

    _is_open = False
    _reads: SmallReads

    def begin(self, reads: SmallReads, request: Request) -> None:
        """Shake hands over a connection on which a WebSocket was asked for, once it is its turn."""
        self._reads = reads
        self._hand_over_to(self)
        task = asyncio.get_running_loop().create_task(self._shake_hands(request))
        self.tasks.add(task)
        task.add_done_callback(self.on_task_complete)

    async def accept(self, receiver: Receiver) -> WebSocketConnection:
        """Open the WebSocket. Raises ClientDisconnected where the page has gone."""
        await self.send({"type": "websocket.accept"})
        self._is_open = True
        connection = WebSocketConnection(self.transport, receiver, self.connections, self.tasks)
        self.connections.discard(self)
        self._hand_over_to(connection)
        take_apart(self.conn)
        return connection

    # --- what uvicorn calls

    async def run_asgi(self) -> None:
        """Ask the app, which opens or refuses it. What it raises is logged by its type alone."""
        extensions: dict[str, Any] = {**(self.scope["extensions"] or {}), EXTENSION: self}
        self.scope["extensions"] = extensions
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except Exception as error:  # noqa: BLE001 - it may hold what was sent
            logger.error("a WebSocket could not be opened: %s", type(error).__name__)
            self.send_500_response()
        finally:
            extensions.clear()  # else the opening and its scope hold each other
            if not self._is_open:
                self.transport.close()

    def data_received(self, data: bytes) -> None:  # noqa: ARG002
        """Cut off a page that speaks before it is answered, which none of ours does."""
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        take_apart(self.conn)
        del self._reads  # each holds the other

    async def _shake_hands(self, request: Request) -> None:
        await keep_pace()
        if not self.transport.is_closing():
            self.handle_connect(request)

    def _hand_over_to(self, connection: asyncio.Protocol) -> None:
        self._reads.connection = connection
        self.transport.set_protocol(connection)  # uvloop keeps the last one that is not buffered
        self.transport.set_protocol(self._reads)
