"""What Linux tells of processes and processors."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")
MEMORY_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class BenchError(Exception):
    """One line that says why there is nothing to measure, or why a measurement does not count."""


def two_cores() -> tuple[int, int]:
    """A core for the server and another one for the load. Raises BenchError."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise BenchError("The benchmark needs two cores: one for the server, one for the load.")
    return cores[0], cores[-1]


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started in here stays on one core, with every thread that it will have."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used so far, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND  # in user mode and in the kernel


def resident_bytes(pid: int) -> int:
    """The memory that a process has in RAM."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * MEMORY_PAGE


def memory_bytes() -> int:
    """The machine's memory."""
    return os.sysconf("SC_PHYS_PAGES") * MEMORY_PAGE


def cpu_model() -> str:
    """The processor's name, as far as the system tells it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
