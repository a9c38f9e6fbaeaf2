"""Pages' connections by Socket.IO: the library's server between our Engine.IO sockets and the product."""

import asyncio
from typing import Any

import socketio
from starlette.types import Receive, Scope, Send

from waitside.limits import Allowances, address_of
from waitside.protocol.events import Event
from waitside.serving.connections import EXTENSION, RefusalLog
from waitside.serving.interface import Namespace
from waitside.serving.socket_io import codec
from waitside.serving.socket_io.channels import Channels
from waitside.serving.socket_io.engine import Engine
from waitside.serving.socket_io.handshakes import FOREIGN, NO_OPENING, TOO_MANY, asks_for_a_connection, refuse
from waitside.serving.socket_io.library_log import library_logger
from waitside.serving.socket_io.namespace import ServedNamespace
from waitside.serving.socket_io.origins import foreign
from waitside.serving.socket_io.packets import TextPacket


class SocketIo:
    """See `interface.Connections`. It is also the ASGI app that takes the WebSockets under `/socket.io/`."""

    def __init__(self, allowances: Allowances) -> None:
        self._server: _LibraryServer = _library_server(allowances)
        self._engine: Engine = self._server.eio
        self._channels = Channels()
        self._log = RefusalLog()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a WebSocket to its end, or refuse it."""
        await receive()
        if not asks_for_a_connection(scope):
            await refuse(scope, send, NO_OPENING)
        elif (reason := foreign(scope)) is not None:
            self._log.add(reason)
            await refuse(scope, send, FOREIGN)
        elif not await self._engine.serve(scope["extensions"][EXTENSION], address_of(scope)):
            await refuse(scope, send, TOO_MANY)

    def add(self, name: str, namespace: Namespace[Any]) -> None:
        self._server.register_namespace(ServedNamespace(name, namespace, self._channels))

    def tell(self, name: str, channel: str, event: Event) -> None:
        self._channels.tell(name, channel, event)

    def give_up_places(self, name: str, channel: str) -> None:
        for connection in self._channels.members(name, channel):
            connection.give_up_place()

    def has_room(self, address: str) -> bool:
        return self._engine.counts.has_room(address)

    async def close_idle(self) -> None:
        await self._engine.close_idle(asyncio.get_running_loop().time())


class _Manager(socketio.AsyncManager):
    """Keeps which connections are in which namespace, and nothing else: channels are ours.

    The library gives each connection a channel of its own besides, and looks through all channels when one ends.
    """

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        if room is None:  # the channel of everybody in the namespace
            super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)


class _LibraryServer(socketio.AsyncServer):
    """The library's server over our engine."""

    def _engineio_server_class(self) -> type[Engine]:
        return Engine


def _library_server(allowances: Allowances) -> _LibraryServer:
    library = library_logger()
    return _LibraryServer(
        allowances=allowances,
        client_manager=_Manager(),
        serializer=TextPacket,
        json=codec,
        async_handlers=False,  # else one page's messages overtake each other
        namespaces=["none"],  # but those that are added: without it pages could enter one named "/"
        logger=library,
    )
