"""The packets that pages may send: Socket.IO without binary, whose attachments would be held in memory."""

from socketio import packet


class TextPacket(packet.Packet):
    """A Socket.IO packet. Decoding raises ValueError for one of a kind that no page sends."""

    uses_binary_events = False  # and no walk through every payload in search of some

    def decode(self, encoded_packet: object) -> int:
        """Decode a packet of a page: to connect, to disconnect, or an event."""
        if not isinstance(encoded_packet, str) or encoded_packet[:1] not in ("0", "1", "2"):
            raise ValueError("not a packet that pages send")
        if super().decode(encoded_packet):
            raise ValueError("attachments")
        if self.packet_type == packet.EVENT and not _is_event(self.data):
            raise ValueError("not an event")
        return 0


def _is_event(data: object) -> bool:
    return isinstance(data, list) and len(data) > 0 and isinstance(data[0], str)
