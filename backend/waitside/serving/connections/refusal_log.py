"""One line in the log for many connections that were refused, or dropped to make room for others."""

import asyncio
import logging
from collections import Counter
from typing import Final

logger = logging.getLogger("waitside.connections")

EVERY: Final = 60.0  # seconds


class RefusalLog:
    """Logs each reason at most once a minute, with how often it applied since the last time."""

    def __init__(self) -> None:
        self._logged: set[str] = set()
        """The reasons that were logged less than a minute ago."""
        self._counts: Counter[str] = Counter()

    def add(self, reason: str) -> None:
        """Count one. `reason` is a constant: what callers sent, and where they are, stays out of the log."""
        self._counts[reason] += 1
        if reason not in self._logged:
            self._log(reason)

    def _log(self, reason: str) -> None:
        number = self._counts.pop(reason, 0)
        if number == 0:
            self._logged.discard(reason)
            return
        logger.warning("connections refused or dropped: %d (%s)", number, reason)
        self._logged.add(reason)
        asyncio.get_running_loop().call_later(EVERY, self._log, reason)
