"""The lock on a database that one server holds: two would be two waiting rooms, in which nobody finds the others."""

import asyncio
import logging
import time
from typing import Final

from waitside.directory.errors import DatabaseHeld

logger = logging.getLogger("waitside.directory")

WAITS: Final = 10.0  # seconds for another server to end, as in an overlapping restart; it takes up to six
SAYS_SO_AFTER: Final = 1.0  # seconds of waiting
TRIES_EVERY: Final = 0.1  # seconds

HELD: Final = (
    "Another `waitside serve` runs on this database, and two would be two waiting rooms. "
    "Stop the other one, or give this one a database of its own in WAITSIDE_DATABASE_URL."
)


class ServerLock:
    """The lock of a database that no other server can reach, such as one in memory: there is nothing to take."""

    async def try_take(self) -> bool:
        """Take the lock unless another server has it; return whether it is ours. Raises DirectoryError."""
        return True

    async def watch(self) -> None:
        """Take the lock again whenever it was lost. Raises DatabaseHeld once another server keeps it."""

    async def release(self) -> None:
        """Let go of the lock. Takes half a second at most."""

    async def take(self) -> None:
        """Take the lock, after waiting for another server to end. Raises DatabaseHeld when that one goes on."""
        began, said = time.monotonic(), False
        while not await self.try_take():
            waited = time.monotonic() - began
            if waited >= WAITS:
                raise DatabaseHeld(HELD)
            if waited >= SAYS_SO_AFTER and not said:
                logger.warning("another server runs on this database: waits up to %g s for it to end", WAITS)
                said = True
            await asyncio.sleep(TRIES_EVERY)
