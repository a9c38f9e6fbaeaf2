"""A clinic of one's own, set up from nothing by the very commands in the README, and served by `waitside serve`."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from copy import copy
from pathlib import Path
from typing import Self
from urllib.request import Request, urlopen

import msgspec

from e2e.support.guide import snippet
from e2e.support.ports import free_ports

DONE_WITHIN_S = 180.0  # ten commands on a busy machine
STOPPED_WITHIN_S = 60.0


class Installation:
    """A database in a folder, and a server that can be stopped and started again on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.site_port = free_ports(2)
        self.password = secrets.token_urlsafe(12)
        bare = {name: value for name, value in os.environ.items() if not name.startswith("WAITSIDE_")}
        path = f"{Path(sys.executable).parent}{os.pathsep}{bare.get('PATH', '')}"
        self._environment = {**bare, "PATH": path, "WAITSIDE_PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self._process: subprocess.Popen[str] | None = None

    @property
    def backend(self) -> str:
        """The server's origin."""
        return f"http://localhost:{self.port}"

    @property
    def site(self) -> str:
        """The origin of the clinic's own site."""
        return f"http://localhost:{self.site_port}"

    def set_up(self) -> str:
        """Do what the README says, up to serving. Returns what the commands printed."""
        commands, after = snippet("README.md", "A clinic of your own", "sh").split("waitside serve\n")
        assert after == "", "serving comes last"
        commands = commands.replace("https://www.clinic.example", self.site)
        commands = commands.replace("waitside provider add", f"echo '{self.password}' | waitside provider add")
        keep = 'printf "%s\\n" "$WAITSIDE_SECRET_KEYS" "$WAITSIDE_API_KEY" > kept'
        printed = self.run("sh", "-euc", commands + keep)
        keys, self.api_key = (self.folder / "kept").read_text().splitlines()
        self._environment["WAITSIDE_SECRET_KEYS"] = keys
        return printed

    def copy(self, folder: Path) -> Self:
        """Another one, in an empty folder and on a port of its own, with all that has been set up in this one."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = copy(self)
        other.folder = folder
        (other.port,) = free_ports(1)
        other._environment = {**self._environment, "WAITSIDE_PORT": str(other.port)}
        return other

    def run(self, *command: str) -> str:
        """Run a command that has to go well. Returns what it printed."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DONE_WITHIN_S,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self) -> None:
        """Start `waitside serve`, and wait until it says that it listens."""
        self._process = subprocess.Popen(
            ["waitside", "serve"],
            executable=Path(sys.executable).parent / "waitside",
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert "listens on" in line, line

    def stop(self) -> str:
        """Ask the server to stop, which has to end well. Returns what it printed since it listened."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        printed, _ = self._process.communicate(timeout=STOPPED_WITHIN_S)
        assert self._process.returncode == 0, printed
        self._process = None
        return printed

    def kill(self) -> None:
        """End the server, if it runs, without a warning."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def token(self, **wanted: str) -> str:
        """A room token, asked for as the README's portal does, but for what is `wanted` instead."""
        asked = re.search(r"-d '(\{.*?\})'", snippet("README.md", "Put it on your site", "sh"))
        assert asked is not None, "the README asks for a token"
        body = {**msgspec.json.decode(asked[1], type=dict[str, str]), **wanted}
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        request = Request(f"{self.backend}/api/tokens", msgspec.json.encode(body), headers)
        with urlopen(request) as answer:
            token: str = msgspec.json.decode(answer.read())["token"]
        return token
