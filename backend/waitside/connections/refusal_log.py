"""One line in the log for many connections that were refused, or dropped to make room for others."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Final

logger = logging.getLogger("waitside.connections")

EVERY: Final = 60.0  # seconds


class RefusalLog:
    """Logs each reason at most once a minute, with how often it applied since the last time. `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[str, float] = {}
        self._counts: Counter[str] = Counter()

    def add(self, reason: str) -> None:
        """Count one. `reason` is a constant: what callers sent, and where they are, stays out of the log."""
        self._counts[reason] += 1
        now = self._clock()
        if now >= self._due.get(reason, now):
            logger.warning("connections refused or dropped: %d (%s)", self._counts.pop(reason), reason)
            self._due[reason] = now + EVERY
