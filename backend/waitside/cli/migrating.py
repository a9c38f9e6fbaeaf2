"""The command `migrate`."""

import asyncio

import typer

from waitside.cli.opening import FormError, opened
from waitside.cli.showing import AsJson, show

commands = typer.Typer()


@commands.command()
def migrate(as_json: AsJson = False) -> None:
    """Bring the database to the newest form; make it where there is none."""
    old, new = asyncio.run(_migrate())
    if old is None:
        said = f"Made the database, of form {new}."
    elif old == new:
        said = f"The database is of the newest form already: {new}."
    else:
        said = f"Brought the database from form {old} to {new}."
    show({"from": old, "to": new}, said, as_json)


async def _migrate() -> tuple[str | None, str | None]:
    from waitside.directory import migrations  # noqa: PLC0415 - takes a moment to load

    async with opened() as directory:
        old = await directory.database.form()
        if old is not None and not migrations.is_known(old):
            raise FormError(f"The database has form {old}, which is newer than this version: use a newer Waitside.")
        await directory.migrate()
        return old, await directory.database.form()
