"""Frames that are no whole texts, by the library: pings, messages in parts, good-byes, and what breaks the rules."""

from collections.abc import Iterator

from websockets.frames import CloseCode, Frame
from websockets.http11 import Request, Response
from websockets.protocol import Protocol, Side

from waitside.serving.connections.frames import MAX_FRAME


class UncommonFrames:
    """The library's side of a WebSocket. It is made for one such frame, and kept while it has something to remember."""

    __slots__ = ("_protocol", "parts")

    def __init__(self) -> None:
        self._protocol: Protocol = Protocol(Side.SERVER, max_size=MAX_FRAME)
        self.parts: list[Frame] = []
        """Of the message that has begun."""

    @property
    def is_closing(self) -> bool:
        """Whether this side has said good-bye: nothing may be sent behind that."""
        return self._protocol.close_sent is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is read: both sides have said good-bye, or the page has broken the rules."""
        return self._protocol.eof_sent

    @property
    def is_needed(self) -> bool:
        """Whether the next frame, too, has to be read here."""
        return self._protocol.current_size is not None or self.is_closing

    def read(self, data: bytes) -> Iterator[Frame]:
        """Read one frame, or the beginning of one that breaks the rules."""
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if not isinstance(event, Request | Response):
                yield event

    def close(self, code: CloseCode) -> None:
        """Say good-bye, unless this side already has."""
        if not self.is_closing:
            self._protocol.send_close(code)

    def fail(self, code: CloseCode) -> None:
        """End it for what the page has sent."""
        self._protocol.fail(code)

    def to_send(self) -> bytes:
        """Return the frames that are to be sent, once."""
        return b"".join(self._protocol.data_to_send())

    def forget(self) -> None:
        """Undo the circles in which it would hold what it has read, and itself."""
        take_apart(self._protocol)


def take_apart(protocol: Protocol) -> None:
    """Undo the circles in which the library would hold a connection that has ended, and all that was read of it."""
    protocol.parser.close()
    _forget_frames(protocol.parser_exc)
    _forget_frames(protocol.handshake_exc)


def _forget_frames(error: BaseException | None) -> None:
    """Let go of the frames of the stack, which hold what was read."""
    while error is not None:
        error.__traceback__ = None
        error = error.__context__
