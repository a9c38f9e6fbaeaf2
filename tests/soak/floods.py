"""Those who ask too much: nothing of what they send is forbidden, but there is far too much of it."""

import asyncio
import time
from typing import Final

from tests.live.fuzz import TEXT, frame
from tests.soak.caller import Caller, relay
from tests.soak.field import WRONG, Field, Insider
from tests.soak.readers import cancelled

SECONDS: Final = 10.0
MANY: Final = 50
AT_ONCE: Final = 1_000  # commands in one write
PONGS: Final = frame(TEXT, b"3") * 100_000
"""Engine.IO's answer to a ping: the smallest text that no rule forbids."""


async def one_page(field: Field) -> None:
    """One page that sends good commands as fast as it can."""
    await _flood(field, 1)


async def many_pages(field: Field) -> None:
    """Many of them, from one address."""
    await _flood(field, MANY)


async def _flood(field: Field, pages: int) -> None:
    provider = await field.enter("provider", "doctor")
    reading = asyncio.create_task(_read_on(provider.caller))
    flooders = [await field.enter("patient", str(number)) for number in range(pages)]
    field.offenders += pages
    told = await asyncio.gather(*(_ask(each, provider.entry.page) for each in flooders))
    accepted, refused = (sum(column) for column in zip(*told, strict=True))
    field.notes.append(f"{accepted:,} accepted, {refused:,} told to wait")
    if not refused:
        field.notes.append(f"{WRONG}: nobody was told to wait")
    await cancelled([reading])


async def _ask(page: Insider, to: str) -> list[int]:
    commands = frame(TEXT, relay("patient", 1, page.visit, to, 1)) * AT_ONCE
    counting = asyncio.create_task(page.caller.count(b'"accepted"', b'"retryAfter":'))
    sending = asyncio.create_task(page.caller.pour(commands))
    await asyncio.sleep(SECONDS)
    await cancelled([sending])
    counting.cancel()
    return await counting


async def pongs(field: Field) -> None:
    """Callers who have not come in answer pings that nobody sent."""
    callers = [await field.call() for _ in range(MANY)]
    field.offenders += MANY
    for each in callers:
        await each.upgrade()
    began = time.monotonic()
    work = [asyncio.create_task(each.pour(PONGS)) for each in callers]
    await field.see_off(callers, began)
    await cancelled(work)


async def _read_on(caller: Caller) -> None:
    await caller.count()
