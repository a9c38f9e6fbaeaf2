"""Writes what comes up in one turn of the loop together: one system call for each socket, not for each message."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final
from weakref import WeakKeyDictionary

LONGEST: Final = 0.005  # seconds of a turn after which what has come up is written; busy ones take longer

logger = logging.getLogger("waitside.connections")


class Turns:
    """Calls back at the end of the loop's turn, or earlier in a long one. `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock  # the loop's own stands still within a turn
        self._calls: list[Callable[[], None]] = []
        self._since = 0.0

    def at_the_end(self, call: Callable[[], None]) -> None:
        """Call this once everything that is ready now has been handled."""
        now = self._clock()
        if not self._calls:
            asyncio.get_running_loop().call_soon(self._end)
            self._since = now
        self._calls.append(call)
        if now - self._since > LONGEST:
            self._end()

    def _end(self) -> None:
        calls, self._calls = self._calls, []
        for call in calls:
            try:
                call()
            except Exception as error:  # noqa: BLE001 - the others are still to be called
                logger.error("a connection could not be written to: %s", type(error).__name__)


# What is kept for a loop must not hold it, else it stays for ever.
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


def turns_of(loop: asyncio.AbstractEventLoop) -> Turns:
    """The turns of a loop."""
    if (turns := _turns.get(loop)) is None:
        turns = _turns[loop] = Turns()
    return turns
