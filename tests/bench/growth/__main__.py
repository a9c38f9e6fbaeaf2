"""`python -m tests.bench.growth`: processor time of operations against how much there is; tables on the output.

The live side runs in this process, without a network, under a virtual clock and over tables in memory.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench import document
from tests.bench.growth.operations import Meter, Samples, measure, processor_time
from tests.bench.growth.results import Growth, Point
from tests.bench.growth.scenes import SCENES
from tests.bench.growth.tables import report
from tests.bench.peers import versions
from tests.bench.results import about, write
from tests.simulator.virtual_time import VirtualLoop

SIZES: Final = (1, 10, 100, 1_000, 5_000, 10_000)
QUICK_SIZES: Final = (1, 10, 100, 1_000)
SAMPLES: Final = 7  # of each operation, whenever a scene is set up
PASSES: Final = 3  # so that a moment in which the computer is busy does not count for one size alone


def main() -> None:
    """Run what the command line asks for."""
    options = _options()
    sizes, passes = (QUICK_SIZES, 1) if options.quick else (SIZES, PASSES)
    told = about(versions([]), module="tests.bench.growth", quick=options.quick)
    growth = Growth(told, {name: grown(name, sizes, passes) for name in SCENES})
    sys.stdout.write(report(growth))
    if options.json:
        write(growth, options.json)
    if options.document:
        write(growth, document.GROWTH)
        document.renew()


def grown(scene: str, sizes: tuple[int, ...], passes: int) -> dict[str, list[Point]]:
    """Measure a scene at every size, several times in turn: points by operation."""
    taken = [{size: _told(scene, size) for size in sizes} for _ in range(passes)]
    return {
        operation: [_point(operation, size, [each[size] for each in taken]) for size in sizes]
        for operation in taken[0][sizes[0]].took
    }


def measured(scene: str, size: int, count: int, meter: Meter = processor_time) -> Samples:
    """Set up a scene at one size, and measure every operation in it."""

    async def run() -> Samples:
        made = await SCENES[scene](loop, size)
        try:
            return await measure(made, count, meter)
        finally:
            await made.world.live.stop()

    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(run())


def _told(scene: str, size: int) -> Samples:
    sys.stderr.write(f"{size:,} {scene}\n")
    return measured(scene, size, SAMPLES)


def _point(operation: str, size: int, passes: list[Samples]) -> Point:
    took = [round(number, 2) for each in passes for number in each.took[operation]]
    return Point(size, took, median(passes[0].told[operation]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description="How costs grow.")
    parser.add_argument("--quick", action="store_true", help="up to 1,000 of everything, few samples")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample to a file")
    parser.add_argument("--document", action="store_true", help="renew figures and picture in docs/performance.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
