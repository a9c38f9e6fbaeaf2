"""Many look-ups in few queries: when a whole waiting room comes back at once, everyone asks for the same."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")

PATIENCE: Final = 0.5  # seconds that a query waits for the one before it, which may hang
APART: Final = 0.01  # seconds from one query's beginning to the next one's: of a crowd, many ask within that


class Gathering(Generic[Value]):
    """Looks up by key. What is asked for while a query runs, or shortly after, is looked up together by the next one.

    `look_up` gives those of some keys that there are; nothing is kept of its answers. Queries run one after the other,
    but none waits longer than `patience` seconds for the one before.
    """

    def __init__(
        self, look_up: Callable[[Collection[str]], Awaitable[Mapping[str, Value]]], patience: float = PATIENCE
    ) -> None:
        self._look_up = look_up
        self._patience = patience
        self._keys: set[str] = set()
        self._next: asyncio.Future[Mapping[str, Value]] | None = None
        self._latest: asyncio.Future[Mapping[str, Value]] | None = None
        self._began = -math.inf

    async def get(self, key: str) -> Value | None:
        """Return what there is at this key. Raises what `look_up` does."""
        self._keys.add(key)
        if self._next is None:
            self._next = asyncio.ensure_future(self._query(self._latest))
        found = await asyncio.shield(self._next)  # one who goes away takes it from nobody else
        return found.get(key)

    async def _query(self, before: "asyncio.Future[Mapping[str, Value]] | None") -> Mapping[str, Value]:
        if before is not None:
            await asyncio.wait([before], timeout=self._patience)
        loop = asyncio.get_running_loop()
        if (early := self._began + APART - loop.time()) > 0:
            await asyncio.sleep(early)
        self._began = loop.time()
        keys, self._keys = self._keys, set()
        self._latest, self._next = self._next, None
        return await self._look_up(keys)
