"""Many look-ups in few queries: when a whole waiting room comes back at once, everyone asks for the same."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Gathering(Generic[Value]):
    """Looks up by key. What is asked for while a query runs is looked up together by the next one.

    `look_up` gives those of some keys that there are; nothing is kept of its answers.
    """

    def __init__(self, look_up: Callable[[Collection[str]], Awaitable[Mapping[str, Value]]]) -> None:
        self._look_up = look_up
        self._next = _Query[Value]()
        self._turn = asyncio.Lock()

    async def get(self, key: str) -> Value | None:
        """What there is at this key. Raises what `look_up` does."""
        query = self._next
        query.keys.add(key)
        async with self._turn:
            if query.running is None:
                self._next = _Query()
                query.running = asyncio.ensure_future(self._look_up(query.keys))
            found = await asyncio.shield(query.running)  # one who goes away takes it from nobody else
        return found.get(key)


class _Query(Generic[Value]):
    """Keys that are looked up together."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.running: asyncio.Future[Mapping[str, Value]] | None = None
