"""Those who ask too much: nothing of what they send is forbidden, but there is far too much of it."""

import asyncio
import time
from contextlib import suppress
from typing import Final

from tests.bench.machine import cpu_seconds
from tests.bench.passes import ROOMS
from tests.live.fuzz import TEXT, frame
from tests.soak.caller import Caller, Ends, relay
from tests.soak.field import WRONG, Field, Insider
from tests.soak.frames import TURNED_AWAY
from tests.soak.readers import cancelled
from waitside.limits import WINDOW, Allowances

SECONDS: Final = 10.0
MANY: Final = 50
AT_ONCE: Final = 1_000  # commands in one write
BUSY: Final = 3_000  # pages
ROUNDS: Final = 3  # commands of each
ADDRESSES: Final = 40  # from which they come
PATIENT: Final = Allowances().patient
COMMAND: Final = b'42/patient,0["command",0]'
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


async def new_pages(field: Field) -> None:
    """One patient who comes in on one page after the other, and floods the provider's page from each."""
    provider = await field.enter("provider", "doctor")
    counting = asyncio.create_task(provider.caller.count(b'"relayed"'))
    field.offenders += 1
    over = time.monotonic() + SECONDS
    pages = turned_away = 0
    while time.monotonic() < over:
        try:
            page = await field.enter("patient", "mallory")
        except Ends:
            turned_away += 1
            await asyncio.sleep(TURNED_AWAY)
            continue
        pages += 1
        commands = frame(TEXT, relay("patient", 1, page.visit, provider.entry.page, 1)) * (2 * PATIENT)
        await page.caller.pour(commands, times=1)
        await page.caller.heard("patient")
        page.caller.hang_up()
    counting.cancel()
    (letters,) = await counting
    field.notes.append(f"{letters:,} letters came through, from {pages} pages; {turned_away} times turned away")
    windows = SECONDS / WINDOW.total_seconds() + 1
    if letters > windows * PATIENT:
        field.notes.append(f"{WRONG}: more came through than one patient may send")


async def busy_pages(field: Field) -> None:
    """Many pages, from many addresses and in all rooms but the witness's, which keep within their limits.

    They come and go one after the other: what a crowd at the door costs is measured elsewhere.
    """
    callers: list[Caller] = []
    staying: list[asyncio.Task[None]] = []
    for number in range(BUSY):
        caller = await field.call(f"127.0.1.{number % ADDRESSES + 1}")
        await field.admit(caller, "patient", str(number), ROOMS[number % (len(ROOMS) - 1)])
        callers.append(caller)
        staying.append(asyncio.create_task(_answer_pings(caller)))
    field.offenders += BUSY
    process = field.target.process.pid
    began, worked = time.monotonic(), cpu_seconds(process)
    for number, each in enumerate(callers * ROUNDS):
        await each.text(COMMAND)
        await asyncio.sleep(max(0.0, began + number * SECONDS / (ROUNDS * BUSY) - time.monotonic()))
    spent = (cpu_seconds(process) - worked) * 1e6 / (ROUNDS * BUSY)
    field.notes.append(f"{ROUNDS * BUSY:,} commands, {spent:.0f} µs of the server's time for each")
    for each in callers:
        each.hang_up()
        await asyncio.sleep(SECONDS / BUSY)
    await cancelled(staying)


async def _answer_pings(caller: Caller) -> None:
    with suppress(*Ends):
        while True:
            if (await caller.receive())[1] == b"2":
                await caller.text(b"3")


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
