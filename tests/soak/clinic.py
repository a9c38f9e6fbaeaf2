"""A whole clinic behind one address that comes back at once."""

import asyncio
import random
import time
from typing import Any, Final

from tests.bench.framing import hello_frame
from tests.bench.passes import ROOMS
from tests.soak.caller import Ends
from tests.soak.field import WRONG, Field, Insider
from tests.soak.openings import FLOODERS, Flood, ask_on, open_on
from tests.soak.readers import cancelled
from waitside.protocol import VERSION

PEOPLE: Final = 500
STAFF: Final = 20
BACK_WITHIN: Final = 40.0  # seconds: less than the grace


async def clinic_comes_back(field: Field) -> None:
    """A server that is killed and started again, with 500 people behind one address, who all come back at once."""
    await _come_back_beside(field, None)


async def clinic_beside_opens(field: Field) -> None:
    """The same, while devices at their address open WebSockets and hang up, as fast as they can."""
    await _come_back_beside(field, open_on)


async def clinic_beside_hellos(field: Field) -> None:
    """The same, while devices at their address ask to be let in, as fast as they can."""
    await _come_back_beside(field, ask_on)


async def _come_back_beside(field: Field, flood: Flood | None) -> None:
    rooms = ROOMS[:4]
    doctors = [await field.admit(await field.call(), "provider", f"d{each}", rooms[each % 4]) for each in range(STAFF)]
    people = [
        await field.admit(await field.call(), "patient", f"p{each}", rooms[each % 4]) for each in range(PEOPLE - STAFF)
    ]
    await field.target.restart()
    field.leave()
    flooding = [asyncio.create_task(flood(field)) for _ in range(FLOODERS) if flood is not None]
    began = time.monotonic()
    back = await asyncio.gather(*(_come_back(field, each, began) for each in (*people, *doctors)))
    await cancelled(flooding)
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
