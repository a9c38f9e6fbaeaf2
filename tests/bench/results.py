"""What a run measured, as it is written to a file.

The file is JSON: one object of the class `Results` below, with the names of its fields as keys. It holds every reading;
tables and pictures are made from it (`tests.bench.figures`, `tests.bench.picture`).
"""

import os
import platform
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from tests.bench.machine import cpu_model, memory_bytes

AGAIN: Final = "again"
"""The product a second time: its ratio to the first says how much of a ratio is noise."""

Reading = dict[str, float]
"""What one server gave in one round, by the keys of `tests.bench.figures.QUANTITIES`."""


class Machine(msgspec.Struct, frozen=True):
    """Where it was measured. `load` is the load average of the minute before; `memory` is in GiB."""

    processor: str
    cores: int
    memory: float
    system: str
    load: float


class About(msgspec.Struct, frozen=True):
    """When, how, where and with what it was measured. `versions` by the names of programs and libraries."""

    when: str
    command: str
    quick: bool
    machine: Machine
    versions: dict[str, str]

    def line(self) -> str:
        """All of it in one paragraph."""
        machine = self.machine
        where = f"{machine.processor} ({machine.cores} cores, {machine.memory:.0f} GiB), {machine.system}"
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        return f"{self.when}, `{self.command}`, {where}, load {machine.load:.1f} at the beginning. {versions}."


class Results(msgspec.Struct, frozen=True):
    """The relay beside its peers: in each round every server was measured once, in turn.

    `names` are those of the servers, by key: `product`, the peers, and `again`. `rate` is in messages a second, when
    paced. `not_run` says why a peer is missing, by its name.
    """

    about: About
    rate: int
    names: dict[str, str]
    rounds: list[dict[str, Reading]]
    not_run: dict[str, str]


def about(versions: dict[str, str], *, module: str, quick: bool) -> About:
    """What can be told of this run at its beginning."""
    machine = Machine(
        processor=cpu_model(),
        cores=os.cpu_count() or 0,
        memory=round(memory_bytes() / 2**30, 1),
        system=f"{platform.system()} {platform.release().partition('-')[0]}",
        load=round(os.getloadavg()[0], 1),
    )
    command = shlex.join(["python", "-m", module, *sys.argv[1:]])
    return About(datetime.now(UTC).date().isoformat(), command, quick, machine, versions)


def write(results: msgspec.Struct, file: Path) -> None:
    """Write results to a file, whose folder is made where missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
