"""Starting either server, alone on its core, and stopping it."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.machine import BenchError, on_core
from tests.bench.passes import Kind

NODE_FOLDER: Final = Path(__file__).parent / "node"
PROJECT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Server:
    """A server that answers, new and unused."""

    kind: Kind
    pid: int
    port: int
    secret: str


@contextmanager
def running(kind: Kind, core: int) -> Iterator[Server]:
    """A server of this kind on this core, for as long as it is needed. Raises BenchError."""
    port, secret = _free_port(), secrets.token_urlsafe(48)
    command, environment = _product(port, secret) if kind == "product" else _node(port, secret)
    with on_core(core):
        process = subprocess.Popen(
            command, cwd=PROJECT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
        )
    try:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise BenchError(f"The server does not start: {' '.join(command)}")
        yield Server(kind, process.pid, port, secret)
    finally:
        process.kill()  # it keeps nothing that would be worth a graceful end
        process.communicate()


def install_peer() -> None:
    """Put the peer's packages in place, as its lock says. Raises BenchError."""
    lock, installed = NODE_FOLDER / "package-lock.json", NODE_FOLDER / "node_modules" / ".package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    done = subprocess.run([_tool("npm"), "ci", "--loglevel=error"], cwd=NODE_FOLDER, stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise BenchError(f"npm could not install the peer's packages in {NODE_FOLDER.relative_to(PROJECT)}.")


def peer_versions() -> str:
    """Those of Node and socket.io."""
    package = "./node_modules/socket.io/package.json"
    return _ask_node(f"`Node ${{process.versions.node}}, socket.io ${{require('{package}').version}}`")


def _product(port: int, secret: str) -> tuple[list[str], dict[str, str]]:
    environment = {"WAITSIDE_PORT": str(port), "WAITSIDE_SECRET_KEYS": secret}
    return [sys.executable, "-m", "tests.bench.product"], environment


def _node(port: int, secret: str) -> tuple[list[str], dict[str, str]]:
    # What is called node on the PATH may be a script that starts the real one: that would not be what we measure.
    binary = _ask_node("process.execPath")
    environment = {"PORT": str(port), "SECRET": secret, "NODE_ENV": "production"}
    return [binary, str(NODE_FOLDER / "server.mjs")], environment


def _ask_node(expression: str) -> str:
    command = [_tool("node"), "--print", expression]
    return subprocess.run(command, cwd=NODE_FOLDER, capture_output=True, text=True, check=True).stdout.strip()


def _tool(name: str) -> str:
    """Where node or npm is: on the PATH or beside this Python."""
    folders = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
    found = shutil.which(name, path=folders)
    if found is None:
        raise BenchError(f"The benchmark's peer needs Node.js: there is no {name}.")
    return found


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
