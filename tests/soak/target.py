"""The server under attack, in a process of its own, watched from outside."""

import asyncio
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from tests.bench.machine import resident_bytes

PROJECT: Final = Path(__file__).parents[2]
HELD: Final = ("01", "08")  # established, and closed by the caller alone: the states in which the server has it open
RESET_PEAK: Final = "5"  # what /proc/PID/clear_refs takes for "forget the highest resident size so far"
PATIENCE: Final = 20.0  # seconds for a server to stop


@dataclass
class Target:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    secret: str
    errors: IO[str]
    ended: int | None = field(default=None, init=False)
    """The exit code, once it has stopped."""

    def resident(self) -> float:
        """The memory that it has in RAM, in MB; none once it has ended."""
        return 0.0 if self.ended is not None else resident_bytes(self.process.pid) / 1e6

    def forget_peak(self) -> None:
        """Begin to look for the highest point of its memory."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text(RESET_PEAK)

    def peak(self) -> float:
        """The highest that its memory has been since then, in MB: the kernel's own mark, which misses no moment.

        Raises FileNotFoundError once it has ended.
        """
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        marks = (int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
        return next(marks, 0) * 1024 / 1e6

    def held(self) -> dict[tuple[str, int], int]:
        """The far ends of the connections that it holds, with the bytes that wait there to be taken."""
        found: dict[tuple[str, int], int] = {}
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, here, there, state, queues = line.split()[:5]
            if state in HELD and int(here[9:], 16) == self.port:
                host = socket.inet_ntoa(int(there[:8], 16).to_bytes(4, sys.byteorder))
                found[host, int(there[9:], 16)] = int(queues[:8], 16)
        return found

    def open_files(self) -> int:
        """How many files it has open, which include connections that it has accepted."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.process.send_signal(signal.SIGTERM)

    async def restart(self) -> None:
        """Kill the process, and start another one with the same keys at the same port."""
        self.process.kill()
        self.process.communicate()
        self.process = _start(self.port, self.secret, self.errors, {})
        await asyncio.to_thread(_wait_until_ready, self)

    def wait(self) -> float:
        """Wait for the process to end; one that does not is killed. Returns the seconds that it took."""
        began = time.monotonic()
        try:
            self.ended = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return time.monotonic() - began

    def output(self) -> list[str]:
        """The lines that it has written."""
        self.errors.seek(0)
        return [line for line in self.errors.read().splitlines() if line.strip()]


@contextmanager
def running(limits: Mapping[str, int] | None = None) -> Iterator[Target]:
    """A server of its own for an attack; `limits`: variables of `tests.soak.product`."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = int(listener.getsockname()[1])
    secret = secrets.token_urlsafe(48)
    with tempfile.TemporaryFile("w+") as errors:
        process = _start(port, secret, errors, limits or {})
        target = Target(process, port, secret, errors)
        try:
            _wait_until_ready(target)
            yield target
        finally:
            target.process.kill()  # whatever else went wrong; one that has ended does not mind
            target.process.communicate()


def _start(port: int, secret: str, errors: IO[str], limits: Mapping[str, int]) -> "subprocess.Popen[str]":
    environment = {"WAITSIDE_PORT": str(port), "WAITSIDE_SECRET_KEYS": secret}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.soak.product"],
        cwd=PROJECT,
        env={**os.environ, **environment, **{name: str(limit) for name, limit in limits.items()}},
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    )


def _wait_until_ready(target: Target) -> None:
    stdout = target.process.stdout
    if stdout is None or stdout.readline() != "ready\n":
        raise SystemExit(f"The server does not start: {target.output()[-1:]}")
