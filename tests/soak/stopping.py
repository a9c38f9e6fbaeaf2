"""SIGTERM while some have stopped reading, some are well, and some never came in."""

import asyncio
from collections import Counter
from typing import Final

from tests.soak.field import WRONG, Field
from tests.soak.readers import fill_up, stalled_pages

HEALTHY: Final = 50
OUTSIDE: Final = 50
LONGEST: Final = 6.0  # seconds
PROPER: Final = (1000, 1001, 1012)  # a close frame that says: done, going away, restarting
STEP: Final = 10  # envelopes: far fewer than get a reader cut


async def stop_under_load(field: Field) -> None:
    """SIGTERM; everybody who still reads is told, and the process ends by itself."""
    readers = await stalled_pages(field)
    await fill_up(field, readers, STEP)
    stalled = len(field.target.held().keys() & {each.caller.address for each in readers})
    healthy = [await field.enter("patient", f"healthy-{each}") for each in range(HEALTHY)]
    for _ in range(OUTSIDE):
        await (await field.call()).upgrade()
    closes = asyncio.gather(*(each.caller.dismissed() for each in healthy))
    field.target.terminate()
    took = await asyncio.to_thread(field.target.wait)
    codes = Counter(await closes)
    field.notes.append(f"exit {field.target.ended} after {took:.1f} s, close frames {dict(codes)}, {stalled} stalled")
    if stalled != len(readers):
        field.notes.append(f"{WRONG}: some readers were cut before the signal")
    if field.target.ended != 0 or took > LONGEST:
        field.notes.append(f"{WRONG}: the server did not stop as it should")
    if sum(codes[code] for code in PROPER) != HEALTHY:
        field.notes.append(f"{WRONG}: not every healthy page saw a proper close")
