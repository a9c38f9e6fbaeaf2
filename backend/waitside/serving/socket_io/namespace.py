"""Between Socket.IO's server and a namespace of the product."""

from functools import partial
from typing import Any

import socketio
from socketio.exceptions import ConnectionRefusedError as Refusal

from waitside.protocol.commands import Reply
from waitside.serving.interface import Namespace
from waitside.serving.socket_io.channels import Channels
from waitside.serving.socket_io.connection import PageConnection
from waitside.serving.socket_io.engine import SOCKET
from waitside.serving.socket_io.sockets import Socket


class ServedNamespace(socketio.AsyncNamespace):
    """Has the connections to a namespace served by the product. `name` is, for example, `/patient`."""

    def __init__(self, name: str, served_by: Namespace[Any], channels: Channels) -> None:
        super().__init__(name)
        self._name = name
        self._served_by = served_by
        self._channels = channels
        self._connections: dict[str, PageConnection] = {}
        """By Socket.IO's id of each."""

    async def trigger_event(self, event: str, *args: Any) -> Reply | None:
        """Pass on what Socket.IO's server says. `TextPacket` makes a command of every event that a page sends."""
        sid = args[0]
        match event:
            case "command":
                return await self._served_by.asked(self._connections[sid], args[1])
            case "connect":
                await self._connect(sid, args[1][SOCKET], args[2])
            case "disconnect":
                await self._gone(sid)
        return None

    async def _connect(self, sid: str, socket: Socket, hello: object) -> None:
        connection = PageConnection(socket, self._name, self._channels, partial(self.disconnect, sid))
        self._connections[sid] = connection
        socket.begin()
        try:
            refused = await self._served_by.opened(connection, hello)
        except BaseException:
            self._forget(sid)
            raise
        if refused is not None:
            self._forget(sid)
            socket.give_up_place()
            raise Refusal(refused.message, {"code": refused.code})
        connection.begin_short_path(self._served_by)

    async def _gone(self, sid: str) -> None:
        connection = self._forget(sid)
        await self._served_by.gone(connection)

    def _forget(self, sid: str) -> PageConnection:
        connection = self._connections.pop(sid)
        connection.end()
        return connection
