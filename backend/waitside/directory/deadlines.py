"""A limit on how long work may take, also for work that one cancellation does not stop."""

import asyncio
from types import TracebackType
from typing import Final

AGAIN_AFTER: Final = 0.1  # seconds between cancellations


class Deadline:
    """Cancels the work of its block after so many seconds, and raises TimeoutError in its place.

    It goes on cancelling until the block is left, unlike `asyncio.timeout`. SQLAlchemy answers the first cancellation
    by closing the connection in good order, which a database that hangs delays; the next one drops the connection.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._cancellations = 0

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._task = task
        self._loop = asyncio.get_running_loop()
        self._cancelled_by_others = task.cancelling()
        self._timer = self._loop.call_later(self._seconds, self._cancel)

    async def __aexit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        for _ in range(self._cancellations):
            self._task.uncancel()
        is_ours = self._cancellations > 0 and self._task.cancelling() <= self._cancelled_by_others
        if is_ours and kind is not None:  # whatever the work made of being cancelled
            raise TimeoutError from None

    def _cancel(self) -> None:
        self._cancellations += 1
        self._task.cancel()
        self._timer = self._loop.call_later(AGAIN_AFTER, self._cancel)
