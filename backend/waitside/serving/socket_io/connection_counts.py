"""How many connections each address has: in waiting rooms, and on the way there."""

from collections import Counter
from collections.abc import Callable

from waitside.limits import WINDOW, Allowances
from waitside.serving.connections import PerAddress, RefusalLog
from waitside.windows import Window


class ConnectionCounts:
    """Bounds the connections of an address: how many are in waiting rooms, how many in none, and how many open.

    Of those that are in none, the oldest that asks for nothing makes room for a new one. One that is told to go is
    among them until it is gone. Connections are known by Engine.IO's ids. `drop` ends one.
    """

    def __init__(self, allowances: Allowances, drop: Callable[[str], None]) -> None:
        self._allowances = allowances
        self._drop = drop
        self._opens = Window(WINDOW)
        self._log = RefusalLog()
        self._addresses: dict[str, str] = {}
        self._seated: set[str] = set()
        self._seated_of: Counter[str] = Counter()
        self._entering: PerAddress[str] = PerAddress(allowances.entering, self._make_room)

    def has_room(self, address: str) -> bool:
        """Whether another connection from an address would be let in."""
        may_open = self._opens.wait(address, self._allowances.opens) is None
        return may_open and not self._has_all_seats(address) and not self._entering.is_full(address)

    def open(self, sid: str, address: str) -> bool:
        """Count a new connection. Returns False for one that has to be refused."""
        if self._opens.count(address, self._allowances.opens) is not None:
            self._log.add("an address opens too many within ten seconds")
            return False
        if not self._entering.add(address, sid):
            self._log.add("an address has too many that are in no waiting room")
            return False
        self._addresses[sid] = address
        return True

    def begin(self, sid: str) -> None:
        """Note that a connection has asked to be let in."""
        self._entering.set_idle(self._addresses.get(sid, ""), sid, idle=False)

    def seat(self, sid: str) -> bool:
        """Let a connection in. Returns False where its address has too many in waiting rooms."""
        address = self._addresses.get(sid)
        if address is None or sid in self._seated:
            return True
        if self._has_all_seats(address):
            self._log.add("an address has too many in waiting rooms")
            return False
        self._entering.remove(address, sid)
        self._seated.add(sid)
        self._seated_of[address] += 1
        return True

    def is_seated(self, sid: str) -> bool:
        """Whether a connection counts among those in waiting rooms."""
        return sid in self._seated

    def turn_away(self, sid: str) -> None:
        """Note that a connection is in no waiting room, and asks for nothing at the moment."""
        address = self._addresses.get(sid, "")
        if self._unseat(sid, address) and not self._entering.add(address, sid):
            self._drop(sid)
        self._entering.set_idle(address, sid, idle=True)

    def close(self, sid: str) -> None:
        """Forget a connection that has ended."""
        address = self._addresses.pop(sid, "")
        self._unseat(sid, address)
        self._entering.remove(address, sid)

    def _has_all_seats(self, address: str) -> bool:
        return self._seated_of[address] >= self._allowances.connections

    def _unseat(self, sid: str, address: str) -> bool:
        if sid not in self._seated:
            return False
        self._seated.remove(sid)
        self._seated_of[address] -= 1
        if self._seated_of[address] == 0:
            del self._seated_of[address]
        return True

    def _make_room(self, sid: str) -> None:
        self._log.add("an address has too many that ask for nothing")
        self._drop(sid)
