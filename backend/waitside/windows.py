"""Counts attempts within fixed windows of time."""

import time
from collections.abc import Callable, Hashable
from datetime import timedelta


class Window:
    """Allows `most` attempts of each key within a window, which is the same for all keys.

    Everything is forgotten when a window ends, so that an attempt costs the same however many keys there are.
    `clock` tells seconds and never steps back.
    """

    def __init__(self, most: int, length: timedelta, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._length = length.total_seconds()
        self._clock = clock
        self._counts: dict[Hashable, int] = {}
        self._ends = 0.0

    def count(self, *key: Hashable) -> timedelta | None:
        """Count an attempt. Return how long to wait; None when it is allowed. One that is refused does not count."""
        now = self._clock()
        if now >= self._ends:
            self._counts = {}
            self._ends = now + self._length
        counted = self._counts.get(key, 0)
        if counted >= self._most:
            return timedelta(seconds=self._ends - now)
        self._counts[key] = counted + 1
        return None
