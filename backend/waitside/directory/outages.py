"""Says in the log, in two lines for each outage, that the database does not answer, and that it answers again."""

import logging
import time
from collections.abc import Callable
from typing import Final

logger = logging.getLogger("waitside.directory")

SAID_EVERY: Final = 60.0  # seconds, at least, between two outages in the log: a database may work every other time


class Outages:
    """What sessions met. `database` names it for the log, without a password; `clock` gives seconds.

    Silent until `log` is called: commands say themselves what is wrong.
    """

    def __init__(self, database: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._logs = False
        self._said = False
        """Whether the log's last line is that it does not answer."""
        self._next = -SAID_EVERY

    def log(self) -> None:
        """From now on, say it in the log."""
        self._logs = True

    def note_failure(self, kind: str) -> None:
        """A session failed. `kind` is the error's type: its message may hold what somebody sent."""
        now = self._clock()
        if self._logs and not self._said and now >= self._next:
            logger.error("the database does not answer, and is asked again and again: %s (%s)", self._database, kind)
            self._said, self._next = True, now + SAID_EVERY

    def note_answer(self) -> None:
        """A session went well."""
        if self._said:
            logger.warning("the database answers again: %s", self._database)
            self._said = False
