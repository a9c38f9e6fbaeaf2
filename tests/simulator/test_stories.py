"""Stories from seeds hold, and can be played again; `docs/simulator.md` tells what that means."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.simulator import story
from tests.simulator.__main__ import main
from tests.simulator.each_step import EachStep
from tests.simulator.pages import Host, Look
from tests.simulator.run import run
from tests.simulator.shrink import shrink

ROOT: Final = Path(__file__).parents[2]
PARTS: Final = 6
STORIES: Final = 300
KEPT: Final = sorted((Path(__file__).parent / "kept").glob("*.story"))
"""Stories that once failed, as short as they could be made."""


def simulate(built: Path, *options: object) -> "subprocess.CompletedProcess[str]":
    """Run the command line."""
    command = [sys.executable, "-m", "tests.simulator", "--built", str(built), *map(str, options)]
    return subprocess.run(command, cwd=ROOT, env=os.environ.copy(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("part", range(PARTS))
def test_stories_hold(built: Path, part: int) -> None:
    number = STORIES // PARTS
    done = simulate(built, "--from", part * number, "--stories", number)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith(f"{number} of {number} stories held")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_story_that_once_failed_holds(host: Host, path: Path) -> None:
    seed = re.search(r"# seed (\d+):", path.read_text(encoding="utf-8"))
    assert seed is not None
    assert run(host, int(seed[1]), story.read(path)).troubles == []


def test_a_seed_tells_the_same_story_again(host: Host) -> None:
    told = story.make(7, 60)
    assert told == story.make(7, 60)
    first, second = run(host, 7, told), run(host, 7, told)
    assert first.held
    assert first.trace == second.trace
    assert first.shown == second.shown


def test_a_story_that_does_not_hold_is_shortened_to_what_it_takes(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        EachStep, "wrong", lambda _, looks: ["something is said" for look in looks.values() if _speaks(look)]
    )
    outcome = run(host, 7, story.make(7, 60))
    assert not outcome.held
    short = shrink(story.make(7, 60), lambda tried: not run(host, 7, tried).held)
    arrives, speaks = short
    assert arrives.action == "arrive"
    assert speaks.action in ("patient_writes", "patient_floods")


def test_a_run_with_a_story_that_does_not_hold_fails(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(EachStep, "wrong", lambda *_: ["nothing is right"])
    monkeypatch.setattr(sys, "argv", ["", "--built", str(built), "--from", "7", "--stories", "2"])
    assert main() == 1
    told = capsys.readouterr().out
    assert "# seed 7:" in told and "# seed 8:" in told and "# WRONG nothing is right" in told
    assert told.splitlines()[-1].startswith("0 of 2 stories held")


def _speaks(look: Look) -> bool:
    return any(conversation["messages"] for conversation in look["conversations"])
