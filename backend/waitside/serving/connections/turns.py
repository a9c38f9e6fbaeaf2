"""Writes what comes up in one turn of the loop together: one system call for each socket, not for each message."""

import asyncio
import logging
from collections.abc import Callable
from weakref import WeakKeyDictionary

logger = logging.getLogger("waitside.connections")


class Turns:
    """Calls back at the end of the loop's turn."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._calls: list[Callable[[], None]] = []

    def at_the_end(self, call: Callable[[], None]) -> None:
        """Call this once everything that is ready now has been handled."""
        if not self._calls:
            self._loop.call_soon(self._end)
        self._calls.append(call)

    def _end(self) -> None:
        calls, self._calls = self._calls, []
        for call in calls:
            try:
                call()
            except Exception as error:  # noqa: BLE001 - the others are still to be called
                logger.error("a connection could not be written to: %s", type(error).__name__)


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


def turns_of(loop: asyncio.AbstractEventLoop) -> Turns:
    """The turns of a loop."""
    if (turns := _turns.get(loop)) is None:
        turns = _turns[loop] = Turns(loop)
    return turns
