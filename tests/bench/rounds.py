"""Measuring: every server once in each round, in turn, each reading from a server started for it."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from tests.bench.client import Plan
from tests.bench.machine import BenchError, on_core, two_cores
from tests.bench.passes import Kind
from tests.bench.results import AGAIN, Reading
from tests.bench.servers import Server, running

RATE: Final = 1_000  # messages a second when paced
IN_FLIGHT: Final = 4  # for each patient: more than the server can be waiting for
TIMEOUT: Final = 120  # seconds for one load: several times what it takes

Part = Literal["relay", "arrivals"]


class Scale(msgspec.Struct, frozen=True):
    """How long each part of a load takes, in seconds, how many pages are there, and how many more arrive."""

    warm_up: float
    saturate: float
    paced: float
    patients: int
    arrivals: int


FULL: Final = Scale(warm_up=1.0, saturate=3.0, paced=2.0, patients=200, arrivals=1_000)
QUICK: Final = Scale(warm_up=0.3, saturate=1.0, paced=0.5, patients=200, arrivals=400)


def measure_round(kinds: Mapping[str, Kind], parts: list[Part], scale: Scale, number: int) -> dict[str, Reading]:
    """Measure each of the servers, by key; every second round in reverse. Raises BenchError."""
    order = list(kinds) if number % 2 else list(kinds)[::-1]
    found = {key: reading(kinds[key], parts, scale) for key in order}
    return {key: found[key] for key in kinds}


def kinds_of(peers: list[Kind]) -> dict[str, Kind]:
    """What is measured, by key: the product, its peers, and the product again."""
    return {"product": "product", **{peer: peer for peer in peers}, AGAIN: "product"}


def reading(kind: Kind, parts: list[Part], scale: Scale) -> Reading:
    """All quantities of one server, from one that relays and another one that pages arrive at. Raises BenchError."""
    measured: Reading = {}
    server_core, load_core = two_cores()
    for part in parts:
        with running(kind, server_core) as server, on_core(load_core):
            measured |= load(server, part, scale)
    return measured


def load(server: Server, part: Part, scale: Scale) -> Reading:
    """What a load measured, in a process of its own. Raises BenchError."""
    where = {"kind": server.kind, "pid": server.pid, "port": server.port, "secret": server.secret}
    what = {"task": part, "in_flight": IN_FLIGHT, "rate": RATE, **msgspec.to_builtins(scale)}
    command = [sys.executable, "-m", "tests.bench.client"]
    plan = msgspec.json.encode(msgspec.convert({**where, **what}, Plan))
    try:
        done = subprocess.run(command, input=plan, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        raise BenchError(f"{server.kind}: a load was not over after {TIMEOUT} s.") from None
    if done.returncode != 0:
        raise BenchError(f"{server.kind}: {(done.stderr.decode().strip() or 'the load failed').splitlines()[-1]}")
    return msgspec.json.decode(done.stdout, type=Reading)
