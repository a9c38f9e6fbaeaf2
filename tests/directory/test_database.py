"""The connection to the database: what is wrong with it is said in one line, and work that comes at once gets done."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from tests.postgres import PostgresServer
from waitside.directory import Directory, DirectoryError, Picture
from waitside.directory.accounts import provider_id_of


async def migrated(address: str) -> None:
    """Bring a database up to date."""
    directory = Directory(address)
    try:
        await directory.migrate()
    finally:
        await directory.close()


async def refusal(address: str) -> str:
    """What is said about a database that cannot be used."""
    with pytest.raises(DirectoryError) as raised:
        await migrated(address)
    assert raised.value.__suppress_context__, "an error of the driver names the host, the user or the file"
    return str(raised.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "wrong-secret"},
        {"username": "nobody"},
        {"database": "no-such-database"},
        {"host": "host.invalid"},
        {"port": 1},
    ],
    ids=lambda changes: next(iter(changes)),
)
async def test_a_server_that_lets_nobody_in_is_one_clear_line(
    postgres_server: PostgresServer, changes: dict[str, str | int]
) -> None:
    address = make_url(postgres_server.address("postgres")).set(**changes)  # type: ignore[arg-type]
    said = await refusal(address.render_as_string(hide_password=False))
    assert said == "The database at WAITSIDE_DATABASE_URL cannot be opened or written to."


async def test_a_server_without_tls_is_refused_where_tls_is_asked_for(postgres_server: PostgresServer) -> None:
    assert "cannot be opened" in await refusal(f"{postgres_server.address('postgres')}?sslmode=require")


@pytest.mark.parametrize("option", ["sslmode=prefer", "ssl=prefer"])
async def test_options_as_other_programs_take_them_are_understood(postgres_address: str, option: str) -> None:
    await migrated(f"{postgres_address}?{option}")


@pytest.mark.parametrize("option", ["nonsense=1", "sslmode=nonsense", "host=host.invalid", "port=none"])
async def test_an_option_of_no_use_is_one_clear_line(postgres_server: PostgresServer, option: str) -> None:
    with pytest.raises(DirectoryError, match="WAITSIDE_DATABASE_URL") as raised:
        await migrated(f"{postgres_server.address('postgres')}?{option}")
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(
    "content", [b"this is no database, whatever it may be" * 100, b"SQLite format 3\0" + bytes(4_096)]
)
async def test_a_file_of_something_else_is_one_clear_line_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "waitside.db").write_bytes(content)
    assert "cannot be opened" in await refusal(f"sqlite:///{tmp_path}/waitside.db")
    assert (tmp_path / "waitside.db").read_bytes() == content


async def test_what_comes_at_once_is_all_done(directory: Directory) -> None:
    administration, accounts = directory.administration, directory.accounts
    await administration.add_clinic("harbor", "Harbor Street Clinic", [])
    slugs = [f"room-{number}" for number in range(4)]
    await asyncio.gather(*(administration.add_room("harbor", slug, slug) for slug in slugs))
    ids = [provider_id_of("harbor", str(number)) for number in range(4)]
    await asyncio.gather(*(accounts.ensure("harbor", str(number)) for number in range(4) for _ in range(3)))
    await asyncio.gather(
        *(accounts.set_profile(each, name="Dr. Rivera", title="") for each in ids),
        *(accounts.set_photo(each, Picture(b"photo", "image/png")) for each in ids),
        *(administration.change_provider(each, rooms=slugs) for each in ids),
        *(accounts.sign_out_everywhere(each) for each in ids for _ in range(5)),
    )
    found = await directory.providers_called(ids)
    assert {each: record.epoch for each, record in found.items()} == dict.fromkeys(ids, 5)
    for each in ids:
        assert [room.slug for room in await accounts.rooms(each)] == slugs
        kept = await accounts.ensure(
            "harbor", str(ids.index(each)), name="By the portal", photo=Picture(b"p", "image/png")
        )
        assert kept.name == "Dr. Rivera", "both of what was set at once is remembered to be the person's own"
        assert await directory.photo(each) == Picture(b"photo", "image/png")


@pytest.mark.parametrize("database_url", ["file"], indirect=True)
async def test_a_file_is_written_to_while_it_is_read(directory: Directory) -> None:
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    async with directory.database.sessions() as reading:
        name = text("SELECT name FROM clinics")
        assert await reading.scalar(name) == "Harbor Street Clinic"
        await directory.administration.change_clinic("harbor", name="Harbor")
        assert await reading.scalar(name) == "Harbor Street Clinic", "as it was when the reader began"
    clinic = await directory.clinic("harbor")
    assert clinic is not None and clinic.name == "Harbor"


async def test_what_belongs_together_stays_together(directory: Directory) -> None:
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
    with pytest.raises(IntegrityError):
        async with directory.database.changes.begin() as session:
            await session.execute(text("DELETE FROM clinics"))
    assert await directory.clinic("harbor") is not None
