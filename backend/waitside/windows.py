"""Counts within windows of time."""

import asyncio
from collections.abc import Hashable
from datetime import timedelta
from typing import Final

SHORTEST_WAIT: Final = timedelta(seconds=0.1)


class Window:
    """Counts within a time of some `length`, at the end of which all counts are forgotten at once.

    The window begins with the first that is counted, by the event loop's clock, which never steps. Counting takes the
    same time however many are counted.
    """

    def __init__(self, length: timedelta) -> None:
        self._length = length
        self._counts: dict[Hashable, int] = {}
        self._ends = 0.0

    def count(self, who: Hashable, most: int) -> timedelta | None:
        """Count once more, unless `most` is reached. Return how long to wait; None when it was counted."""
        wait = self.wait(who, most)
        if wait is None:
            if not self._counts:
                self._begin()
            self._counts[who] = self._counts.get(who, 0) + 1
        return wait

    def wait(self, who: Hashable, most: int) -> timedelta | None:
        """Return how long to wait where `most` is reached, without counting."""
        if self._counts.get(who, 0) < most:
            return None
        return max(timedelta(seconds=self._ends - asyncio.get_running_loop().time()), SHORTEST_WAIT)

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        self._ends = loop.time() + self._length.total_seconds()
        loop.call_at(self._ends, self._counts.clear)
