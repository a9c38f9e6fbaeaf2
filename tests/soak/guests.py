"""One guest against everybody else behind the same address."""

import asyncio
import contextlib
import itertools
import json
import time
from collections.abc import Awaitable, Callable
from typing import Final

from tests.live.fuzz import TEXT, frame
from tests.soak.caller import Caller, Ends
from tests.soak.field import WRONG, Field, Insider
from tests.soak.readers import cancelled
from waitside.limits import Allowances
from waitside.serving.descriptors import RESERVED

SECONDS: Final = 10.0
GUESTS: Final = 20  # that walk in and leave side by side
FEW_FILES: Final = 256
BEING_REFUSED: Final = 8  # connections that are told so at the moment: they hold a descriptor until then
PAUSE: Final = 0.1  # seconds: what is asked is how many connections are held, not how fast they can come
SILENT: Final = 2_000
COLLEAGUES: Final = 30  # patients who come in meanwhile, from the same address
HOME: Final = "127.0.0.4"
WIDGET: Final = b"GET /widget.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 7
QUESTION: Final = b"GET /api/connection HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


async def visits_without_end(field: Field) -> None:
    """Guests of one address who walk in and leave, again and again."""
    ends = time.monotonic() + SECONDS
    admitted = refused = 0

    async def come_and_go(guest: int) -> None:
        nonlocal admitted, refused
        while time.monotonic() < ends:
            caller = await field.call()
            try:
                page = await field.admit(caller, "patient", f"{guest}-{admitted}-{refused}", walk_in=True)
            except ConnectionError:
                refused += 1
            else:
                admitted += 1
                await _leave(page)
            caller.hang_up()
            field.callers.discard(caller)

    await asyncio.gather(*(come_and_go(guest) for guest in range(GUESTS)))
    field.offenders += GUESTS
    field.notes.append(f"{admitted:,} visits, {refused:,} refused")
    if admitted != Allowances().arrivals:
        field.notes.append(f"{WRONG}: not as many as an address may have")
    await _must(field, "a guest elsewhere", lambda: _walk_in(field, HOME))
    await _must(field, "one who is signed in", lambda: field.enter("patient", "ana"))


async def silent_device_beside_a_ward(field: Field) -> None:
    """WebSockets that ask for nothing, more and more of them, while others of the same address come in."""
    doctor = await field.enter("provider", "doctor")
    over = asyncio.Event()

    async def open_more() -> None:
        while not over.is_set():
            caller = await field.call()
            try:
                await caller.upgrade()
            except Ends:
                field.notes.append("the device was refused")
            field.offenders += 1
            if field.offenders > SILENT:
                await asyncio.sleep(0.01)

    opening = [asyncio.create_task(open_more()) for _ in range(4)]
    while field.offenders < SILENT:
        await asyncio.sleep(0.1)
    numbers = iter(range(COLLEAGUES))
    times = [
        await _must(field, "a patient", lambda: field.enter("patient", f"ward-{next(numbers)}"))
        for _ in range(COLLEAGUES)
    ]
    await _must(field, "the question", lambda: _ask(field))
    over.set()
    await asyncio.gather(*opening)
    await doctor.caller.heard("provider")  # raises where the page was dropped
    field.notes.append(f"others came in within {max(times):.2f} s")


async def plain_connections_beside_a_ward(field: Field) -> None:
    """TCP connections, some silent and some that have asked something, while others of the same address ask."""

    async def make(number: int) -> Caller:
        caller = await field.call()
        if number % 2:
            await _drop_errors(caller.send(QUESTION.replace(b"close", b"keep-alive")))
        return caller

    await field.crowd(SILENT, make)
    held = await _held(field, Allowances().http)
    field.notes.append(f"{held} of {SILENT:,} held")
    if held > Allowances().http:
        field.notes.append(f"{WRONG}: more than an address may have")
    times = [await _must(field, "the question", lambda: _ask(field)) for _ in range(COLLEAGUES)]
    times.append(await _must(field, "a patient", lambda: field.enter("patient", "ana")))
    field.notes.append(f"others were answered within {max(times):.2f} s")


async def few_descriptors(field: Field) -> None:
    """Many connections to a server that may have 200 files open: those who are in stay, and new ones are refused."""

    async def make(number: int) -> Caller:
        caller = await field.call(f"127.0.1.{number % 20 + 1}")
        await _drop_errors(caller.send(b"GET "))
        return caller

    callers = await field.crowd(300, make)
    field.notes.append(f"{await _held(field, 0)} of {len(callers)} held")
    for each in callers:
        each.hang_up()
    await asyncio.sleep(1)
    await _must(field, "a patient, afterwards", lambda: field.enter("patient", "ana"))
    if not any("limit of open files" in line for line in field.target.output()):
        field.notes.append(f"{WRONG}: nothing is said of it in the log")


async def everything_from_one_address(field: Field) -> None:
    """All kinds of connections from one address to a server that may have few files open, while others come in."""
    numbers = itertools.count()

    async def begin(kind: int) -> None:
        caller = await field.call()
        match kind:
            case 0:
                await caller.send(b"GET ")
            case 1:
                await caller.send(WIDGET)
                caller.stall()
            case 2:
                await caller.upgrade()
            case 3:
                await caller.upgrade()
                await caller.text(b"1")  # and then does not close
            case _:
                await field.admit(caller, "patient", f"mallory-{next(numbers)}")

    async def go_on(kind: int) -> None:
        while True:
            await _drop_errors(begin(kind))
            field.offenders += 1
            await asyncio.sleep(PAUSE)

    before = field.target.open_files()
    attacking = [asyncio.create_task(go_on(number % 5)) for number in range(GUESTS)]
    await asyncio.sleep(SECONDS)
    most = (FEW_FILES - RESERVED) // 2
    held = field.target.open_files() - before
    field.notes.append(f"{field.offenders:,} connections, {held} of them held")
    if held > most + BEING_REFUSED:
        field.notes.append(f"{WRONG}: more than half")
    times = [await _must(field, "a page elsewhere", lambda: _come(field, next(numbers))) for _ in range(COLLEAGUES)]
    field.notes.append(f"others came in within {max(times):.2f} s")
    await cancelled(attacking)


async def _come(field: Field, number: int) -> Insider:
    return await field.admit(await field.call(HOME), "patient", f"home-{number}")


async def _held(field: Field, most: int) -> int:
    """How many of the attackers' connections the server holds, once they are few enough or a second has passed."""
    ends = time.monotonic() + 1
    while (held := len(field.target.held().keys() & {each.address for each in field.callers})) > most:
        if time.monotonic() > ends:
            break
        await asyncio.sleep(0.1)
    return held


async def _leave(page: Insider) -> None:
    await page.caller.send(frame(TEXT, b'42/patient,1["command",' + json.dumps({"type": "leave"}).encode() + b"]"))
    await _drop_errors(_until(page.caller, b"43/patient,1["))


async def _until(caller: Caller, beginning: bytes) -> None:
    while not (await caller.receive())[1].startswith(beginning):
        pass


async def _walk_in(field: Field, source: str) -> Insider:
    return await field.admit(await field.call(source), "patient", f"guest-{source}", walk_in=True)


async def _ask(field: Field) -> None:
    """Ask whether a page may connect. Raises ConnectionError unless it may."""
    caller = await field.call()
    await caller.send(QUESTION)
    if b" 204 " not in await caller.reader.readline():
        raise ConnectionRefusedError
    caller.hang_up()


async def _must(field: Field, who: str, come: Callable[[], Awaitable[object]]) -> float:
    """Have somebody come who must not be refused. Returns the seconds that it took."""
    began = time.monotonic()
    try:
        await come()
    except Ends:
        field.notes.append(f"{WRONG}: {who} was refused")
    return time.monotonic() - began


async def _drop_errors(work: Awaitable[None]) -> None:
    with contextlib.suppress(*Ends):
        await work
