"""`python -m tests.simulator.defects`: puts known defects back, one at a time, and tells how many stories find each.

Each is a patch in `defects/`, applied to a copy of the sources.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PATCHES: Final = Path(__file__).parent / "defects"
PARTS: Final = ("backend", "tests", "widget", "pyproject.toml")
NOT_COPIED: Final = shutil.ignore_patterns("node_modules", "__pycache__")


def main() -> int:
    """Look for each defect. Returns the exit code: 1 if one was not found."""
    options = _options()
    patches = [each for each in sorted(PATCHES.glob("*.patch")) if options.only in each.stem]
    missed = [each for each in patches if not _is_found(each, options)]
    print(f"{len(patches) - len(missed)} of {len(patches)} defects were found")
    return 1 if missed or not patches else 0


def _is_found(patch: Path, options: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_to(copy)
        subprocess.run(["git", "apply", "--unsafe-paths", f"--directory={copy}", patch], check=True, cwd=copy)
        told = _stories(copy, options.first, options.stories)
    number = re.search(r"^# seed (\d+)", told, re.MULTILINE)
    wrong = re.search(r"^# WRONG (.*)", told, re.MULTILINE)
    if number is None or wrong is None:
        print(f"{patch.stem:40} NOT FOUND in {options.stories} stories", flush=True)
        return False
    if "1 of 1 stories held" not in _stories(ROOT, int(number[1]), 1):
        print(f"{patch.stem:40} NOT PROVEN: story {number[1]} fails without the patch, too", flush=True)
        return False
    print(f"{patch.stem:40} story {int(number[1]) - options.first + 1:6}  {wrong[1]}", flush=True)
    return True


def _copy_to(copy: Path) -> None:
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=NOT_COPIED)
        else:
            shutil.copy(ROOT / part, copy / part)
    (copy / "widget" / "node_modules").symlink_to(ROOT / "widget" / "node_modules")


def _stories(sources: Path, first: int, stories: int) -> str:
    """Return what the simulator prints for these sources, up to the first story that fails."""
    paths = os.pathsep.join([str(sources), str(sources / "backend")])
    command = ["--from", str(first), "--stories", str(stories), "--long", "--first-failure"]
    run = subprocess.run(
        [sys.executable, "-m", "tests.simulator", *command],
        cwd=sources,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if " stories held " not in run.stdout:
        raise SystemExit(run.stderr)
    return run.stdout


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator.defects", description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--stories", type=int, default=10_000, help="how many may be needed at most")
    parser.add_argument("--only", default="", help="a part of a patch's name")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
