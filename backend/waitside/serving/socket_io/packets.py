"""Socket.IO's packets: those that pages may send, and the event that the server sends.

Pages send text alone. Binary attachments would be held in memory, and nothing here needs them.
"""

from functools import cache
from typing import Final

from socketio.packet import Packet

from waitside.protocol.events import Event
from waitside.serving.socket_io import codec

CONNECT: Final = "0"
DISCONNECT: Final = "1"
EVENT: Final = "2"
ACK: Final = "3"

COMMAND: Final = "command"
"""The name of the one event that pages send."""


class TextPacket(Packet):
    """A Socket.IO packet. Decoding raises ValueError for one of a kind that no page sends."""

    data: object
    uses_binary_events = False  # and no walk through every payload in search of some

    def decode(self, encoded_packet: object) -> int:
        """Decode a packet of a page: to connect, to disconnect, or a command."""
        if not isinstance(encoded_packet, str) or encoded_packet[:1] not in (CONNECT, DISCONNECT, EVENT):
            raise ValueError("not a packet that pages send")
        if super().decode(encoded_packet):
            raise ValueError("attachments")
        if encoded_packet[0] == EVENT:
            self.data = _as_command(self.data)
        return 0


def event_packet(namespace: str, event: Event) -> bytes:
    """Encode an event to pages of a namespace."""
    return _beginning(namespace) + codec.encode(["event", event])


@cache
def _beginning(namespace: str) -> bytes:
    return f"{EVENT}{namespace},".encode()


def _as_command(data: object) -> list[object]:
    """Return an event as a command. Raises ValueError where it is no event.

    The library calls handlers by the event's name, and names its own calls `connect` and `disconnect`. So an event of
    any other name becomes a command without content, which is refused.
    """
    if not (isinstance(data, list) and data and isinstance(data[0], str)):
        raise ValueError("not an event")
    return data if data[0] == COMMAND and len(data) == 2 else [COMMAND, None]
