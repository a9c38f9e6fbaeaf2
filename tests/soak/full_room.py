"""A provider on a slow network who connects to a full room."""

import asyncio
import random
import time
from typing import Final

from tests.bench.passes import Pass, signer_for
from tests.soak.caller import Caller, Ends, relay
from tests.soak.field import ROOM, WRONG, Field, Insider
from tests.soak.readers import cancelled
from waitside.limits import Allowances

PATIENTS: Final = Allowances().visits
BYTES_A_SECOND: Final = 60_000
PIECE: Final = 4_096  # bytes read at once
CARD: Final = 250  # characters of a sealed name
SPREAD: Final = 2.0  # seconds within which the patients' pages hear of the new page and answer
WITHIN: Final = 60.0  # seconds


async def provider_on_a_slow_line(field: Field) -> None:
    """Half a megabit: the page gets the snapshot of 1,000 visits, and each of them sends its name at once."""
    patients = [
        await field.admit(await field.call(f"127.0.1.{number % 4 + 1}"), "patient", str(number), ROOM)
        for number in range(PATIENTS)
    ]
    fast = await field.call(small_buffer=True)
    slow = Caller(asyncio.StreamReader(limit=1 << 23), fast.writer)
    slowing = asyncio.create_task(_pass_on(fast.reader, slow.reader))
    began = time.monotonic()
    entry = Pass("provider", ROOM, "doctor", signer_for("product", field.target.secret))
    introducing = [asyncio.create_task(_introduce(each, entry.page.encode())) for each in patients]
    names = 0
    try:
        async with asyncio.timeout(WITHIN):
            await slow.enter(entry)
            while names < PATIENTS:
                _, text = await slow.receive()
                names += b'"relayed"' in text
                if text == b"2":
                    await slow.text(b"3")
    except (*Ends, TimeoutError):
        field.notes.append(f"{WRONG}: the page was cut, with {names:,} names")
    field.notes.append(f"{names:,} names after {time.monotonic() - began:.1f} s")
    await cancelled([slowing, *introducing])


async def _pass_on(source: asyncio.StreamReader, to: asyncio.StreamReader) -> None:
    """Let bytes through as slowly as the network is."""
    while piece := await source.read(PIECE):
        to.feed_data(piece)
        await asyncio.sleep(len(piece) / BYTES_A_SECOND)
    to.feed_eof()


async def _introduce(patient: Insider, page: bytes) -> None:
    """Send a name to a page as soon as it is in the team, and stay."""
    known = False
    while True:
        _, text = await patient.caller.receive()
        if text == b"2":
            await patient.caller.text(b"3")
        elif page in text and not known:
            known = True
            await asyncio.sleep(random.uniform(0, SPREAD))
            await patient.caller.text(relay("patient", 1, patient.visit, page.decode(), CARD))
