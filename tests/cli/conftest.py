"""What the tests of administration by the command line share."""

import asyncio
import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from waitside.cli import main
from waitside.directory import Directory


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed for scripts."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line with which it refused."""
        assert (self.code, self.out) == (2, ""), self
        assert len(self.err.splitlines()) == 1, self.err
        assert self.err.startswith("waitside: ")
        return self.err


Run = Callable[..., Said]


class Terminal(io.StringIO):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs `waitside` with these arguments and this standard input, on a database of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WAITSIDE_DATABASE_URL", "sqlite:///test.db")
    for name in ("WAITSIDE_SECRET_KEYS", "WAITSIDE_SECRET_KEYS_FILE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: str | io.StringIO | None = "") -> Said:
        monkeypatch.setattr(sys, "argv", ["waitside", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin) if isinstance(stdin, str) else stdin)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return Said(int(ended.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the newest form with the clinic harbor and the rooms dr-rivera and dr-okafor."""
    file = tmp_path_factory.mktemp("template") / "test.db"

    async def make() -> None:
        directory = Directory(f"sqlite:///{file}")
        await directory.migrate()
        await directory.administration.add_clinic("harbor", "Harbor", ["https://www.clinic.example"])
        await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
        await directory.administration.add_room("harbor", "dr-okafor", "Dr. Samuel Okafor")
        await directory.close()

    asyncio.run(make())
    return file


@pytest.fixture
def harbor(run: Run, template: Path, tmp_path: Path) -> str:
    """The id of a clinic with two rooms, in the database that commands are run on."""
    shutil.copy(template, tmp_path / "test.db")
    return "harbor"
