"""The browsers of a story: real page sessions, many of them in one Node process, under the story's clock."""

import itertools
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from widget.build_hook import find_node

FOREVER = 1e12
"""Milliseconds: JSON has no infinity."""

Out = dict[str, Any]
Look = dict[str, Any]


class HostFailed(Exception):
    """The Node process has ended, or did not understand."""


class Host:
    """The Node process. It lives for many stories; `folder` is where the build of `widget/simulator/` is."""

    def __init__(self, folder: Path) -> None:
        node = find_node()
        if node is None:
            raise HostFailed("there is no Node.js")
        command = [str(node / "node"), "--single-threaded", str(folder / "host.js")]  # threads only cost here
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, request: Mapping[str, object]) -> dict[str, Any]:
        """Have something done. Raises HostFailed."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(msgspec.json.encode(request) + b"\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise HostFailed("the pages' process has ended")
        decoded: dict[str, Any] = msgspec.json.decode(answer)
        if "error" in decoded:
            raise HostFailed(decoded["error"])
        return decoded

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


class Pages:
    """The pages of one story. What they do is handed to `on_out`, each thing with its page's name and its type."""

    def __init__(self, host: Host, seed: int, on_out: Callable[[Out], None]) -> None:
        self._host = host
        self._on_out = on_out
        self._events: list[Out] = []
        self._due: float | None = None
        self._calls = itertools.count(1)
        host.ask({"do": "reset", "seed": seed})

    def tell(self, type_: str, **fields: object) -> None:
        """Have something happen to a page, or a tab, once everything else of this moment is done."""
        self._events.append({"type": type_, **fields})

    def act(self, page: str, action: str, *args: object) -> int:
        """Have the person on a page do something. Returns the number that `done` will bear."""
        call = next(self._calls)
        self.tell("act", page=page, call=call, action=action, args=args)
        return call

    def look(self, pages: Sequence[str]) -> dict[str, Look]:
        """What pages show and hold."""
        looked: dict[str, Look] = self._host.ask({"do": "look", "pages": pages})["pages"]
        return looked

    def settle(self, now: float, until: float) -> float | None:
        """Let the pages take what has happened, and do what is due; see `virtual_time.Outside`."""
        if not self._events and (self._due is None or self._due > now):
            return None
        events, self._events = self._events, []
        answer = self._host.ask({"do": "step", "at": now, "until": min(until, FOREVER), "events": events})
        self._due = answer["next"]
        for out in answer["out"]:
            self._on_out(out)
        reached: float = answer["at"]
        return reached

    def due(self) -> float | None:
        """When the next timer of a page is due."""
        return self._due


def build(folder: Path) -> None:
    """Build the host and its page into a folder. Raises HostFailed."""
    node = find_node()
    if node is None:
        raise HostFailed("there is no Node.js")
    widget = Path(__file__).parents[2] / "widget"
    command = [str(node / "npm"), "run", "--silent", "simulator", "--", "--outDir", str(folder), "--logLevel", "error"]
    environment = {**os.environ, "PATH": os.pathsep.join([str(node), os.environ.get("PATH", "")])}
    built = subprocess.run(command, cwd=widget, env=environment, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        raise HostFailed(f"the pages were not built:\n{built.stdout}{built.stderr}")
