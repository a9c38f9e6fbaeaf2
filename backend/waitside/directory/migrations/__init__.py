"""The steps from each shape of the tables to the next one, run by Alembic.

A step that has been released is never changed. A new one is a file in `versions/`, written by hand, and has to come out
as `tables.py` has it: a test compares the two.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from waitside.directory.errors import DirectoryError

FIRST = "0001"


def migrate(connection: Connection, target: str = "head") -> None:
    """Take the tables up to `target`; those that a version without migrations made are taken from there.

    Raises DirectoryError for the tables of a later version.
    """
    found = current(connection)
    if found is not None and not is_known(found):
        raise DirectoryError(f"The database has form {found}, which is newer than this version: use a newer Waitside.")
    config = _config()
    config.attributes["connection"] = connection
    if is_from_before_migrations(connection):
        command.stamp(config, FIRST)
    command.upgrade(config, target)


def is_from_before_migrations(connection: Connection) -> bool:
    """Whether version 0.1 made the tables: it kept no account of their shape."""
    return current(connection) is None and inspect(connection).has_table("clinics")


def current(connection: Connection) -> str | None:
    """The step that the tables are at; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def form(connection: Connection) -> str | None:
    """The form of the tables, told by the step that made it; None where there are none."""
    return FIRST if is_from_before_migrations(connection) else current(connection)


def is_known(form: str) -> bool:
    """Whether this version knows a form; it may be of a later one."""
    return form in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


@cache
def newest() -> str | None:
    """The step that this version of the server wants."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
