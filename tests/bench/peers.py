"""The servers that are compared: what each needs, how it is started, and its versions."""

import json
import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Final

from tests.bench.machine import BenchError
from tests.bench.passes import Kind

NODE_FOLDER: Final = Path(__file__).parent / "node"
MODULES: Final = NODE_FOLDER / "node_modules"
BUN: Final = MODULES / ".bin" / "bun"
PROJECT: Final = Path(__file__).parents[2]

NAMES: Final[dict[Kind, str]] = {
    "product": "Waitside",
    "node": "Node socket.io",
    "bun": "Bun socket.io",
    "stock": "python-socketio",
}

Command = tuple[list[str], dict[str, str]]
"""What to run, and what to add to its environment."""


def install() -> dict[Kind, str]:
    """Install what the peers need, as their lock says. Return why a peer cannot run, for those that cannot."""
    try:
        _install_packages()
    except BenchError as error:
        return {"node": str(error), "bun": str(error)}
    if _output([str(BUN), "--version"]) is None:
        return {"bun": "npm has no Bun for this machine, or it does not start."}
    return {}


def command_of(kind: Kind, port: int, secret: str) -> Command:
    """How a server is started on a port. Raises BenchError."""
    if kind == "product":
        return [sys.executable, "-m", "tests.bench.product"], {
            "WAITSIDE_PORT": str(port),
            "WAITSIDE_SECRET_KEYS": secret,
        }
    environment = {"PORT": str(port), "SECRET": secret, "NODE_ENV": "production"}
    if kind == "stock":
        return [sys.executable, "-m", "tests.bench.stock"], environment
    # What is called node on the PATH may be a script that starts the real one: that would not be what we measure.
    binary = str(BUN) if kind == "bun" else _output([tool("node"), "--print", "process.execPath"]) or ""
    return [binary, str(NODE_FOLDER / f"{kind}.mjs")], environment


def versions(kinds: list[Kind]) -> dict[str, str]:
    """The version of everything that is measured, by name."""
    found = {"Waitside": _commit() or metadata.version("waitside"), "Python": platform.python_version()}
    found |= {each: metadata.version(each) for each in ("python-socketio", "python-engineio", "uvicorn", "uvloop")}
    if "node" in kinds:
        found["Node.js"] = (_output([tool("node"), "--version"]) or "").removeprefix("v")
        found["socket.io"] = _version_of_module("socket.io")
    if "bun" in kinds:
        found["Bun"] = _output([str(BUN), "--version"]) or ""
        found["@socket.io/bun-engine"] = _version_of_module("@socket.io/bun-engine")
    return found


def tool(name: str) -> str:
    """Where a program is: on the PATH or beside this Python. Raises BenchError."""
    folders = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
    found = shutil.which(name, path=folders)
    if found is None:
        raise BenchError(f"{name} is missing.")
    return found


def _install_packages() -> None:
    lock, installed = NODE_FOLDER / "package-lock.json", MODULES / ".package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    done = subprocess.run([tool("npm"), "ci", "--loglevel=error"], cwd=NODE_FOLDER, stdout=sys.stderr, check=False)
    if done.returncode != 0:
        raise BenchError(f"npm could not install the packages of {NODE_FOLDER.relative_to(PROJECT)}.")


def _commit() -> str | None:
    return _output(["git", "-C", str(PROJECT), "describe", "--always", "--dirty", "--exclude=*"])


def _version_of_module(name: str) -> str:
    return str(json.loads((MODULES / name / "package.json").read_text())["version"])


def _output(command: list[str]) -> str | None:
    """The output of a program; None where it is missing or fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
