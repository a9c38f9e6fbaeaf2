"""`make test` part by part: all are named at the end, and one that fails makes the run fail."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.bounds import SOON

SCRIPT = Path(__file__).parents[1] / ".ci" / "test"
MAKE = """#!/bin/sh
echo "$2" >> "$CALLS"
echo "30 0" > "$WAITSIDE_RESULTS/$2.totals"
echo "NOT RUN: 1 × because of $2" > "$WAITSIDE_RESULTS/$2.not-run"
test "$2" != "$FAILS"
"""


TOOK = re.compile(r"\w+ +\d+:\d\d +\d+:\d\d")
"""The line of a part that was run: its name, how long it took, and its budget."""


def run(folder: Path, fails: str) -> tuple[int, list[str], list[str]]:
    """Run the script with a `make` of which one part fails. Returns its exit code, its lines and the parts called."""
    make, calls = folder / "make", folder / "calls"
    make.write_text(MAKE)
    make.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "CALLS": str(calls), "FAILS": fails}
    ended = subprocess.run([SCRIPT], env=environment, capture_output=True, text=True, timeout=SOON, check=False)
    assert ended.stderr == ""
    return ended.returncode, ended.stdout.splitlines(), calls.read_text().split()


def test_all_parts_are_run_and_added_up(tmp_path: Path) -> None:
    code, lines, calls = run(tmp_path, fails="none")
    assert code == 0
    assert lines[-1] == f"{30 * len(calls)} passed, 0 failed"
    assert [line.split()[0] for line in lines if TOOK.match(line)] == [*calls, "whole"]
    assert f"NOT RUN: 1 × because of {calls[-1]}" in lines
    assert not any("OVER" in line or "FAILED" in line for line in lines)


@pytest.mark.parametrize("fails", ["check", "e2e"])
def test_a_part_that_fails_is_the_last_and_is_named(tmp_path: Path, fails: str) -> None:
    code, lines, calls = run(tmp_path, fails=fails)
    assert (code, calls[-1]) == (1, fails)
    assert [line.split()[0] for line in lines if "FAILED" in line] == [fails]
    assert lines[-2:] == [f"make {fails} failed.", f"{30 * len(calls)} passed, 1 failed"]
    assert all(line.endswith("NOT RUN") for line in lines if " - " in line)
