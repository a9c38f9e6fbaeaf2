"""A bound on the connections of an address."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Connection = TypeVar("Connection", bound=Hashable)


class PerAddress(Generic[Connection]):
    """Connections by address, at most `most` of each. Over that, the one that has been idle longest makes room.

    So whoever opens connections and does nothing with them keeps nobody else of the same address out. `drop` ends a
    connection. A new one is idle.
    """

    def __init__(self, most: int, drop: Callable[[Connection], None]) -> None:
        self._most = most
        self._drop = drop
        self._open: dict[str, dict[Connection, bool]] = {}
        """By address; whether each is idle. Idle ones are in the order in which they became so."""

    def add(self, address: str, connection: Connection) -> bool:
        """Add a connection. Returns False, and leaves it out, where there are so many that are not idle."""
        if self.is_full(address):
            return False
        here = self._open.setdefault(address, {})
        if len(here) >= self._most:
            oldest = next(each for each, idle in here.items() if idle)
            del here[oldest]
            self._drop(oldest)
        here[connection] = True
        return True

    def is_full(self, address: str) -> bool:
        """Whether a new connection would be left out."""
        here = self._open.get(address, {})
        return len(here) >= self._most and not any(here.values())

    def set_idle(self, address: str, connection: Connection, idle: bool) -> None:
        """Change whether a connection is idle; one that is not here stays out."""
        here = self._open.get(address, {})
        if connection in here and here[connection] != idle:
            del here[connection]
            here[connection] = idle

    def remove(self, address: str, connection: Connection) -> bool:
        """Remove a connection. Returns whether it was here."""
        here = self._open.get(address, {})
        was_here = here.pop(connection, None) is not None
        if not here:
            self._open.pop(address, None)
        return was_here
