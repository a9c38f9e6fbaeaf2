"""Those who open WebSockets, or ask to be let in, without end."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any, Final

from tests.bench.machine import cpu_seconds
from tests.live.fuzz import CANARY, TEXT, frame
from tests.soak.caller import Caller, Ends
from tests.soak.field import MALLORY, WRONG, Field
from tests.soak.readers import cancelled

SECONDS: Final = 12.0  # more than the time within which opens are counted
FLOODERS: Final = 20  # side by side
HELLO: Final = f'40/patient,{{"version":1,"room":"room-0","key":"{CANARY}","token":"{CANARY}"}}'.encode()
HELLOS: Final = frame(TEXT, HELLO) * 1_000

Flood = Callable[[Field], Coroutine[Any, Any, None]]


async def open_on(field: Field) -> None:
    """Open WebSockets, one after the other, and hang up."""
    while True:
        await open_once(field)


async def open_once(field: Field) -> int:
    """Open a WebSocket and hang up. Returns the status; 0 where there was no answer."""
    caller = await Caller.connect(field.target.port, MALLORY)
    try:
        return await caller.upgrade()
    except Ends:
        return 0
    finally:
        caller.hang_up()


async def ask_on(field: Field) -> None:
    """Ask to be let in, with something that is no token, as fast as the server reads."""
    while True:
        caller = await Caller.connect(field.target.port, MALLORY)
        field.offenders += 1
        try:
            if await caller.upgrade() == 101:
                listening = asyncio.create_task(caller.count())
                await caller.pour(HELLOS)
                await cancelled([listening])
        except Ends:
            pass
        finally:
            caller.hang_up()


async def opens(field: Field) -> None:
    """WebSockets that are opened and hung up, from one address."""
    answers: Counter[int] = Counter()

    async def count_on() -> None:
        while True:
            answers[await open_once(field)] += 1

    busy = await _for_a_while(field, count_on)
    field.notes.append(f"{answers[101]:,} opened, {answers[429]:,} refused; the server was busy {busy:.0%} of the time")
    if not answers[429]:
        field.notes.append(f"{WRONG}: nobody was refused")


async def hellos(field: Field) -> None:
    """Callers who ask to be let in again and again, from one address."""
    busy = await _for_a_while(field, lambda: ask_on(field))
    field.notes.append(f"the server was busy {busy:.0%} of the time")


async def _for_a_while(field: Field, flood: Callable[[], Coroutine[Any, Any, None]]) -> float:
    """Flood. Returns which part of the time the server's process was working."""
    field.offenders += FLOODERS
    process = field.target.process.pid
    began, worked = time.monotonic(), cpu_seconds(process)
    flooding = [asyncio.create_task(flood()) for _ in range(FLOODERS)]
    await asyncio.sleep(SECONDS)
    busy = (cpu_seconds(process) - worked) / (time.monotonic() - began)
    await cancelled(flooding)
    return busy
