"""Passcodes without Argon2: the real queues, places and turns, but work takes virtual time instead of a thread's."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

from tests.simulator.virtual_time import VirtualLoop
from waitside.directory import hashing

TAKES: Final = 0.05
"""Seconds that the worker is at one secret."""


def simulated_hash(secret: str) -> str:
    """Return what a room keeps of its passcode."""
    return f"hash of {secret}"


@contextmanager
def simulated_hashing(loop: VirtualLoop) -> Iterator[None]:
    """Have secrets checked in the loop's time. Queues begin empty, with the same turn for each story."""
    with (
        patch.object(hashing, "_verify", lambda secret, kept: kept == simulated_hash(secret)),
        patch.object(hashing, "Future", _futures_of(worker := _Worker(loop))),
        patch.object(hashing._worker, "_thread", worker),
        patch.object(hashing._worker, "queues", deque(hashing._worker.queues)),
    ):
        try:
            yield
        finally:
            for queue in hashing._worker.queues:
                queue._lines.clear()  # work of a killed server, which nobody waits for


def held_places() -> list[str]:
    """Who holds places in queues, or has work there."""
    return [who for queue in hashing._worker.queues for who in (*queue._held, *queue._lines)]


class _Worker:
    """Stands in for the executor of the real worker. One secret at a time; work that was cancelled takes no time."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._asked: deque[Callable[[], None]] = deque()
        self._is_busy = False

    def submit(self, work: Callable[[], None]) -> None:
        """Do something after everything that was asked before."""
        self._asked.append(work)
        self._go_on()

    def finish(self, tell: Callable[[], None]) -> None:
        """Be busy, and then tell what came of it."""
        self._is_busy = True
        self._loop.call_later(TAKES, self._end, tell)

    def _end(self, tell: Callable[[], None]) -> None:
        self._is_busy = False
        tell()
        self._go_on()

    def _go_on(self) -> None:
        while self._asked and not self._is_busy:
            self._asked.popleft()()


def _futures_of(worker: _Worker) -> type[Future[Any]]:
    class Simulated(Future[Any]):
        """Has its result once the worker has taken its time."""

        def set_result(self, result: Any) -> None:
            worker.finish(lambda: super(Simulated, self).set_result(result))

    return Simulated
