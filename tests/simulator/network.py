"""Devices, and what carries texts between their pages and the server: slow, cut, silent, or frozen at one end."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeAlias

from starlette.types import Message

from tests.simulator.virtual_time import VirtualLoop
from waitside.serving.connections import Receiver
from waitside.serving.connections.inbox import Inbox


class Mark(Enum):
    """What passes over a line beside texts: the server has accepted it; the other end has closed it."""

    OPENED = auto()
    GONE = auto()


Passing: TypeAlias = str | Mark


@dataclass
class Device:
    """A phone or a computer: all of its pages share its network, and fall asleep with it.

    `address`: as the server sees it. `latency`: milliseconds one way.
    """

    name: str
    address: str
    latency: int = 20
    online: bool = True
    asleep: bool = False
    away_since: float | None = None
    """Since when it sleeps or is out of reach, in milliseconds since the story began; None while it does neither."""
    was_away_long: bool = False
    """Whether the server may have missed its pages for longer than the grace, at some time."""
    waiting: "list[Pipe]" = field(default_factory=list)
    """Pipes with something in them that could not pass."""

    def release(self) -> None:
        """Let pass what waits, as far as it can by now: TCP sends again what was lost."""
        pipes, self.waiting = self.waiting, []
        for pipe in pipes:
            pipe.release()


class Pipe:
    """One direction: what goes in comes out in order, the device's latency later, or once nothing holds it up."""

    def __init__(
        self, loop: VirtualLoop, device: Device, deliver: Callable[[Any], None], is_held: Callable[[], bool]
    ) -> None:
        self._loop = loop
        self._device = device
        self._deliver = deliver
        self._is_held = is_held
        self._items: deque[tuple[float, Any]] = deque()

    def put(self, item: Any) -> None:
        """Send something."""
        at = self._loop.in_milliseconds(self._device.latency)
        self._items.append((at, item))
        self._loop.call_at(at, self.release)

    def release(self) -> None:
        """Deliver what is due, unless it is held up."""
        while self._items and self._items[0][0] <= self._loop.time():
            if self._is_held():
                if self not in self._device.waiting:
                    self._device.waiting.append(self)
                return
            self._deliver(self._items.popleft()[1])


def upward(loop: VirtualLoop, device: Device, deliver: Callable[[Any], None]) -> Pipe:
    """A way from a device's page to the server. A sleeping device sends what it had sent."""
    return Pipe(loop, device, deliver, lambda: not device.online)


def downward(loop: VirtualLoop, device: Device, deliver: Callable[[Any], None]) -> Pipe:
    """A way from the server to a device's page."""
    return Pipe(loop, device, deliver, lambda: device.asleep or not device.online)


class Line:
    """A WebSocket's TCP connection, opened at once. `to_page` is handed texts, and marks."""

    def __init__(
        self,
        loop: VirtualLoop,
        device: Device,
        to_page: Callable[[Passing], None],
        accept: "Callable[[Connection], None]",
    ) -> None:
        self.dead = False
        """Nothing passes any more, and neither end is told."""
        self._to_page = to_page
        self._accept = accept
        self._up = upward(loop, device, self._take_up)
        self._down = downward(loop, device, self._take_down)
        self._connection = Connection(self._down.put)
        self._up.put(self._connection)

    def send(self, text: Passing) -> None:
        """The page sends a text, or closes the line."""
        self._up.put(text)

    def _take_up(self, item: "Connection | Passing") -> None:
        if self.dead:
            return
        if isinstance(item, Connection):
            self._accept(item)
        else:
            self._connection.take(item)

    def _take_down(self, text: Passing) -> None:
        if not self.dead:
            self._to_page(text)


class Connection:
    """The server's end of a line: what of `serving.connections.Opening` and `WebSocket` is used.

    `as_server` calls something as a part of the server, whose tasks end with it.
    """

    def __init__(self, put: Callable[[Passing], None]) -> None:
        self._put = put
        self._inbox: Inbox | None = None
        self.disconnected = False
        self.as_server: Callable[[Callable[[], None]], object] = lambda call: call()
        self.on_abort: Callable[[], object] = lambda: None
        self.on_end: Callable[[], object] = lambda: None

    async def accept(self, receiver: Receiver) -> "Connection":
        """Open the WebSocket."""
        if self.disconnected:
            raise ConnectionError
        self._inbox = Inbox(receiver, AlwaysRead(), set())
        self._put(Mark.OPENED)
        return self

    def write(self, text: bytes) -> None:
        """Send a text."""
        if not self.disconnected:
            self._put(text.decode())

    async def receive(self) -> Message:
        """Say the way of ASGI that the page wants a WebSocket."""
        return {"type": "websocket.connect"}

    async def send(self, message: Message) -> None:
        """Take what is sent the way of ASGI: a refusal."""
        if message["type"] in ("websocket.close", "websocket.http.response.body"):
            self.close()

    def hang_up(self) -> None:
        """End the connection in good order."""
        self.close()

    def abort(self) -> None:
        """End the connection on the spot, without a word."""
        self.on_abort()
        self.close()

    def cut(self, _reason: str) -> None:
        """End the connection on the spot."""
        if self._inbox is not None:
            self._inbox.clear()
        self.close()

    def close(self) -> None:
        """End the connection; the page is told, as far as the line lets it."""
        if not self.disconnected:
            self._put(Mark.GONE)
            self._end()

    def take(self, text: Passing) -> None:
        """A text came in; or that the page has closed the line."""
        if self.disconnected:
            return
        if isinstance(text, Mark):
            self._end()
        elif (inbox := self._inbox) is not None:
            self.as_server(lambda: inbox.put(text.encode()))

    def _end(self) -> None:
        self.disconnected = True
        self.on_end()
        if self._inbox is not None:
            self.as_server(self._inbox.lose)


class AlwaysRead(asyncio.Transport):
    """A transport that cannot be stopped from reading: a line has no bound on what waits."""

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def is_closing(self) -> bool:
        return False

    def abort(self) -> None: ...
