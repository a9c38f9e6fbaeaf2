"""Forbidden frames and packets: too long, in too many parts, binary, or nonsense."""

import asyncio
import itertools
import time
from typing import Final

from tests.live.fuzz import BINARY, CANARY, TEXT, frame
from tests.soak.caller import Caller, Ends
from tests.soak.field import Field
from tests.soak.readers import cancelled

SENDERS: Final = 20
SIXTEEN_MIB: Final = 1 << 24
PART: Final = 4_096  # bytes
ATTACKERS: Final = 100
SECONDS: Final = 10.0
MISTAKES: Final = 2_000
IN_PARALLEL: Final = 20
TURNED_AWAY: Final = 0.5  # seconds until the next attempt of one whom the limits stopped
ATTACHMENT: Final = frame(BINARY, b"\x04" + CANARY.encode() * 4_600)  # 32 kB
NONSENSE: Final = ("9{}", "42/patient,[{}", "4{}", "5{}", '43/patient,1["{}"]', '451-/patient,["{}"]', "")


async def _send(field: Field, *data: bytes, times: int = 1) -> None:
    callers = [await field.call() for _ in range(SENDERS)]
    field.offenders += SENDERS
    for each in callers:
        await each.upgrade()
    began = time.monotonic()
    work = [asyncio.create_task(_pour_in_turn(each, data, times)) for each in callers]
    await field.see_off(callers, began)
    await cancelled(work)


async def _pour_in_turn(caller: Caller, data: tuple[bytes, ...], times: int) -> None:
    for each in data[:-1]:
        await caller.pour(each, times=1)
    await caller.pour(data[-1], times=times)


async def announced(field: Field) -> None:
    """A frame that says it has 16 MiB, and then nothing."""
    await _send(field, frame(TEXT, b"", length=SIXTEEN_MIB, size=8))


async def sent(field: Field) -> None:
    """16 MiB in one frame."""
    head = frame(TEXT, b"", length=SIXTEEN_MIB, size=8)
    await _send(field, head, CANARY.encode() * 9_000, times=SIXTEEN_MIB // 63_000)


async def in_parts(field: Field) -> None:
    """16 MiB in fragments."""
    part = b"x" * PART
    await _send(field, frame(TEXT, part, first=0), frame(0, part, first=0), times=SIXTEEN_MIB // PART)


async def empty_parts(field: Field) -> None:
    """Empty fragments without end."""
    await _send(field, frame(TEXT, b"", first=0), frame(0, b"", first=0) * 1_000, times=1 << 30)


async def attachments(field: Field) -> None:
    """Socket.IO's binary packets, and what they announce, again and again."""
    over = time.monotonic() + SECONDS
    numbers = itertools.count()

    async def attack() -> None:
        while time.monotonic() < over:
            number = next(numbers)
            try:
                page = await field.enter("patient", str(number % ATTACKERS))
            except Ends:
                await asyncio.sleep(TURNED_AWAY)
                continue
            packet = f'4{5 + number % 2}{number % 10 + 1}-/patient,1["{CANARY}",{{"_placeholder":true,"num":0}}]'
            await field.offend(page.caller, frame(TEXT, packet.encode()) + ATTACHMENT * 10)

    await asyncio.gather(*(attack() for _ in range(ATTACKERS)))


async def mistakes(field: Field) -> None:
    """A protocol error on each of many connections."""
    numbers = iter(range(MISTAKES))

    async def attack() -> None:
        for number in numbers:
            caller = await field.call()
            await caller.upgrade()
            text = NONSENSE[number % len(NONSENSE)].format(CANARY)
            await field.offend(caller, frame(TEXT, text.encode()) * 10)

    await asyncio.gather(*(attack() for _ in range(IN_PARALLEL)))
