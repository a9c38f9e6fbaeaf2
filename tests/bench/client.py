"""The load, a process of its own: takes a plan on its standard input, prints what it measured as JSON."""

import asyncio
import gc
import itertools
import json
import sys
import time
from statistics import quantiles
from typing import Final, Literal

import msgspec
import uvloop

from tests.bench.crowd import Crowd
from tests.bench.machine import BenchError, cpu_seconds, resident_bytes
from tests.bench.passes import Kind

SETTLE: Final = 0.5  # seconds after which memory is looked at
DRAIN: Final = 10.0  # seconds within which everything sent has to be there
TICK: Final = 0.001  # seconds: what the event loop's timers can do


class Plan(msgspec.Struct, frozen=True):
    """What to do to which server. Times in seconds."""

    task: Literal["relay", "arrivals"]
    kind: Kind
    pid: int
    port: int
    secret: str
    warm_up: float
    saturate: float
    in_flight: int
    """Messages that each patient keeps on their way."""
    paced: float
    rate: int
    """Messages a second of all patients, when paced."""
    arrivals: int
    patients: int


class Gauge:
    """What a stretch of time took of both processors."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._began = time.perf_counter(), cpu_seconds(pid), time.process_time()

    def read(self) -> tuple[float, float, float]:
        """Seconds since the beginning, and the share of them that server and client were busy."""
        began, server, client = self._began
        seconds = time.perf_counter() - began
        return seconds, (cpu_seconds(self._pid) - server) / seconds, (time.process_time() - client) / seconds


async def saturate(crowd: Crowd, plan: Plan) -> dict[str, float]:
    """Messages a second when every patient always has some on their way."""
    for patient in crowd.patients:
        patient.window = plan.in_flight
        for _ in range(plan.in_flight):
            patient.write()
    await asyncio.sleep(plan.warm_up)
    gauge, before = Gauge(plan.pid), crowd.completed
    await asyncio.sleep(plan.saturate)
    (seconds, server, client), relayed = gauge.read(), crowd.completed - before
    for patient in crowd.patients:
        patient.window = 0
    await drain(crowd)
    cost = server * seconds / relayed
    return {"relayed": relayed / seconds, "cost": cost * 1e6, "server_busy": server, "client_busy": client}


async def pace(crowd: Crowd, plan: Plan) -> dict[str, float]:
    """Time from sending to the recipient's page, in ms, at a steady rate that waits for nothing."""
    await send_steadily(crowd, plan.rate, plan.warm_up / 2)
    await drain(crowd)
    first = [len(patient.sent_at) for patient in crowd.patients]
    await send_steadily(crowd, plan.rate, plan.paced)
    await drain(crowd)
    took = [
        (arrived - sent) / 1e6
        for patient, start in zip(crowd.patients, first, strict=True)
        for sent, arrived in zip(patient.sent_at[start:], patient.arrived_at[start:], strict=True)
    ]
    percentiles = quantiles(took, n=100)
    return {"p50": percentiles[49], "p99": percentiles[98]}


async def send_steadily(crowd: Crowd, rate: int, seconds: float) -> None:
    """Send on time, whatever has become of the messages before."""
    writers, began, sent = itertools.cycle(crowd.patients), time.perf_counter(), 0
    while sent < rate * seconds:
        await asyncio.sleep(TICK)
        due = int((time.perf_counter() - began) * rate) - sent
        for patient in itertools.islice(writers, due):
            patient.write()
        sent += due


async def drain(crowd: Crowd) -> None:
    """Until everything sent is acknowledged and there. Raises BenchError."""
    deadline = time.perf_counter() + DRAIN
    while any(patient.completed < len(patient.sent_at) for patient in crowd.patients):
        crowd.check()
        if time.perf_counter() > deadline:
            raise BenchError(f"Messages or acknowledgements were lost: {DRAIN:.0f} s later they are not there.")
        await asyncio.sleep(TICK)
    crowd.check()


async def arrive(crowd: Crowd, plan: Plan) -> dict[str, float]:
    """How fast more patients are let in, and the server's memory for each of them."""
    await asyncio.sleep(SETTLE)
    gauge, before = Gauge(plan.pid), resident_bytes(plan.pid)
    await crowd.add_patients(plan.arrivals)
    seconds, server, client = gauge.read()
    await asyncio.sleep(SETTLE)
    grown = resident_bytes(plan.pid) - before
    crowd.check()
    return {
        "connected": plan.arrivals / seconds,
        "entry_cost": server * seconds / plan.arrivals * 1e6,
        "memory": grown / plan.arrivals / 1_000,
        "door_server_busy": server,
        "door_client_busy": client,
    }


async def carry_out(plan: Plan) -> dict[str, float]:
    """Do what the plan says. Raises BenchError."""
    crowd = Crowd(plan.kind, plan.port, plan.secret)
    await crowd.open(plan.patients)
    gc.collect()
    gc.disable()  # a pause of this process would look like one of the server
    if plan.task == "arrivals":
        return await arrive(crowd, plan)
    return {**await saturate(crowd, plan), **await pace(crowd, plan)}


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            measured = runner.run(carry_out(msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)))
        except BenchError as error:
            sys.exit(str(error))
    sys.stdout.write(json.dumps(measured))
