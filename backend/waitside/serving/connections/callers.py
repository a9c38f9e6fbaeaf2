"""Who is connected over TCP: how many of each address by plain HTTP, and how many in all."""

from collections.abc import Callable
from typing import Generic

from waitside.serving.connections.per_address import Connection, PerAddress
from waitside.serving.connections.refusal_log import RefusalLog


class Callers(Generic[Connection]):
    """Bounds TCP connections: `total` in all, and `per_address` by plain HTTP from each address.

    A connection that has become a WebSocket counts in the total only: `socket_io/` bounds those. So do connections
    of proxies, which hold many people's. `drop` ends a connection.
    """

    def __init__(
        self, per_address: int, total: int, is_proxy: Callable[[str], bool], drop: Callable[[Connection], None]
    ) -> None:
        self._total = total
        self._is_proxy = is_proxy
        self._drop = drop
        self._log = RefusalLog()
        self._open = 0
        self._plain: PerAddress[Connection] = PerAddress(per_address, self._make_room)

    def admit(self, connection: Connection, host: str, address: str) -> bool:
        """Count a new connection, from a host that is known by an address. Returns False for one to be refused.

        `leave` has to be called for it in any case.
        """
        self._open += 1
        if self._open > self._total:
            self._log.add("as many are open as the process may have; see the limit of open files in docs/operating.md")
            return False
        if self._is_proxy(host) or self._plain.add(address, connection):
            return True
        self._log.add("an address has too many plain HTTP connections")
        return False

    def set_idle(self, connection: Connection, address: str, idle: bool) -> None:
        """Note that a connection has a request under way, or none."""
        self._plain.set_idle(address, connection, idle)

    def forget(self, connection: Connection, address: str) -> None:
        """Note that a connection speaks plain HTTP no more: it is a WebSocket from now on, or has ended."""
        self._plain.remove(address, connection)

    def leave(self) -> None:
        """Note that a connection has ended, whatever it was."""
        self._open -= 1

    def _make_room(self, connection: Connection) -> None:
        self._log.add("an address has too many plain HTTP connections, of which one was idle")
        self._drop(connection)
