"""`python -m tests.bench.profile`: where the server's time goes under the bench's load.

Writes a flame graph that a browser opens (a click zooms, Ctrl-F searches), and a table on the output. py-spy looks at
the server from outside, 250 times a second, so the server runs as fast as it does otherwise.
"""

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.bench import flames
from tests.bench.machine import BenchError, on_core, two_cores
from tests.bench.peers import PROJECT, tool
from tests.bench.rounds import Part, Scale, load
from tests.bench.servers import Server, running

RATE: Final = 250  # samples a second
BEGIN_AFTER: Final = 2.0  # seconds: pages are in, and the server is warm
SECONDS: Final[dict[Part, int]] = {"relay": 8, "arrivals": 4}
SCALE: Final = Scale(warm_up=2.0, saturate=9.0, paced=0.5, patients=200, arrivals=8_000)


def main() -> None:
    """Run what the command line asks for."""
    options = _options()
    file: Path = options.output or PROJECT / "test-results" / f"profile-{options.part}.svg"
    try:
        record(options.part, file)
        profile = flames.read(file.read_text())
    except (BenchError, ValueError) as error:
        sys.exit(f"profile: {error}")
    sys.stdout.write(f"{profile.table()}\n\n{profile.samples} samples while the server was busy.\n")
    sys.stdout.write("`own` includes what a function calls in C: JSON, hashing, writing to a socket.\n")
    sys.stdout.write(f"Flame graph: {file}\n")


def record(part: Part, file: Path) -> None:
    """Have py-spy watch a server under load. Raises BenchError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    server_core, load_core = two_cores()
    with running("product", server_core) as server, on_core(load_core), ThreadPoolExecutor() as threads:
        loading = threads.submit(load, server, part, SCALE)
        time.sleep(BEGIN_AFTER)
        _watch(server, SECONDS[part], file)
        loading.result()


def _watch(server: Server, seconds: int, file: Path) -> None:
    what = ["--pid", str(server.pid), "--duration", str(seconds), "--rate", str(RATE)]
    how = ["--nonblocking", "--format", "flamegraph", "--function", "--output", str(file)]
    done = subprocess.run([tool("py-spy"), "record", *what, *how], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"py-spy failed: {done.stderr.strip().splitlines()[-1]}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.profile", description="Where the server's time goes.")
    parser.add_argument("--part", choices=list(SECONDS), default="relay", help="which load (relay)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="the flame graph (test-results/profile-PART.svg)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
