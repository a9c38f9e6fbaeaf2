"""A database that can fail, hang or be slow, as the directory's callers see one."""

import asyncio
from collections.abc import Callable
from random import Random
from typing import Literal

from waitside.directory import DirectoryUnavailable
from waitside.directory.sessions import ANSWERS_WITHIN

Mood = Literal["well", "slow", "flaky", "failing", "hanging"]


class Database:
    """What the database is like at the moment, for all servers."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._changed = asyncio.Event()
        self.mood: Mood = "well"

    def set_mood(self, mood: Mood) -> None:
        """Change how it behaves; what hangs goes on."""
        self.mood = mood
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self) -> None:
        """Wait for as long as it takes at the moment. Raises TimeoutError."""
        if self.mood == "hanging":
            async with asyncio.timeout(ANSWERS_WITHIN):
                while self.mood == "hanging":
                    await self._changed.wait()
        else:
            await asyncio.sleep(self._random.choice((0.05, 0.2, 0.9, 1.6)) if self.mood == "slow" else 0.001)

    def fails(self, chance: float) -> bool:
        """Whether this piece of work fails; with that chance where the database is flaky."""
        return self.mood == "failing" or (self.mood == "flaky" and self._random.random() < chance)


class DatabaseConnection:
    """A server's access to the database, for as long as the server is running."""

    def __init__(self, database: Database, is_running: Callable[[], bool]) -> None:
        self._database = database
        self._is_running = is_running

    async def before(self) -> None:
        """Wait until the work has reached the tables. Raises DirectoryUnavailable."""
        await self._wait(chance=0.4)

    async def after(self) -> None:
        """The tables have changed: the answer may still be lost. Raises DirectoryUnavailable."""
        await self._wait(chance=0.2)

    async def _wait(self, chance: float) -> None:
        try:
            await self._database.wait()
        except TimeoutError:
            raise DirectoryUnavailable from None
        if not self._is_running():
            raise asyncio.CancelledError
        if self._database.fails(chance):
            raise DirectoryUnavailable
