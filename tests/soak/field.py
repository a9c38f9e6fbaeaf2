"""Where an attack takes place: who attacks, from where, and what became of them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.bench.passes import ROOMS, Pass, signer_for
from tests.live.fuzz import CANARY
from tests.soak.caller import Caller
from tests.soak.target import Target
from waitside.tokens import WALK_IN, Role

MALLORY: Final = "127.0.0.3"  # where attackers are, unless they have many addresses
ROOM: Final = ROOMS[0]
SEALED: Final = 20_000  # characters: as long as an envelope gets in practice
LOOK_EVERY: Final = 0.1  # seconds
PATIENCE: Final = 15.0  # seconds after which nobody waits any longer for a caller to be cut
AT_ONCE: Final = 100  # connections that are opened side by side
TOO_LONG: Final = float("inf")  # for one who was not cut
WRONG: Final = "WRONG"  # how a note begins that tells of a goal of its own, missed


@dataclass
class Field:
    """The server, and the tally of an attack on it. Times in seconds."""

    target: Target
    offenders: int = 0
    cut_after: list[float] = field(default_factory=list)
    """How long the server put up with each who was to be cut."""
    notes: list[str] = field(default_factory=list)
    callers: set[Caller] = field(default_factory=set)

    async def call(self, source: str = MALLORY, *, small_buffer: bool = False) -> Caller:
        """A new connection, which is open until the attack is over."""
        caller = await Caller.connect(self.target.port, source, small_buffer=small_buffer)
        self.callers.add(caller)
        return caller

    async def enter(self, role: Role, subject: str, *, small_buffer: bool = False) -> "Insider":
        """A page in the attacked room, over a new connection. Raises ConnectionError when it is turned away."""
        return await self.admit(await self.call(small_buffer=small_buffer), role, subject)

    async def admit(
        self, caller: Caller, role: Role, subject: str, room: str = ROOM, *, walk_in: bool = False
    ) -> "Insider":
        """A page in a room. Raises ConnectionError when it is turned away."""
        whole = f"{WALK_IN if walk_in else ''}{CANARY}-{subject}"
        entry = Pass(role, room, whole, signer_for("product", self.target.secret))
        return Insider(caller, entry, await caller.enter(entry))

    async def crowd(self, number: int, make: Callable[[int], Awaitable[Caller]]) -> list[Caller]:
        """So many offenders, each made by its number."""
        made: list[Caller] = []
        for first in range(0, number, AT_ONCE):
            made += await asyncio.gather(*(make(each) for each in range(first, min(first + AT_ONCE, number))))
        self.offenders += number
        return made

    async def offend(self, caller: Caller, data: bytes) -> None:
        """Send what is forbidden, once, and wait to be told to go."""
        began = time.monotonic()
        self.offenders += 1
        await caller.pour(data, times=1)
        try:
            await asyncio.wait_for(caller.dismissed(), PATIENCE)
            self.cut_after.append(time.monotonic() - began)
        except TimeoutError:
            self.cut_after.append(TOO_LONG)
        caller.hang_up()
        self.callers.discard(caller)

    async def see_off(self, callers: Iterable[Caller], since: float) -> None:
        """Wait until the server has let go of these, by the system's table of connections."""
        waited_for = {caller.address for caller in callers}
        while waited_for and time.monotonic() - since < PATIENCE:
            await asyncio.sleep(LOOK_EVERY)
            gone = waited_for - self.target.held().keys()
            self.cut_after += [time.monotonic() - since] * len(gone)
            waited_for -= gone
        self.cut_after += [TOO_LONG] * len(waited_for)

    def leave(self) -> None:
        """Everybody hangs up."""
        for caller in self.callers:
            caller.hang_up()


@dataclass(eq=False)
class Insider:
    """A page that was let in."""

    caller: Caller
    entry: Pass
    snapshot: dict[str, Any]

    @property
    def visit(self) -> str:
        """A patient's visit."""
        visit: str = self.snapshot["visit"]["id"]
        return visit
