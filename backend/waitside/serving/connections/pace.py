"""Spreads what takes long over several turns of the loop, so that a crowd that comes in keeps nobody else waiting."""

import asyncio
from collections import deque
from typing import Final
from weakref import WeakKeyDictionary

AT_ONCE: Final = 8  # in one turn of the loop: some milliseconds' worth of letting pages in


class Pace:
    """Those who wait for it go on in the order in which they came."""

    def __init__(self) -> None:
        self._began = 0
        """How many went on in this turn."""
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def wait(self) -> None:
        """Go on now, or in a later turn where enough went on in this one."""
        loop = asyncio.get_running_loop()
        if self._began == 0:
            loop.call_soon(self._next_turn)
        if self._began < AT_ONCE and not self._waiting:
            self._began += 1
            return
        turn = loop.create_future()
        self._waiting.append(turn)
        await turn

    def _next_turn(self) -> None:
        self._began = 0
        while self._waiting and self._began < AT_ONCE:
            turn = self._waiting.popleft()
            if not turn.done():  # it may have been cancelled
                turn.set_result(None)
                self._began += 1
        if self._began > 0:
            asyncio.get_running_loop().call_soon(self._next_turn)


# What is kept for a loop must not hold it, else it stays for ever.
_paces: WeakKeyDictionary[asyncio.AbstractEventLoop, Pace] = WeakKeyDictionary()


async def keep_pace() -> None:
    """Go on now, or in a later turn of the running loop where enough went on in this one."""
    loop = asyncio.get_running_loop()
    if (pace := _paces.get(loop)) is None:
        pace = _paces[loop] = Pace()
    await pace.wait()
