"""An event loop whose time passes only when there is nothing left to do at the present moment."""

import asyncio
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

    def settle(self, now: float) -> bool:
        """Do whatever is due at `now`, in ms since the story began. Returns whether there was anything."""

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
        if outside is not None and outside.settle(loop.milliseconds):
            return []
        due = outside.due() if outside is not None else None
        moments = [] if timeout is None else [round((loop.time() + timeout) * 1_000_000)]
        if due is not None:
            moments.append(round(due * 1_000))
        if not moments:
            raise Stuck
        loop.move_to(min(moments))
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
