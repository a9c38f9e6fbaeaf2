"""WebSockets that are open: written to at once, read a little at a time, and held for nobody who does not read.

A page that says nothing has no task and no queue: the event loop calls what is here.
"""

import asyncio
import logging
import math
from typing import Any, Final

from websockets.frames import CloseCode, Frame, Opcode

from waitside.serving.connections.frames import LONGEST_HEAD, MAX_FRAME, frame_of, measure, text_in
from waitside.serving.connections.inbox import Inbox
from waitside.serving.connections.interface import Receiver
from waitside.serving.connections.outbox import Outbox
from waitside.serving.connections.reading import READ_SIZE
from waitside.serving.connections.uncommon import UncommonFrames

logger = logging.getLogger("waitside.connections")

PINGS: Final = 10  # and pongs of WebSocket's own, and one more a second: our pages send none, a proxy may now and then
PARTS: Final = 64  # frames of one message; our pages send one
FAREWELL: Final = 2.0  # seconds to answer our good-bye
LAST_WORDS: Final = 1.0  # seconds that a reader has to take what is left when the connection is closed


class WebSocketConnection(asyncio.Protocol):
    """See `interface.WebSocket`. `connections` are told when the server stops, and it waits for `tasks`."""

    __slots__ = (
        "_aborts",
        "_begun",
        "_connections",
        "_inbox",
        "_loop",
        "_outbox",
        "_pings_paid",
        "_transport",
        "_uncommon",
        "disconnected",
    )

    def __init__(
        self,
        transport: asyncio.Transport,
        receiver: Receiver,
        connections: set[Any],
        tasks: "set[asyncio.Task[None]]",
    ) -> None:
        self.disconnected = False
        self._loop = asyncio.get_running_loop()
        self._transport = transport
        self._inbox = Inbox(receiver, transport, tasks)
        self._outbox = Outbox(transport, self._loop)
        self._aborts: asyncio.TimerHandle | None = None
        self._begun = b""  # a frame of which the rest has to come
        self._uncommon: UncommonFrames | None = None
        self._pings_paid = -math.inf  # of a leaky bucket: each ping takes a second, and PINGS seconds may be owed
        self._connections = connections
        connections.add(self)

    def write(self, text: bytes) -> None:
        """Send a text, now or as soon as the reader takes more; a reader too far behind loses the connection."""
        if not self.disconnected and not self._is_closing():
            self._put(frame_of(text))

    def hang_up(self) -> None:
        """End the connection in good order; at once where the reader would keep us waiting."""
        if self.disconnected:
            return
        self._outbox.write_on()
        if self._transport.is_closing():
            self._abort_after(FAREWELL)
        elif self._outbox.is_writable:
            self._say_good_bye(CloseCode.NORMAL_CLOSURE)
            self._abort_after(FAREWELL)
        else:
            self._transport.abort()

    def cut(self, reason: str) -> None:
        """End the connection on the spot, and log that in one line. `reason` is a constant."""
        if not self.disconnected and not self._transport.is_closing():
            logger.warning("a connection was cut: %s", reason)
        self.abort()

    def abort(self) -> None:
        """End the connection on the spot, and log nothing. What it has sent and nobody has looked at is dropped."""
        self._inbox.clear()
        self._transport.abort()

    # --- what the event loop calls

    def data_received(self, data: bytes) -> None:
        self._read(self._begun + data if self._begun else data)
        if len(data) == READ_SIZE:
            self._let_others_go_first()

    def pause_writing(self) -> None:
        self._outbox.is_writable = False

    def resume_writing(self) -> None:
        self._outbox.is_writable = True
        self._outbox.write_on()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.disconnected = True
        if self._aborts is not None:
            self._aborts.cancel()
        self._connections.discard(self)
        self._forget_uncommon()
        self._inbox.lose()

    # --- what uvicorn calls

    def shutdown(self) -> None:
        """Say good-bye as the server stops."""
        self._say_good_bye(CloseCode.SERVICE_RESTART)
        self._close()

    # ---

    def _read(self, data: bytes) -> None:
        """Read whole frames, one after the other, and keep what has begun of another one."""
        at = 0
        while (found := measure(data, at)) is not None and found[1] <= len(data):
            begin, end = found
            text = text_in(data, at, begin, end) if self._uncommon is None else None
            if text is None:
                self._read_uncommon(data[at:end])
            else:
                self._hand_in(text)
            if self._transport.is_closing():
                return
            at = end
        self._begun = data[at:]
        if found is not None and found[1] - at > LONGEST_HEAD + MAX_FRAME:
            self._begun = b""
            self._read_uncommon(data[at:])  # which ends the connection

    def _read_uncommon(self, data: bytes) -> None:
        uncommon = self._library_side()
        for frame in uncommon.read(data):
            match frame.opcode:
                case Opcode.PING | Opcode.PONG:
                    self._count_ping()
                case Opcode.TEXT | Opcode.BINARY | Opcode.CONT:
                    self._take_part(uncommon, frame)
        self._send_uncommon(uncommon)

    def _take_part(self, uncommon: UncommonFrames, part: Frame) -> None:
        if uncommon.is_closing:
            return
        uncommon.parts.append(part)
        if uncommon.parts[0].opcode is Opcode.BINARY:
            self.cut("protocol error")
        elif len(uncommon.parts) > PARTS:
            self.cut("message in too many parts")
        elif part.fin:
            text = b"".join(each.data for each in uncommon.parts)
            uncommon.parts.clear()
            self._hand_in(text)

    def _hand_in(self, text: bytes) -> None:
        try:
            self._inbox.put(text)
        except UnicodeDecodeError:
            uncommon = self._library_side()
            uncommon.fail(CloseCode.INVALID_DATA)
            self._send_uncommon(uncommon)

    def _count_ping(self) -> None:
        now = self._loop.time()
        self._pings_paid = max(self._pings_paid, now - PINGS) + 1
        if self._pings_paid > now:
            self.cut("too many pings")

    def _say_good_bye(self, code: CloseCode) -> None:
        uncommon = self._library_side()
        uncommon.close(code)
        self._send_uncommon(uncommon)
        self._outbox.write_on()

    def _library_side(self) -> UncommonFrames:
        if self._uncommon is None:
            self._uncommon = UncommonFrames()
        return self._uncommon

    def _send_uncommon(self, uncommon: UncommonFrames) -> None:
        """Send what the library has to say, and go on without it where that is all."""
        if frames := uncommon.to_send():
            self._put(frames)
        if uncommon.is_over:
            self._close()
        elif not uncommon.is_needed:
            self._forget_uncommon()

    def _forget_uncommon(self) -> None:
        if self._uncommon is not None:
            self._uncommon.forget()
            self._uncommon = None

    def _is_closing(self) -> bool:
        return self._uncommon is not None and self._uncommon.is_closing

    def _put(self, frames: bytes) -> None:
        if not self._outbox.put(frames):
            self.cut("slow reader")

    def _close(self) -> None:
        """End it, and give the reader a last moment to take what is left."""
        self._outbox.close()
        self._inbox.end()
        if self._transport.get_write_buffer_size() > 0:
            self._abort_after(LAST_WORDS)

    def _abort_after(self, seconds: float) -> None:
        if self._aborts is None:
            self._aborts = self._loop.call_later(seconds, self._transport.abort)

    def _let_others_go_first(self) -> None:
        """Read on in the loop's next turn: who sends more than one reading holds may have a lot of it."""
        if not self._transport.is_closing():
            self._transport.pause_reading()
            self._loop.call_soon(self._inbox.read_on)
