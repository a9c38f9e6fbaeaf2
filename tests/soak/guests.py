"""One guest against everybody else behind the same address, and a whole clinic that comes back there at once."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from tests.bench.framing import hello_frame
from tests.bench.passes import ROOMS
from tests.live.fuzz import TEXT, frame
from tests.soak.caller import Caller, Ends
from tests.soak.field import WRONG, Field, Insider
from waitside.limits import Allowances
from waitside.protocol import VERSION

SECONDS: Final = 10.0
GUESTS: Final = 20  # that walk in and leave side by side
SILENT: Final = 2_000
COLLEAGUES: Final = 30  # patients who come in meanwhile, from the same address
HOME: Final = "127.0.0.4"
PEOPLE: Final = 500
STAFF: Final = 20
BACK_WITHIN: Final = 40.0  # seconds: less than the grace
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


async def clinic_comes_back(field: Field) -> None:
    """A server that is killed and started again, with 500 people behind one address, who all come back at once."""
    rooms = ROOMS[:4]
    doctors = [await field.admit(await field.call(), "provider", f"d{each}", rooms[each % 4]) for each in range(STAFF)]
    people = [
        await field.admit(await field.call(), "patient", f"p{each}", rooms[each % 4]) for each in range(PEOPLE - STAFF)
    ]
    await field.target.restart()
    field.leave()
    began = time.monotonic()
    back = await asyncio.gather(*(_come_back(field, each, began) for each in (*people, *doctors)))
    field.cut_after.clear()
    patients = back[: len(people)]
    same = sum(
        now is not None and all(now["visit"][fact] == then.snapshot["visit"][fact] for fact in ("id", "arrivedAt"))
        for now, then in zip(patients, people, strict=True)
    )
    staff = sum(each is not None for each in back[len(people) :])
    field.offenders += PEOPLE
    field.notes.append(f"{same} of {len(people)} patients have their place, {staff} of {STAFF} of the staff are in")
    field.notes.append(f"all after {time.monotonic() - began:.1f} s")
    if (same, staff) != (len(people), STAFF):
        field.notes.append(f"{WRONG}: somebody was lost")


async def _come_back(field: Field, page: Insider, began: float) -> dict[str, Any] | None:
    """Try as a page does, until it is in. Returns the snapshot; None when it took too long."""
    own: dict[str, Any] = {"version": VERSION, "room": page.entry.room, "key": page.entry.key, "returning": True}
    if page.entry.role == "patient":
        hello = hello_frame("patient", {**own, "ticket": page.snapshot["ticket"]})
    else:
        hello = page.entry.hello()
    while time.monotonic() - began < BACK_WITHIN:
        try:
            caller = await field.call()
            return await caller.enter(page.entry, hello)
        except Ends:
            await asyncio.sleep(random.uniform(0.3, 1.5))
    return None


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
