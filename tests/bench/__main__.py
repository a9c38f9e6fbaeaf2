"""`python -m tests.bench`: the product and its peer in turn, then the product against itself; tables on the output.

The server has one core, the load another. Every reading comes from a server started for it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from tests.bench.client import Plan
from tests.bench.figures import Contest, Reading
from tests.bench.machine import BenchError, cpu_model, on_core, two_cores
from tests.bench.passes import Kind
from tests.bench.servers import Server, install_peer, peer_versions, running

RATE: Final = 1_000  # messages a second when paced
IN_FLIGHT: Final = 4  # for each patient: more than the server can be waiting for
TIMEOUT: Final = 120  # seconds for one load: several times what it takes
NAMES: Final[dict[Kind, str]] = {"product": "Waitside", "node": "Node socket.io"}


class Scale(msgspec.Struct, frozen=True):
    """How long each part of a load takes, in seconds, and how many pages arrive."""

    warm_up: float
    saturate: float
    paced: float
    arrivals: int


FULL: Final = Scale(warm_up=1.0, saturate=3.0, paced=2.0, arrivals=1_000)
QUICK: Final = Scale(warm_up=0.5, saturate=1.5, paced=1.0, arrivals=500)


def main() -> None:
    """Run what the command line asks for."""
    options = _options()
    try:
        install_peer()
        scale = QUICK if options.quick else FULL
        pairs = options.pairs or (3 if options.quick else 20)
        contests = [
            contest(("product", "node"), pairs, scale),
            contest(("product", "product"), 1 if options.quick else max(5, pairs // 4), scale),
        ]
    except BenchError as error:
        sys.exit(f"bench: {error}")
    sys.stdout.write(report(contests))
    if options.json:
        raw = [{"sides": each.sides, "pairs": each.pairs} for each in contests]
        options.json.write_text(json.dumps({"about": _about(), "contests": raw}, indent=1) + "\n")


def contest(kinds: tuple[Kind, Kind], pairs: int, scale: Scale) -> Contest:
    """Measure two sides in turn. Raises BenchError."""
    first, second = kinds
    names = NAMES[first], NAMES[second] if first != second else f"{NAMES[second]} again"
    done = Contest(names, [])
    for number in range(1, pairs + 1):
        pair = reading(first, scale), reading(second, scale)
        done.pairs.append(pair)
        ratio = pair[0]["relayed"] / pair[1]["relayed"]
        sys.stderr.write(f"{names[0]} and {names[1]}, pair {number} of {pairs}: {ratio:.2f} × relayed\n")
    return done


def reading(kind: Kind, scale: Scale) -> Reading:
    """All quantities of one side, from two servers: one that relays, one that pages arrive at. Raises BenchError."""
    measured: Reading = {}
    server_core, load_core = two_cores()
    for task in ("relay", "arrivals"):
        with running(kind, server_core) as server:
            measured |= _load(server, {"task": task, **msgspec.to_builtins(scale)}, load_core)
    return measured


def report(contests: list[Contest]) -> str:
    """The tables, with what they were measured on."""
    parts = [f"Waitside's relay, {_about()}"]
    for each in contests:
        parts += [*each.doubts(), each.table(RATE), f"Pairs: {len(each.pairs)}."]
    return "\n\n".join(parts) + "\n"


def _load(server: Server, task: dict[str, object], core: int) -> Reading:
    where = {"kind": server.kind, "pid": server.pid, "port": server.port, "secret": server.secret}
    plan = msgspec.convert({**where, **task, "in_flight": IN_FLIGHT, "rate": RATE}, Plan)
    command = [sys.executable, "-m", "tests.bench.client"]
    try:
        with on_core(core):
            done = subprocess.run(
                command, input=msgspec.json.encode(plan), capture_output=True, timeout=TIMEOUT, check=False
            )
    except subprocess.TimeoutExpired:
        raise BenchError(f"{NAMES[server.kind]}: a load was not over after {TIMEOUT} s.") from None
    if done.returncode != 0:
        raise BenchError(f"{NAMES[server.kind]}: {done.stderr.decode().strip().splitlines()[-1]}")
    return msgspec.json.decode(done.stdout, type=Reading)


def _about() -> str:
    when = datetime.now(UTC).date()
    return f"{when}: Python {platform.python_version()}, {peer_versions()}, {cpu_model()} ({os.cpu_count()} cores)."


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Waitside beside Node socket.io.")
    parser.add_argument("--pairs", type=int, help="pairs of readings (20; with --quick 3)")
    parser.add_argument("--quick", action="store_true", help="a rough look, in about a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every reading to a file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
