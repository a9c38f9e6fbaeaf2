"""The database under the commands: made, brought forward, and refused where it is not what it should be."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from waitside.directory import database, migrations

NEWEST = migrations.newest()
COMMANDS = [
    ("clinic", "list"),
    ("clinic", "add", "harbor", "--name", "Harbor"),
    ("room", "list"),
    ("room", "remove", "dr-rivera", "--yes"),
    ("provider", "list"),
    ("key", "list"),
    ("key", "add", "--clinic", "harbor"),
]
UNUSABLE = [
    "nonsense",
    "mysql://u:canary@h/d",
    "sqlite:///nowhere/at/all.db",
    "sqlite:///.",
    "sqlite:///test.db?mode=ro",
]


def set_form(form: str) -> None:
    """Make the database one of another form."""
    with closing(sqlite3.connect("test.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [form])


def make_first_form() -> None:
    """A database as the first step of all leaves it."""
    from sqlalchemy import create_engine  # noqa: PLC0415

    engine = create_engine("sqlite:///test.db")
    with engine.begin() as connection:
        migrations.migrate(connection, migrations.FIRST)
    engine.dispose()


def test_migrate_makes_a_database_and_says_so(run: Run) -> None:
    assert run("migrate").out == f"Made the database, of form {NEWEST}.\n"
    assert run("migrate").out == f"The database is of the newest form already: {NEWEST}.\n"


def test_migrate_brings_an_old_database_forward(run: Run) -> None:
    make_first_form()
    assert "run `waitside migrate`" in run("clinic", "list").complaint
    assert run("migrate").out == f"Brought the database from form 0001 to {NEWEST}.\n"
    assert run("clinic", "list").code == 0


def test_migrate_tells_scripts_from_and_to(run: Run) -> None:
    assert run("migrate", "--json").json == {"from": None, "to": NEWEST}
    assert run("migrate", "--json").json == {"from": NEWEST, "to": NEWEST}


@pytest.mark.parametrize("arguments", COMMANDS)
def test_without_a_database_none_is_made_in_passing(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "`waitside migrate`" in run(*arguments).complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("clinic", "list"), ("migrate",)])
def test_a_database_of_a_later_version_is_left_alone(run: Run, arguments: tuple[str, ...]) -> None:
    run("migrate")
    set_form("9999")
    assert "newer" in run(*arguments).complaint


@pytest.mark.parametrize("arguments", [*COMMANDS, ("migrate",)])
@pytest.mark.parametrize(
    "url",
    ["nonsense", "sqlite:///test.db?mode=ro", "mysql://u:canary@h/d", "sqlite:///nowhere/at/all.db", "sqlite:///."],
)
def test_a_database_that_cannot_be_used_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], url: str
) -> None:
    monkeypatch.setenv("WAITSIDE_DATABASE_URL", url)
    assert "canary" not in run(*arguments).complaint


def test_an_option_of_the_address_makes_no_database_in_passing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WAITSIDE_DATABASE_URL", "sqlite:///test.db?timeout=9")
    assert "`waitside migrate`" in run("clinic", "list").complaint
    assert list(tmp_path.iterdir()) == []
    assert run("migrate").code == run("clinic", "list").code == 0


def test_a_database_that_may_only_be_read_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("migrate")
    monkeypatch.setenv("WAITSIDE_DATABASE_URL", "sqlite:///file:test.db?mode=ro&uri=true")
    assert run("clinic", "list").code == 0
    assert "written to" in run("clinic", "add", "harbor", "--name", "Harbor").complaint


def test_a_file_that_is_no_database_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "test.db").write_text("something else entirely, " * 100)
    assert "cannot be opened" in run("clinic", "list").complaint


def test_a_database_that_another_program_holds_is_one_line(
    run: Run, harbor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", 0.1)
    with closing(sqlite3.connect("test.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        complaint = run("clinic", "change", harbor, "--name", "Harbor").complaint
    assert complaint == "waitside: The database at WAITSIDE_DATABASE_URL cannot be read or written to.\n"
