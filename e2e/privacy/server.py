"""`waitside serve` in folders of its own: all that it writes is below one folder, so all of it can be searched."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final
from urllib.request import Request, urlopen

import msgspec

from e2e.support.ports import free_ports
from waitside.directory import Directory
from waitside.directory.accounts import provider_id_of
from waitside.tokens import Role, system_clock

CLINIC: Final = "harbor"
ROOM: Final = "dr-rivera"
RIVERA: Final = "Dr. Elena Rivera"
RIVERA_EMAIL: Final = "rivera@clinic.example"
OKAFOR: Final = "Dr. Samuel Okafor"
SERVE: Final = ("waitside", "serve")
GREETING: Final = b"listens on"
READY_WITHIN_S: Final = 60.0
STOPPED_WITHIN_S: Final = 15.0


class Server:
    """A clinic with one room, a database, and a server that can be killed and started again on it."""

    def __init__(self, folder: Path, passcode: str, command: Sequence[str] = SERVE) -> None:
        """`folder` has to be empty; `passcode` is what walk-in patients are asked for."""
        self.folder = folder
        self.passcode = passcode
        self.port, self.site_port = free_ports(2)
        self.secret_key, self.password = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
        self.runs = 0
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        for each in ("work", "tmp", "home", "logs"):
            (folder / each).mkdir()
        with ThreadPoolExecutor(1) as thread:  # Playwright has an event loop in this one
            self.api_key = thread.submit(lambda: asyncio.run(self._set_up())).result()

    @property
    def backend(self) -> str:
        """The server's origin."""
        return f"http://localhost:{self.port}"

    @property
    def site(self) -> str:
        """The origin of the clinic's own site."""
        return f"http://localhost:{self.site_port}"

    @property
    def pid(self) -> int:
        """The running server's process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    def start(self) -> None:
        """Start the server and wait until it says that it listens. Everything it prints goes to a file under `logs`."""
        self.runs += 1
        self._process = subprocess.Popen(
            [str(Path(sys.executable).parent / self._command[0]), *self._command[1:]],
            cwd=self.folder / "work",
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self._process.stdout is not None
        ready, log = threading.Event(), self.folder / "logs" / f"run-{self.runs}.log"
        self._reader = threading.Thread(target=_keep, args=(self._process.stdout, log, ready), daemon=True)
        self._reader.start()
        ready.wait(READY_WITHIN_S)
        assert GREETING in log.read_bytes(), log.read_text(errors="replace")

    def stop(self) -> None:
        """Ask the server to stop, which has to end well."""
        assert self._process is not None
        self._process.terminate()
        self._process.send_signal(signal.SIGCONT)
        assert self._end() == 0, "the server ends with code 0"

    def kill(self) -> None:
        """End the server, if it runs, without a warning."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def token(self, role: Role, subject: str, reference: str | None = None) -> str:
        """A room token, as the clinic's portal gets it for its API key."""
        asked = {"room": ROOM, "role": role, "subject": subject, "reference": reference}
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        with urlopen(Request(f"{self.backend}/api/tokens", msgspec.json.encode(asked), headers)) as answer:
            token: str = msgspec.json.decode(answer.read())["token"]
        return token

    def _end(self) -> int:
        assert self._process is not None
        assert self._reader is not None
        code = self._process.wait(STOPPED_WITHIN_S)
        self._reader.join(STOPPED_WITHIN_S)
        self._process = None
        return code

    def _environment(self) -> dict[str, str]:
        outer = {name: value for name, value in os.environ.items() if not name.startswith("WAITSIDE_")}
        return {
            **outer,
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PYTHONUNBUFFERED": "1",
            "WAITSIDE_PORT": str(self.port),
            "WAITSIDE_SECRET_KEYS": self.secret_key,
        }

    async def _set_up(self) -> str:
        """Returns an API key of the clinic."""
        directory = Directory(f"sqlite+aiosqlite:///{self.folder / 'work' / 'waitside.db'}")
        administration = directory.administration
        try:
            await directory.migrate()
            await administration.add_clinic(CLINIC, "Harbor Street Clinic", [self.site])
            await administration.add_room(CLINIC, ROOM, RIVERA, "Family medicine", passcode=self.passcode)
            await directory.accounts.ensure(CLINIC, "okafor", name=OKAFOR)
            await directory.accounts.ensure(CLINIC, "rivera", name=RIVERA)
            account = {"email": RIVERA_EMAIL, "password": self.password, "rooms": [ROOM]}
            await administration.change_provider(provider_id_of(CLINIC, "rivera"), **account)
            return (await administration.add_key(CLINIC, system_clock())).text
        finally:
            await directory.close()


def _keep(stream: IO[bytes], log: Path, ready: threading.Event) -> None:
    with stream, log.open("wb", buffering=0) as kept:
        for line in stream:
            kept.write(line)
            if GREETING in line:
                ready.set()
    ready.set()  # the process is gone, and whoever waits for it shall see that at once
