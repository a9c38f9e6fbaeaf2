"""The command line, where it measures nothing."""

import subprocess
import sys
from pathlib import Path

from tests.bench import figures
from tests.bench.results import write
from tests.bench.sample import results
from tests.bounds import SOON


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark."""
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=SOON, check=False)


def test_results_of_before_are_shown(tmp_path: Path) -> None:
    write(results(), tmp_path / "relay.json")
    assert bench("--read", str(tmp_path / "relay.json")).stdout == figures.report(results())


def test_a_file_that_holds_no_results_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "relay.json").write_text('{"rounds": 3}')
    done = bench("--read", str(tmp_path / "relay.json"))
    assert done.returncode == 1
    assert done.stderr.startswith("bench: ")
    assert done.stderr.count("\n") == 1
