"""Pages for the load: cheap, and strict about what they are told."""

import asyncio
from time import perf_counter_ns
from typing import Any, Final

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from tests.bench import framing
from tests.bench.machine import BenchError
from tests.bench.passes import Pass

TEXT: Final = WSMsgType.TEXT
SENDER: Final = b'"sender":"'
PAGE_ID_LENGTH: Final = 43
AT_MOST: Final = 30.0  # seconds that a server may take over a handshake


class Page(WSListener):
    """One connection. What goes wrong is kept in `faults`, which all pages of a load share."""

    transport: WSTransport

    def __init__(self, entry: Pass, faults: list[str]) -> None:
        self.id = entry.page
        self.role = entry.role
        self.room = entry.room
        self.faults = faults
        self._hello = entry.hello()
        self._entered = False
        self._snapshot: dict[str, Any] | None = None
        self._admitted: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def enter(self, port: int) -> dict[str, Any]:
        """Connect and be admitted. Returns the snapshot. Raises BenchError."""
        address = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        await ws_connect(lambda: self, address, websocket_handshake_timeout=AT_MOST)
        return await self._admitted

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Wait for the server's first word."""
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take everything that has to do with messages to `on_message`: it is nearly everything."""
        text = frame.get_payload_as_bytes()
        if text.startswith(self.message_prefix):
            self.on_message(text)
        elif text == framing.PING:
            transport.send(TEXT, framing.PONG)
        elif not self._admitted.done():
            self._come_in(text)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """No page leaves of its own accord."""
        self.faults.append(f"a {self.role}'s connection was lost")
        if not self._admitted.done():
            self._admitted.set_exception(BenchError("A page's connection was lost before it was admitted."))

    message_prefix: bytes

    def on_message(self, text: bytes) -> None:
        """One frame that begins with `message_prefix`."""
        raise NotImplementedError

    def _come_in(self, text: bytes) -> None:
        if text.startswith(b"0"):
            self.transport.send(TEXT, self._hello)
        elif text.startswith(framing.entered_prefix(self.role)):
            self._entered = True
        elif text.startswith(framing.event_prefix(self.role, f"{self.role}_snapshot")):
            self._snapshot = framing.event_of(text)
        elif text.startswith(b"44"):
            self._admitted.set_exception(BenchError(f"A page was refused: {text[:120]!r}"))
        if self._entered and self._snapshot is not None and not self._admitted.done():
            self._admitted.set_result(self._snapshot)


class Patient(Page):
    """Writes to the room's provider: keeps `window` messages on their way, each until acknowledged and arrived."""

    message_prefix = b"43/patient,"

    def __init__(self, entry: Pass, faults: list[str]) -> None:
        super().__init__(entry, faults)
        self.window = 0
        self.sent_at: list[int] = []
        """When each message was sent, in ns."""
        self.arrived_at: list[int] = []
        """When it was on the provider's page."""
        self.acknowledged = 0
        self.line: framing.Line

    def write(self) -> None:
        """Send the next message."""
        self.sent_at.append(perf_counter_ns())
        self.transport.send(TEXT, self.line.command(len(self.sent_at)))

    @property
    def completed(self) -> int:
        """Messages both acknowledged and arrived."""
        return min(self.acknowledged, len(self.arrived_at))

    def on_message(self, text: bytes) -> None:
        """An acknowledgement: has to be that of the next message."""
        self.acknowledged += 1
        if not text.startswith(self.line.acknowledgement(self.acknowledged)):
            self.faults.append("an acknowledgement is not that of the next message")
        self._go_on()

    def on_arrival(self, text: bytes) -> None:
        """A message is on the provider's page: has to be the next one, to the last byte."""
        self.arrived_at.append(perf_counter_ns())
        if text != self.line.event(len(self.arrived_at)):
            self.faults.append("a message is not the next one of its sender")
        self._go_on()

    def _go_on(self) -> None:
        if len(self.sent_at) - self.completed < self.window:
            self.write()


class Provider(Page):
    """Reads what the patients of its room write."""

    message_prefix = framing.event_prefix("provider", "relayed")

    def __init__(self, entry: Pass, faults: list[str]) -> None:
        super().__init__(entry, faults)
        self.patients: dict[bytes, Patient] = {}

    def on_message(self, text: bytes) -> None:
        """A message of one of the own patients."""
        sender = text.index(SENDER) + len(SENDER)
        patient = self.patients.get(text[sender : sender + PAGE_ID_LENGTH])
        if patient is None:
            self.faults.append("a message is on the wrong provider's page")
        else:
            patient.on_arrival(text)
