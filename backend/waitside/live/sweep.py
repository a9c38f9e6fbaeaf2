"""What the live side does every second: each step on its own, so that one that hangs or fails delays no other."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final, TypeAlias

logger = logging.getLogger("waitside.live")

STOPS_WITHIN: Final = timedelta(seconds=0.3)  # for a step in the middle of its work; then it is cancelled

Step: TypeAlias = Callable[[], Awaitable[None]]


class Sweep:
    """Runs each of the `steps`, which are named for the log, again and again, and never twice at once."""

    def __init__(self, every: timedelta, steps: Mapping[str, Step]) -> None:
        self._every = every
        self._steps = steps
        self._stopping = asyncio.Event()
        self._running: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin; the first time is after a whole period."""
        self._running = [asyncio.create_task(self._repeat(name, step)) for name, step in self._steps.items()]

    async def stop(self) -> None:
        """Let the steps finish what they do. Those that take long are cancelled, and waited for as long again."""
        self._stopping.set()
        await self._wait()
        for each in self._running:
            each.cancel()
        await self._wait()

    async def _wait(self) -> None:
        running = [each for each in self._running if not each.done()]
        if running:
            await asyncio.wait(running, timeout=STOPS_WITHIN.total_seconds())

    async def _repeat(self, name: str, step: Step) -> None:
        failing: str | None = None
        while not await self._stops_within(self._every):
            failure = await _failure(step)
            if failure != failing:  # a database that is away for an hour is not worth 3,600 lines
                _log(name, failure)
            failing = failure

    async def _stops_within(self, time: timedelta) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), time.total_seconds())
        return self._stopping.is_set()


async def _failure(step: Step) -> str | None:
    """Run a step. Returns the type of what it raised: its message may hold what somebody sent."""
    try:
        await step()
    except Exception as error:  # noqa: BLE001 - it runs again all the same
        return type(error).__name__
    return None


def _log(name: str, failure: str | None) -> None:
    if failure is None:
        logger.warning("works again: %s", name)
    else:
        logger.error("failing, and tried again every time: %s (%s)", name, failure)
