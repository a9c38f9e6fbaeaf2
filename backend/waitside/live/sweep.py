"""What the live side does every second: each step on its own, so that one that hangs or fails delays no other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final, TypeAlias

from waitside.directory import DirectoryUnavailable

logger = logging.getLogger("waitside.live")

STOPS_WITHIN: Final = timedelta(seconds=0.3)  # for a step in the middle of its work; then it is cancelled

Step: TypeAlias = Callable[[], Awaitable[None]]


class Sweep:
    """Begins all `steps`, which are named for the log, at every period; one that still runs is not begun twice."""

    def __init__(self, every: timedelta, steps: Mapping[str, Step]) -> None:
        self._every = every
        self._steps = steps
        self._timer: asyncio.TimerHandle | None = None
        self._running: dict[str, asyncio.Task[None]] = {}
        self._failures: dict[str, str | None] = {}

    def start(self) -> None:
        """Begin; the first time is after a whole period."""
        self._timer = asyncio.get_running_loop().call_later(self._every.total_seconds(), self._begin)

    async def stop(self) -> None:
        """Let the steps finish what they do. Those that take long are cancelled, and waited for as long again."""
        if self._timer is not None:
            self._timer.cancel()
        await self._wait()
        for each in self._running.values():
            each.cancel()
        await self._wait()

    async def _wait(self) -> None:
        if self._running:
            await asyncio.wait(self._running.values(), timeout=STOPS_WITHIN.total_seconds())

    def _begin(self) -> None:
        self.start()
        for name in [name for name in self._steps if name not in self._running]:
            self._running[name] = asyncio.create_task(self._run(name))

    async def _run(self, name: str) -> None:
        try:
            failure = await _failure(self._steps[name])
        except DirectoryUnavailable:  # which the log tells of already
            return
        finally:
            del self._running[name]
        if failure != self._failures.get(name):  # a database that is away for an hour is not worth 3,600 lines
            _log(name, failure)
        self._failures[name] = failure


async def _failure(step: Step) -> str | None:
    """Run a step. Returns the type of what it raised: its message may hold what somebody sent.

    Raises DirectoryUnavailable.
    """
    try:
        await step()
    except DirectoryUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - it runs again all the same
        return type(error).__name__
    return None


def _log(name: str, failure: str | None) -> None:
    if failure is None:
        logger.warning("works again: %s", name)
    else:
        logger.error("failing, and tried again every time: %s (%s)", name, failure)
