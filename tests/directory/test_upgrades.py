"""Databases of earlier versions come to the newest form with nothing lost, in SQLite and in PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from waitside.directory import Directory, DirectoryError, Picture, migrations
from waitside.directory.accounts import provider_id_of
from waitside.directory.api_keys import new_api_key
from waitside.directory.hashing import hash_secret, secret_fits
from waitside.directory.tables import Table
from waitside.protocol.account import DEFAULT_SETTINGS

Rows = dict[str, list[dict[str, Any]]]

FIRST_FORM: Final = "0001"
PHOTO: Final = b"\x89PNG\r\n\x1a\n\0\xff" + bytes(range(256))
RIVERA: Final = provider_id_of("harbor", "rivera")
NURSE: Final = provider_id_of("harbor", "nurse")
KEY: Final = new_api_key()
OLD_KEY: Final = new_api_key()
NEW_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "clinics": {"colour": None, "logo": None, "logo_type": None, "logo_version": None, "emergency_line": None},
    "rooms": {},
    "providers": {"closed": False, "epoch": 0, "settings": {}, "own_fields": []}
    | {"email": None, "password_hash": None},
    "api_keys": {"label": ""},
}
"""What later steps add to the tables of the first one, and with what in them."""


@pytest.fixture
async def directory(database_url: str) -> AsyncIterator[Directory]:
    """A directory without tables."""
    directory = Directory(database_url)
    yield directory
    await directory.close()


async def run(directory: Directory, work: Callable[[Connection], Any]) -> Any:
    """Do something with a connection of the directory's database."""
    async with directory.database.engine.begin() as connection:
        return await connection.run_sync(work)


async def rows_of_version_0_1() -> Rows:
    """A clinic at work, in the columns that there were then."""
    clinic = {"id": "harbor", "name": "Harbor Street Clinic “Süd”", "allowed_origins": '["https://harbor.example"]'}
    room = {"clinic_id": "harbor", "title": "", "open": True, "walk_ins": False, "patients_write_first": False}
    provider = {"clinic_id": "harbor", "line": "", "photo": None, "photo_type": None, "photo_version": None}
    return {
        "clinics": [clinic, {"id": "elsewhere", "name": "Elsewhere", "allowed_origins": "[]"}],
        "rooms": [
            {**room, "slug": "dr-okafor", "name": "Dr. Okafor", "passcode_hash": None, "call_link": "https://v/{call}"},
            {**room, "slug": "dr-rivera", "name": "Dr. Elena Rivera", "call_link": None}
            | {"title": "Family medicine", "passcode_hash": await hash_secret("4711")},
        ],
        "providers": [
            {**provider, "id": RIVERA, "subject": "rivera", "name": "Dr. Elena Rivera", "title": "Family medicine"}
            | {"line": "10 minutes late", "photo": PHOTO, "photo_type": "image/png", "photo_version": "0123456789ab"},
            {**provider, "id": NURSE, "subject": "nurse", "name": "", "title": ""},
        ],
        "api_keys": [
            {
                "id": KEY.id,
                "clinic_id": "harbor",
                "hash": KEY.hash,
                "created_at": 1_790_000_000_000,
                "revoked_at": None,
            },
            {"id": OLD_KEY.id, "clinic_id": "harbor", "hash": OLD_KEY.hash, "created_at": 2**40, "revoked_at": 2**41},
        ],
    }


def fill(connection: Connection, rows: Rows) -> None:
    """Write rows as they are."""
    for table, each in rows.items():
        for row in each:
            places = ", ".join(f":{column}" for column in row)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), row)


def content(connection: Connection) -> Rows:
    """Everything that is in the tables."""
    return {
        name: [dict(row) for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()]
        for name, table in Table.metadata.tables.items()
    }


def as_now(old: Rows) -> Rows:
    """What has to become of rows of version 0.1."""
    new: Rows = {table: [{**row, **NEW_COLUMNS[table]} for row in rows] for table, rows in old.items()}
    for clinic in new["clinics"]:
        clinic["allowed_origins"] = json.loads(clinic["allowed_origins"])
    for table, rows in new.items():
        rows.sort(key=lambda row: [row[column.name] for column in Table.metadata.tables[table].primary_key])
    return {**new, "seats": [], "ended_visits": []}


def differences(connection: Connection) -> list[Any]:
    """In what the database's tables are not those of this version."""
    options = {"compare_type": True, "compare_server_default": default_differs}
    found: list[Any] = compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata)
    return found


def default_differs(_context: Any, _old: Any, _new: Any, in_database: Any, _described: Any, wanted: Any) -> bool:
    """Whether a column has another default, however a database writes it: '{}'::json is '{}'."""
    return without_type(in_database) != without_type(wanted)


def without_type(default: str | None) -> str | None:
    """The value of a default as SQL writes it."""
    return default.partition("::")[0].strip("()'") if default is not None else None


def forget_the_form(connection: Connection) -> None:
    """Version 0.1 made its tables without a word about their form."""
    connection.execute(text("DROP TABLE alembic_version"))


@pytest.fixture(params=["of the first form", "of version 0.1"])
async def old(request: pytest.FixtureRequest, directory: Directory) -> Rows:
    """What is in the directory's database, which an earlier version made."""
    rows = await rows_of_version_0_1()
    await run(directory, lambda connection: migrations.migrate(connection, FIRST_FORM))
    await run(directory, lambda connection: fill(connection, rows))
    if request.param == "of version 0.1":
        await run(directory, forget_the_form)
    return rows


async def test_nothing_is_lost(directory: Directory, old: Rows) -> None:
    await directory.migrate()
    assert await run(directory, content) == as_now(old)


async def test_what_was_kept_is_of_use(directory: Directory, old: Rows) -> None:
    await directory.migrate()
    clinic = await directory.clinic_of_key(KEY.text)
    assert clinic is not None and (clinic.id, clinic.allowed_origins) == ("harbor", ("https://harbor.example",))
    assert await directory.clinic_of_key(OLD_KEY.text) is None, "revoked"
    room = await directory.room("dr-rivera")
    assert room is not None and await secret_fits("4711", room.passcode_hash)
    assert (room.walk_ins, room.patients_write_first) == (False, False)
    assert await directory.photo(RIVERA) == Picture(PHOTO, "image/png")
    provider = await directory.accounts.ensure("harbor", "rivera", title="Paediatrics")
    assert (provider.name, provider.title, provider.line) == ("Dr. Elena Rivera", "Paediatrics", "10 minutes late")
    account = await directory.accounts.account(NURSE)
    assert account is not None and account.settings == DEFAULT_SETTINGS
    found = await directory.providers_called([RIVERA, NURSE])
    assert {each: (record.epoch, record.closed) for each, record in found.items()} == {
        RIVERA: (0, False),
        NURSE: (0, False),
    }


async def test_who_was_there_already_gets_an_account(directory: Directory, old: Rows) -> None:
    await directory.migrate()
    await directory.administration.add_provider(
        "harbor",
        "rivera@harbor.example",
        "Dr. Elena Rivera",
        password="correct horse battery",
        rooms=["dr-rivera"],
        subject="rivera",
    )
    signed_in = await directory.accounts.signing_in("rivera@harbor.example", "correct horse battery")
    assert signed_in is not None and signed_in.id == RIVERA
    assert [room.slug for room in await directory.accounts.rooms(RIVERA)] == ["dr-rivera"]
    assert await directory.photo(RIVERA) == Picture(PHOTO, "image/png")


async def test_a_second_time_changes_nothing(directory: Directory, old: Rows) -> None:
    await directory.migrate()
    await directory.accounts.set_line(NURSE, "back at two")
    before = await run(directory, content)
    await directory.migrate()
    assert await run(directory, content) == before
    assert await run(directory, migrations.current) == migrations.newest()


async def test_the_tables_come_out_as_this_version_describes_them(directory: Directory, old: Rows) -> None:
    assert await run(directory, differences) != [], "which are found where there are some"
    await directory.migrate()
    assert await run(directory, differences) == []


async def test_new_tables_are_as_this_version_describes_them(directory: Directory) -> None:
    await directory.migrate()
    assert await run(directory, differences) == []


@pytest.mark.parametrize("database_url", ["file", "postgresql"], indirect=True)
async def test_servers_that_begin_at_once_all_come_up(directory: Directory, database_url: str, old: Rows) -> None:
    servers = [Directory(database_url) for _ in range(4)]
    await asyncio.gather(*(server.migrate() for server in servers))
    for server in servers:
        assert await server.clinic_of_key(KEY.text) is not None
        await server.close()
    assert await run(directory, content) == as_now(old)


@pytest.mark.parametrize("database_url", ["file", "postgresql"], indirect=True)
async def test_servers_that_begin_at_once_on_an_empty_database_all_come_up(database_url: str) -> None:
    servers = [Directory(database_url) for _ in range(4)]
    await asyncio.gather(*(server.migrate() for server in servers))
    for server in servers:
        assert await server.room("dr-nobody") is None
        await server.close()


async def test_a_database_of_a_later_version_is_one_clear_line_and_left_alone(directory: Directory, old: Rows) -> None:
    await directory.migrate()
    await run(directory, lambda each: each.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    before = await run(directory, content)
    with pytest.raises(DirectoryError, match="newer") as raised:
        await directory.migrate()
    assert "9999" in str(raised.value) and "\n" not in str(raised.value)
    assert await run(directory, content) == before
    assert await run(directory, migrations.current) == "9999"


async def test_a_step_that_fails_leaves_everything_as_it_was(directory: Directory, old: Rows) -> None:
    in_the_way = "CREATE TABLE ended_visits (mine INTEGER)"  # of a later step
    await run(directory, lambda each: each.execute(text(in_the_way)))
    before = await run(directory, lambda each: each.execute(text("SELECT * FROM clinics ORDER BY id")).all())
    with pytest.raises(DirectoryError):
        await directory.migrate()
    assert await run(directory, lambda each: each.execute(text("SELECT * FROM clinics ORDER BY id")).all()) == before
    await run(directory, lambda each: each.execute(text("DROP TABLE ended_visits")))
    await directory.migrate()
    assert await run(directory, content) == as_now(old)
