"""The operations that are measured in a scene, one at a time: each leaves as many pages as there were."""

import asyncio
import gc
import itertools
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from tests.bench.growth.scenes import Scene
from tests.bench.growth.world import Page
from waitside.live.server import SWEEP_EVERY

COMMANDS: Final = 200  # in one sample, as one alone takes less than a clock tells well
WARM_UP: Final = 3  # samples that are thrown away
PERIOD: Final = SWEEP_EVERY.total_seconds()

Meter = Callable[[], float]
"""Tells what was used so far; the difference of two readings is what was used between them."""


class Samples:
    """What each operation took, by name, in the meter's unit; and how many messages pages were sent for it."""

    def __init__(self, scene: Scene, meter: Meter) -> None:
        self.took: dict[str, list[float]] = {}
        self.told: dict[str, list[float]] = {}
        self._scene = scene
        self._meter = meter

    @contextmanager
    def of(self, operation: str, count: int = 1) -> Iterator[None]:
        """Measure what happens in here, `count` times the operation."""
        world = self._scene.world
        told, began = world.told, self._meter()
        yield
        took = self._meter() - began
        self.took.setdefault(operation, []).append(took / count)
        self.told.setdefault(operation, []).append((world.told - told) / count)


def processor_time() -> float:
    """Microseconds that this process has used of a processor."""
    return time.process_time_ns() / 1_000


async def measure(scene: Scene, count: int, meter: Meter = processor_time) -> Samples:
    """Take `count` samples of every operation, once it is warm."""
    await _take(scene, Samples(scene, meter), WARM_UP)
    samples = Samples(scene, meter)
    with _no_garbage_collection():
        await _take(scene, samples, count)
    return samples


async def _take(scene: Scene, samples: Samples, count: int) -> None:
    for _ in range(count):
        await _commands(scene, samples)
    for _ in range(count):
        await _last_comes_and_goes(scene, samples)
    for _ in range(count):
        await _first_goes(scene, samples, Samples(scene, processor_time))
    async with _sweeping(scene):
        for _ in range(count):
            with samples.of("sweep"):
                await asyncio.sleep(PERIOD)


async def _commands(scene: Scene, samples: Samples) -> None:
    """All who are active write in turn."""
    writers = itertools.islice(itertools.cycle(scene.active), COMMANDS)
    packets = [(patient, patient.envelope(provider)) for patient, provider in writers]
    with samples.of("command", COMMANDS):
        for patient, packet in packets:
            await patient.command(packet)


async def _last_comes_and_goes(scene: Scene, samples: Samples) -> None:
    """Someone arrives, and leaves as the last in line."""
    patient = await _arrive(scene, samples)
    with samples.of("departure (last)"):
        await patient.leave()


async def _first_goes(scene: Scene, samples: Samples, uncounted: Samples) -> None:
    """The first in line leaves, and someone arrives instead, which is not measured after so much else."""
    first = scene.patients.pop(0)
    with samples.of("departure (first)"):
        await first.leave()
    new = await _arrive(scene, uncounted)
    scene.patients.append(new)
    scene.active = [(new if patient is first else patient, provider) for patient, provider in scene.active]


async def _arrive(scene: Scene, samples: Samples) -> Page:
    patient = scene.world.page("patient", scene.room)
    with samples.of("arrival"):
        await patient.arrive()
    patient.read_snapshot()
    return patient


@asynccontextmanager
async def _sweeping(scene: Scene) -> AsyncIterator[None]:
    """Sweeps begin in the middle between two moments that are a period apart."""
    await scene.world.live.start()
    await asyncio.sleep(PERIOD / 2)
    yield
    await scene.world.live._sweep.stop()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """The product freezes what is there at its start, and collects seldom."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
