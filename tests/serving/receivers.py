"""Those who receive what pages send, as simple as they can be."""

from starlette.websockets import WebSocket

from waitside.serving import connections
from waitside.serving.connections import EXTENSION, Opening


class Silent:
    """Receives nothing."""

    def take(self, text: bytes) -> bool:
        return True

    async def receive(self, text: str) -> None: ...

    async def ended(self) -> None: ...

    def lost(self) -> None: ...


class Echo(Silent):
    """Sends back what comes."""

    connection: connections.WebSocket

    def take(self, text: bytes) -> bool:
        self.connection.write(text)
        return True


async def echo(websocket: WebSocket) -> None:
    """Open a WebSocket that sends back what comes."""
    opening: Opening = websocket.scope["extensions"][EXTENSION]
    await websocket.receive()
    receiver = Echo()
    receiver.connection = await opening.accept(receiver)
