"""The directory is tested over every database that it can be kept in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from waitside.directory import Directory
from waitside.directory.administration import Administration


@pytest.fixture(params=["memory", "file", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database: SQLite in memory, SQLite in a file, PostgreSQL."""
    if request.param == "memory":
        yield "sqlite://"
    elif request.param == "file":
        yield f"sqlite:///{tmp_path}/waitside.db"
    else:
        async with request.getfixturevalue("postgres_server").database() as address:
            yield address


@pytest.fixture
async def directory(database_url: str) -> AsyncIterator[Directory]:
    """An empty directory, whose tables are there."""
    directory = Directory(database_url)
    await directory.migrate()
    yield directory
    await directory.close()


@pytest.fixture
async def administration(directory: Directory) -> Administration:
    """Harbor Street Clinic with two rooms, and another clinic with one."""
    administration = directory.administration
    await administration.add_clinic("harbor", "Harbor Street Clinic", ["https://harbor.example"])
    await administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
    await administration.add_room("harbor", "dr-okafor", "Dr. Okafor", passcode="471147")
    await administration.add_clinic("elsewhere", "Elsewhere Clinic", [])
    await administration.add_room("elsewhere", "dr-elsewhere", "Dr. Elsewhere")
    return administration
