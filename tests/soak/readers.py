"""Those who stop reading, so that what is meant for them piles up."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from typing import Any, Final

from tests.live.fuzz import PING, frame
from tests.soak.caller import Caller, relay
from tests.soak.field import LOOK_EVERY, SEALED, Field, Insider

READERS: Final = 20
WRITERS: Final = 4  # pages, so that the allowance of each (3,000 in 10 s) is no hindrance
FILLED_BY_ONE: Final = 10  # readers: the system takes a good hundred envelopes for each
PINGS: Final = frame(PING, b"p" * 125) * 100
ASSETS: Final = b"GET /widget.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100


async def slow_readers(field: Field) -> None:
    """Pages stop reading, and others write long envelopes to them."""
    readers = await stalled_pages(field)
    field.offenders += READERS
    writers = [await field.enter("provider", f"writer-{number}") for number in range(WRITERS)]
    began = time.monotonic()
    shares = [readers[number::WRITERS] for number in range(WRITERS)]
    work = [asyncio.create_task(_write_to(*each)) for each in zip(writers, shares, strict=True)]
    work += [asyncio.create_task(_read_on(each.caller)) for each in writers]
    await field.see_off((each.caller for each in readers), began)
    await cancelled(work)


async def stalled_pages(field: Field) -> list[Insider]:
    """Patients' pages that came in and read nothing any more."""
    readers = [await field.enter("patient", f"reader-{each}", small_buffer=True) for each in range(READERS)]
    for each in readers:
        each.caller.stall()
    return readers


async def fill_up(field: Field, readers: list[Insider], step: int) -> None:
    """Write to readers who have stalled, `step` envelopes each time, until the system takes no more for them."""
    for first in range(0, len(readers), FILLED_BY_ONE):
        writer = await field.enter("provider", f"filler-{first}")
        waiting = dict.fromkeys(readers[first : first + FILLED_BY_ONE], 0)
        while waiting:
            for number, reader in itertools.product(range(1, step + 1), waiting):
                await writer.caller.text(relay("provider", number, reader.visit, reader.entry.page, SEALED))
            await writer.caller.heard("provider")
            held = field.target.held()
            sizes = {each: held.get(each.caller.address, 0) for each in waiting}
            waiting = {each: size for each, size in sizes.items() if size - waiting[each] > step * SEALED / 2}


async def _write_to(writer: Insider, readers: list[Insider]) -> None:
    for number, reader in enumerate(itertools.cycle(readers), start=1):
        await writer.caller.text(relay("provider", number, reader.visit, reader.entry.page, SEALED))


async def _read_on(caller: Caller) -> None:
    await caller.count()


async def pings_unread(field: Field) -> None:
    """WebSocket pings without end, and nobody reads the pongs."""
    callers = [await field.call(small_buffer=True) for _ in range(READERS)]
    field.offenders += READERS
    for each in callers:
        await each.upgrade()
        each.stall()
    began = time.monotonic()
    work = [asyncio.create_task(each.pour(PINGS)) for each in callers]
    await field.see_off(callers, began)
    await cancelled(work)


async def offends_with_full_buffers(field: Field) -> None:
    """Nonsense from one who reads nothing, and for whom a little is waiting: he will not take the good-bye either."""
    readers = await stalled_pages(field)
    field.offenders += READERS
    await fill_up(field, readers, 1)
    began = time.monotonic()
    for each in readers:
        await each.caller.text(b"9")
    await field.see_off((each.caller for each in readers), began)


async def answers_unread(field: Field) -> None:
    """Plain HTTP requests whose answers nobody reads."""
    callers = [await field.call(small_buffer=True) for _ in range(READERS)]
    field.offenders += READERS
    for each in callers:
        each.stall()
    began = time.monotonic()
    work = [asyncio.create_task(_ask_on(each)) for each in callers]
    await field.see_off(callers, began)
    await cancelled(work)


async def _ask_on(caller: Caller) -> None:
    while True:
        await caller.pour(ASSETS, times=1)
        await asyncio.sleep(LOOK_EVERY)  # so much at once would pass for a head that is too long


async def cancelled(work: Sequence["asyncio.Task[Any]"]) -> None:
    """End what goes on in the background. What went wrong there is not the server's fault."""
    for each in work:
        each.cancel()
    await asyncio.gather(*work, return_exceptions=True)
