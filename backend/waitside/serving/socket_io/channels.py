"""Which connections are told what."""

from waitside.protocol.events import Event
from waitside.serving.socket_io.connection import PageConnection
from waitside.serving.socket_io.packets import event_packet

Channel = tuple[str, str]
"""The name of a namespace, and that of a channel in it."""


class Channels:
    """Writes to the connections of a channel at once. A channel is there while somebody is in it."""

    def __init__(self) -> None:
        self._members: dict[Channel, dict[PageConnection, None]] = {}

    def enter(self, connection: PageConnection, name: str) -> None:
        """Let a connection into a channel of its namespace."""
        channel = (connection.namespace, name)
        self._members.setdefault(channel, {})[connection] = None
        connection.channels.append(channel)

    def leave_all(self, connection: PageConnection) -> None:
        """Take a connection out of its channels, without a look at others."""
        for channel in connection.channels:
            members = self._members.get(channel, {})
            members.pop(connection, None)
            if not members:
                self._members.pop(channel, None)
        connection.channels.clear()

    def members(self, namespace: str, name: str) -> list[PageConnection]:
        """The connections in a channel, as they came."""
        return list(self._members.get((namespace, name), ()))

    def tell(self, namespace: str, name: str, event: Event) -> None:
        """Send an event to everyone in a channel. It is encoded once."""
        members = self.members(namespace, name)
        if not members:
            return
        packet = event_packet(namespace, event)
        for each in members:
            each.write(packet)
