"""The product under test: `waitside demo` as a process of its own, on free ports."""

import os
import re
import secrets
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from typing import IO
from urllib.parse import quote, quote_plus
from urllib.request import urlopen

from e2e.support import forked
from e2e.support.ports import free_ports

READY_WITHIN_S = 120.0
LAST_OF_GREETING = "Ctrl+C stops"
STOPPED_WITHIN_S = 60.0
SHORTEST_CANARY = 6
"""Shorter texts turn up in any log by chance."""


class Demo:
    """A running demo. Its keys stay the same over restarts, so open pages come back to it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.port, self.site_port = free_ports(2)
        self.secret_key = secrets.token_urlsafe(32)
        self._environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "WAITSIDE_SECRET_KEYS": self.secret_key,
            **environment,
        }
        self.private: list[str] = []
        """Every name and text that people typed: none of it may be in the output."""
        self.versions: forked.Versions | None = None
        """The versions of the protocol that the next start takes; None for those of this build."""
        self._greeted = False  # whether it has printed its addresses
        self._greetings: list[str] = []
        self._output: list[str] = []
        self._reader: threading.Thread | None = None
        self._process: ForkServerProcess | None = None

    @property
    def backend(self) -> str:
        """The backend's origin."""
        return f"http://localhost:{self.port}"

    @property
    def site(self) -> str:
        """The demo clinic's origin."""
        return f"http://localhost:{self.site_port}"

    @property
    def console_account(self) -> tuple[str, str]:
        """The e-mail and the password that the demo was last started with."""
        found = re.findall(r"/console \((\S+), password (\S+)\)", "".join(self._greetings))
        email, password = found[-1]
        return email, password

    @property
    def output(self) -> str:
        """Everything that the demo wrote after the addresses of its pages, over all its starts."""
        return "".join(self._output)

    def start(self) -> None:
        """Start the demo and wait until it has printed its addresses."""
        command = ["demo", "--port", str(self.port), "--site-port", str(self.site_port)]
        self._process, output = forked.start(command, self._environment, self.versions)
        self._greeted = False
        ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(output, ready), daemon=True)
        self._reader.start()
        ready.wait(READY_WITHIN_S)
        if not self._greeted:
            self.kill()
            raise RuntimeError(f"the demo did not start:\n{''.join(self._greetings)}")

    def fetch(self, path: str) -> str:
        """A page of the clinic's site, as its server sends it."""
        with urlopen(self.site + path) as answer:
            content: bytes = answer.read()
        return content.decode()

    def stop(self) -> None:
        """Ask the demo to stop, as a process manager does; it must end well."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(STOPPED_WITHIN_S)
        code = self._process.exitcode
        self._process = None
        assert code == 0, f"the demo ended with {code}:\n{self.output}"

    def kill(self) -> None:
        """End the demo without a warning, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.join(STOPPED_WITHIN_S)
        self._process = None

    def freeze(self) -> None:
        """Stop the demo in the middle of whatever it does: its connections stay open, and nothing comes over them."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen demo go on."""
        self._signal(signal.SIGCONT)

    def restart(self, *, fresh_keys: bool = False) -> None:
        """Kill the demo if it runs, and start it again on the same ports, with the same keys unless told otherwise."""
        self.kill()
        if fresh_keys:
            self._environment["WAITSIDE_SECRET_KEYS"] = secrets.token_urlsafe(32)
        self.start()

    def use_first_keys(self) -> None:
        """Have the next start use the keys that the demo began with."""
        self._environment["WAITSIDE_SECRET_KEYS"] = self.secret_key

    def expect_silence(self) -> None:
        """Check that nothing private is in the output, the stopped process's last words included."""
        if self._reader is not None:
            self._reader.join(STOPPED_WITHIN_S)
        output = self.output
        told = [text for text in canaries(self.private) if any(each in output for each in _spellings(text))]
        assert not told, f"the demo's output holds {told}"

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None and self._process.pid is not None
        os.kill(self._process.pid, which)

    def _read(self, stream: IO[str], ready: threading.Event) -> None:
        with stream:
            for line in stream:
                (self._output if self._greeted else self._greetings).append(line)
                if line.startswith(LAST_OF_GREETING):
                    self._greeted = True
                    ready.set()
        ready.set()  # the end of the output: the process is gone, and whoever waits shall see it at once


@contextmanager
def running_demo(environment: Mapping[str, str]) -> Iterator[Demo]:
    """A demo that is started. It must end with code 0, and must not have written a name or a text."""
    demo = Demo(environment)
    demo.start()
    try:
        yield demo
        demo.stop()
        demo.expect_silence()
    finally:
        demo.kill()


def canaries(private: Sequence[str]) -> set[str]:
    """The texts that are long enough to be told from chance."""
    return {text.strip() for text in private if len(text.strip()) >= SHORTEST_CANARY}


def _spellings(text: str) -> set[str]:
    return {text, quote(text), quote_plus(text), ascii(text)[1:-1]}
