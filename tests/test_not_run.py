"""A run says at its end what it left out, and leaves its totals for those who run several suites."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bounds import SOON

ROOT = Path(__file__).parents[1]
SUITE = """
import pytest

def test_that_passes():
    pass

def test_that_fails():
    assert False

@pytest.mark.parametrize("number", [1, 2])
def test_of_a_missing_program(number):
    pytest.skip("nginx is not installed")
"""


def test_what_was_skipped_is_said_and_collected(tmp_path: Path) -> None:
    (tmp_path / "test_suite.py").write_text(SUITE)
    results = tmp_path / "results"
    results.mkdir()
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            "/dev/null",
            "-p",
            "conftest",
            "-p",
            "no:cacheprovider",
            "test_suite.py",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "WAITSIDE_RESULTS": str(results)},
        capture_output=True,
        text=True,
        timeout=SOON,
        check=False,
    )
    said = "NOT RUN: 2 × nginx is not installed\n"
    assert run.returncode == 1
    assert said in run.stdout
    left = {file.suffix: file.read_text() for file in results.iterdir()}
    assert left == {".totals": "1 1\n", ".not-run": said}
