"""The short path of the packets that there are most of: envelopes from page to page.

Which packets take it: a command of a page in a namespace, with the number that its acknowledgement needs, in the very
form in which our pages send it, `2/patient,17["command",{…}]`, all ASCII. The product says whether it can carry the
command out without waiting. All other packets, well-formed or not, take the ordinary path: through a task of the
connection's, and through Socket.IO's server.

Order holds: a packet is only offered while nothing that came before it is being handled, or waits (`Inbox`). It is then
handled to its end before the connection is read again. So each connection's packets are handled in the order in which
they came, on whichever path.

It checks what the ordinary path does. The connection has to be in the namespace (the path begins when the page has
been let in, and ends with the connection's time there), and a page that has been shown out may say as little as
before (`Socket`). Seat, size and form of the envelope, allowance and right to write are the product's to check:
`Namespace.asked_at_once` and `asked` share the code that does.
"""

from typing import TYPE_CHECKING, Any, Final

from waitside.serving.interface import Namespace
from waitside.serving.socket_io import codec
from waitside.serving.socket_io.packets import ACK, COMMAND, EVENT

if TYPE_CHECKING:
    from waitside.serving.socket_io.connection import PageConnection

_COMMAND: Final = b'["%s",' % COMMAND.encode()
_DIGITS: Final = 15  # of the number of a packet, at most; our pages count from 0


class ShortPath:
    """From a connection to a namespace. `name` is the namespace's."""

    __slots__ = ("_acknowledges", "_begins", "_connection", "_namespace")

    def __init__(self, name: str, namespace: Namespace[Any], connection: "PageConnection") -> None:
        self._namespace = namespace
        self._connection = connection
        self._begins = f"{EVENT}{name},".encode()
        self._acknowledges = f"{ACK}{name},".encode()

    def take(self, packet: bytes) -> bool:
        """Carry out a packet to its end. Returns False where it has to take the ordinary path, with nothing done."""
        number_at = len(self._begins)
        data_at = packet.find(b"[", number_at, number_at + _DIGITS + 1)
        number = packet[number_at:data_at]
        if not (
            packet.startswith(self._begins)
            and packet.startswith(_COMMAND, data_at)
            and packet.endswith(b"]")
            and packet.isascii()
            and _is_plain(number)
        ):
            return False
        reply = self._namespace.asked_at_once(self._connection, packet[data_at + len(_COMMAND) : -1])
        if reply is None:
            return False
        self._connection.write(self._acknowledges + number + codec.encode([reply]))
        return True


def _is_plain(number: bytes) -> bool:
    """Whether a number is written as it would be written back."""
    return number.isdigit() and (number[:1] != b"0" or number == b"0")
