"""Those who connect and never come in, and those who come in by the thousand."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from tests.bench.passes import ROOMS
from tests.live.fuzz import CANARY
from tests.soak.caller import Caller
from tests.soak.field import ROOM, WRONG, Field
from waitside.limits import Allowances

CALLERS: Final = 300
CROWD: Final = 2_000
ADDRESSES: Final = 40  # of a crowd with many
ALLOWED: Final = Allowances().visits  # fewer than the pages that an address may have
STAY: Final = 3.0  # seconds for which a crowd is there
CHECK_IN: Final = "POST /api/rooms/room-0/check-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


async def _stay_outside(field: Field, begin: Callable[[Caller], Awaitable[None]]) -> None:
    async def make(_number: int) -> Caller:
        caller = await field.call()
        await begin(caller)
        return caller

    began = time.monotonic()
    await field.see_off(await field.crowd(CALLERS, make), began)


async def silent(field: Field) -> None:
    """TCP connections that say nothing."""

    async def begin(_caller: Caller) -> None:
        """Say nothing."""

    await _stay_outside(field, begin)


async def half_a_head(field: Field) -> None:
    """The first half of a request's head."""
    await _stay_outside(field, lambda caller: caller.send(f"GET /{CANARY} HTTP/1.1\r\nHost: local".encode()))


async def half_a_body(field: Field) -> None:
    """A request whose body does not come."""
    await _stay_outside(field, lambda caller: caller.send(f"{CHECK_IN}Content-Length: 99\r\n\r\n{{".encode()))


async def line_break_after_answer(field: Field) -> None:
    """One good request, then a line break: neither idle nor the beginning of another request."""

    async def begin(caller: Caller) -> None:
        await caller.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await caller.reader.readuntil(b"\r\n\r\n")
        await caller.send(b"\r\n")

    await _stay_outside(field, begin)


async def body_after_answer(field: Field) -> None:
    """A request that is answered before its body, which then goes on for one byte."""

    async def begin(caller: Caller) -> None:
        await caller.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n")
        await caller.reader.readuntil(b"\r\n\r\n")
        await caller.send(b"x")

    await _stay_outside(field, begin)


async def never_enters(field: Field) -> None:
    """WebSockets without a wish, whose callers do not heed that they are told to go."""

    async def begin(caller: Caller) -> None:
        await caller.upgrade()

    await _stay_outside(field, begin)


async def refused_and_stays(field: Field) -> None:
    """WebSockets whose wish was refused, and who stay all the same."""

    async def begin(caller: Caller) -> None:
        await caller.upgrade()
        await caller.text(f'40/patient,{{"version":1,"token":"{CANARY}"}}'.encode())
        while not (await caller.receive())[1].startswith(b"44"):
            pass

    await _stay_outside(field, begin)


async def crowd_of_one_address(field: Field) -> None:
    """Idle pages with good tokens, all from one address and to one room, which takes half of them."""
    admitted = await _crowd(field, 1, [ROOM])
    if admitted != ALLOWED:
        field.notes.append(f"{WRONG}: {admitted} of {CROWD} were let in, not {ALLOWED}")


async def crowd_of_many_addresses(field: Field) -> None:
    """Idle pages with good tokens from many addresses, in many rooms: what so many cost who may all come in."""
    before = field.target.resident()
    admitted = await _crowd(field, ADDRESSES, ROOMS[:-1])
    if admitted != CROWD:
        field.notes.append(f"{WRONG}: {admitted} of {CROWD} were let in")
    field.notes.append(f"{(field.target.resident() - before) * 1_000 / CROWD:.1f} kB a page")


async def _crowd(field: Field, addresses: int, rooms: Sequence[str]) -> int:
    """How many were let in."""
    admitted = 0

    async def make(number: int) -> Caller:
        nonlocal admitted
        began = time.monotonic()
        caller = await field.call(f"127.0.1.{number % addresses + 1}")
        try:
            await field.admit(caller, "patient", str(number), rooms[number % len(rooms)])
            admitted += 1
        except ConnectionError:
            field.cut_after.append(time.monotonic() - began)
        return caller

    began = time.monotonic()
    await field.crowd(CROWD, make)
    field.notes.append(f"{admitted} let in, all dealt with after {time.monotonic() - began:.1f} s")
    await asyncio.sleep(STAY)
    return admitted
