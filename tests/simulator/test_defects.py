"""The patches that put defects back follow the code: one that does not apply proves nothing."""

import subprocess

import pytest

from tests.simulator.defects import PATCHES, ROOT

NAMES = sorted(each.name for each in PATCHES.glob("*.patch"))


@pytest.mark.parametrize("name", NAMES)
def test_it_applies(name: str) -> None:
    command = ["git", "apply", "--check", str(PATCHES / name)]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_there_are_some() -> None:
    assert len(NAMES) >= 26
