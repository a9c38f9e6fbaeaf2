"""A page's connection to one namespace: what `interface.Connection` promises, over a socket."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from waitside.serving.interface import Namespace
from waitside.serving.socket_io.short_path import ShortPath
from waitside.serving.socket_io.sockets import Socket

if TYPE_CHECKING:
    from waitside.serving.socket_io.channels import Channel, Channels


class PageConnection:
    """See `interface.Connection`. `namespace` is a name, such as `/patient`."""

    __slots__ = ("_all", "_close", "_is_gone", "_short_path", "_socket", "channels", "namespace", "seat")

    def __init__(
        self, socket: Socket, namespace: str, channels: "Channels", close: Callable[[], Awaitable[None]]
    ) -> None:
        self.namespace = namespace
        self.seat: Any = None
        self.channels: list[Channel] = []
        """Those that it is in: kept by `Channels`."""
        self._all = channels
        self._socket = socket
        self._close = close
        self._is_gone = False
        self._short_path: ShortPath | None = None
        socket.entries += 1

    @property
    def address(self) -> str:
        return self._socket.address

    @property
    def is_open(self) -> bool:
        return self._socket.is_open and not self._is_gone

    def enter(self, channel: str) -> None:
        self._all.enter(self, channel)

    def take_place(self) -> bool:
        return self._socket.take_place()

    def give_up_place(self) -> None:
        self._socket.give_up_place()

    async def close(self) -> None:
        await self._close()

    def write(self, packet: bytes) -> None:
        """Send a packet of Socket.IO's."""
        self._socket.write(packet)

    def begin_short_path(self, namespace: Namespace[Any]) -> None:
        """Have what it asks often carried out by the short path, unless another connection of its socket has that."""
        if self._socket.short_path is None:
            self._socket.short_path = self._short_path = ShortPath(self.namespace, namespace, self)

    def end(self) -> None:
        """Take it out of its channels for good. The socket may stay open."""
        if not self._is_gone:
            self._is_gone = True
            self._socket.entries -= 1
            self._all.leave_all(self)
            if self._short_path is not None:
                self._socket.short_path = self._short_path = None
