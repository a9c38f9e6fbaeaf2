"""An event loop whose time passes only when there is nothing left to do at the present moment."""

import asyncio
import math
import random
import selectors
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from unittest.mock import patch

EPOCH = 1_900_000_000_000
"""When every story begins, in milliseconds since the Unix epoch."""


class Outside(Protocol):
    """What lives beside the loop and shares its time."""

    def settle(self, now: float, until: float) -> float | None:
        """Do whatever is due at `now`, and go on before `until` as long as the loop does not have to know of it.

        Times in milliseconds since the story began. Returns the time that it is then; None if there was nothing to do.
        """

    def due(self) -> float | None:
        """When something is due next, in ms since the story began; None for never."""


class Stuck(Exception):
    """Nothing is left that could ever happen."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its `time` begins at 0, in seconds, and jumps to the next timer of its own or of what lives outside."""

    def __init__(self) -> None:
        self._now = 0
        self._selector_of_time = _Selector(self)
        super().__init__(self._selector_of_time)

    def time(self) -> float:
        """Seconds since the story began."""
        return self._now / 1_000_000

    @property
    def milliseconds(self) -> float:
        """Milliseconds since the story began."""
        return self._now / 1_000

    def in_milliseconds(self, delay: int) -> float:
        """The time of the loop that will be then, in the very number that `time` gives."""
        return (self._now + delay * 1_000) / 1_000_000

    def join(self, outside: Outside) -> None:
        """Share the time with something."""
        self._selector_of_time.outside = outside

    def move_to(self, microseconds: int) -> None:
        """Let time pass, never backwards."""
        self._now = max(self._now, microseconds)


class _Selector(selectors.SelectSelector):
    """Asked by the loop to wait until something happens: moves the time there instead."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop
        self.outside: Outside | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0:
            return []
        loop, outside = self._loop, self.outside
        own = math.inf if timeout is None else (loop.time() + timeout) * 1_000_000
        reached = None if outside is None else outside.settle(loop.milliseconds, own / 1_000)
        if reached is not None:
            loop.move_to(round(reached * 1_000))
            return []
        due = None if outside is None else outside.due()
        next_ = min(own, math.inf if due is None else due * 1_000)
        if next_ == math.inf:
            raise Stuck
        loop.move_to(round(next_))
        return []


@contextmanager
def determined(loop: VirtualLoop, seed: int) -> Iterator[None]:
    """Have `secrets` and `time.time` give the same in every playing of a story."""
    source = random.Random(f"secrets {seed}")
    with (
        patch.object(random, "_urandom", source.randbytes),
        patch.object(time, "time", lambda: EPOCH / 1_000 + loop.time()),
    ):
        yield
