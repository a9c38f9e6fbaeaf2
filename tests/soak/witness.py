"""A patient and a provider in a room of their own, who go on writing and tell what they had to put up with.

A process of its own, started with a port: takes the server's secret on its input, and writes until that is closed.
Prints `ready`, and at the end its `Account` as JSON.
"""

import asyncio
import contextlib
import sys
import time
from dataclasses import dataclass, field
from typing import Final

import msgspec
import uvloop

from tests.bench.framing import event_of, event_prefix
from tests.bench.passes import ROOMS, Pass, signer_for
from tests.soak.caller import Caller, Ends, relay
from waitside.tokens import Role

SOURCE: Final = "127.0.0.2"  # an address of their own, as people elsewhere have
ROOM: Final = ROOMS[-1]
PERIODS: Final[dict[Role, float]] = {"provider": 1 / 45, "patient": 1 / 5}
"""Seconds between messages: 50 a second of both, and of the patient no more than a patient may send."""

LOOK_EVERY: Final = 0.04  # seconds
SIZE: Final = 400  # characters of an envelope
DRAIN: Final = 15.0  # seconds after which what has not come is lost


class Account(msgspec.Struct, frozen=True):
    """Messages, the times that they took in ms, and how many of the two were cut."""

    sent: int
    took: list[float]
    cut: int


@dataclass(eq=False)
class Side:
    """One of the two pages."""

    role: Role
    caller: Caller
    sent_at: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    cut: bool = False

    async def listen(self, other: "Side") -> None:
        """Take what the other one writes, in order."""
        arrival = event_prefix(self.role, "relayed")
        try:
            while True:
                _, text = await self.caller.receive()
                if text.startswith(arrival):
                    number = event_of(text)["seq"]
                    assert number == len(self.took) + 1, "out of order"
                    self.took.append((time.perf_counter() - other.sent_at[len(self.took)]) * 1_000)
                elif text == b"2":
                    await self.caller.text(b"3")
        except Ends:
            self.cut = True

    async def write(self, visit: str, to: str, over: asyncio.Event) -> None:
        """Write on time, whatever has become of the messages before."""
        due = time.perf_counter()
        while not over.is_set() and not self.cut:
            due += PERIODS[self.role]
            await asyncio.sleep(due - time.perf_counter())
            self.sent_at.append(time.perf_counter())
            with contextlib.suppress(ConnectionError):  # `listen` sees that too
                await self.caller.text(relay(self.role, len(self.sent_at), visit, to, SIZE))


async def converse(port: int, secret: str, over: asyncio.Event) -> Account:
    """Meet, and write until it is over."""
    sign = signer_for("product", secret)
    provider, patient = Pass("provider", ROOM, "doctor", sign), Pass("patient", ROOM, "ana", sign)
    doctor = Side("provider", await Caller.connect(port, SOURCE))
    await doctor.caller.enter(provider)
    ana = Side("patient", await Caller.connect(port, SOURCE))
    visit = (await ana.caller.enter(patient))["visit"]["id"]
    listening = [asyncio.create_task(one.listen(other)) for one, other in ((doctor, ana), (ana, doctor))]
    print("ready", flush=True)  # noqa: T201 - whoever started this waits for it
    await asyncio.gather(doctor.write(visit, patient.page, over), ana.write(visit, provider.page, over))
    sent = len(doctor.sent_at) + len(ana.sent_at)
    deadline = time.perf_counter() + DRAIN
    while len(doctor.took) + len(ana.took) < sent and time.perf_counter() < deadline and not (ana.cut or doctor.cut):
        await asyncio.sleep(LOOK_EVERY)
    cut = [doctor.cut, ana.cut].count(True)
    for each in listening:
        each.cancel()
    return Account(sent, doctor.took + ana.took, cut)


async def main() -> Account:
    """Do what the module says."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    secret = sys.stdin.readline().strip()
    loop.add_reader(sys.stdin.fileno(), over.set)  # it says nothing more: what comes is its end
    try:
        return await converse(int(sys.argv[1]), secret, over)
    finally:
        loop.remove_reader(sys.stdin.fileno())


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        account = runner.run(main())
    sys.stdout.write(msgspec.json.encode(account).decode() + "\n")
