"""How commands come to the database: opened, of the newest form, and closed again."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from waitside.errors import OperatorError
from waitside.settings import database_url

if TYPE_CHECKING:  # the database takes a moment to load, which --help need not wait for
    from waitside.directory import Directory
    from waitside.directory.administration import Administration

Result = TypeVar("Result")


class FormError(OperatorError):
    """The database is not of the form that this version works with."""


def administer(work: "Callable[[Administration], Awaitable[Result]]") -> Result:
    """Do something to the directory. Raises OperatorError."""

    async def do() -> Result:
        async with opened() as directory:
            await expect_newest(directory)
            return await work(directory.administration)

    return asyncio.run(do())


@asynccontextmanager
async def opened() -> "AsyncIterator[Directory]":
    """The directory that the environment names. Raises OperatorError for a database that cannot be used."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as above

    from waitside.directory import Directory, DirectoryError, DirectoryUnavailable  # noqa: PLC0415 - as above

    directory = Directory(database_url(os.environ))
    try:
        yield directory
    except (DirectoryUnavailable, SQLAlchemyError, OSError):
        raise DirectoryError("The database at WAITSIDE_DATABASE_URL cannot be read or written to.") from None
    finally:
        await directory.close()


async def expect_newest(directory: "Directory") -> str:
    """The database's form, which is the newest. Raises OperatorError for any other."""
    from waitside.directory import migrations  # noqa: PLC0415 - as above

    form, newest = await directory.database.form(), migrations.newest()
    if form is None:
        raise FormError("There is no database yet: make one with `waitside migrate`.")
    if not migrations.is_known(form):
        raise FormError(f"The database has form {form}, which is newer than this version: use a newer Waitside.")
    if form != newest:
        raise FormError(f"The database has form {form}, and this version wants {newest}: run `waitside migrate`.")
    return form
