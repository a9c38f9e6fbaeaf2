"""The directory: clinics, rooms and providers are found as they were put in, and nothing malformed gets in."""

import asyncio
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from waitside.directory import Directory, DirectoryError, Picture
from waitside.directory.accounts import provider_id_of
from waitside.directory.hashing import secret_fits
from waitside.directory.tables import Table

ORIGIN = "https://harbor.example"


@pytest.fixture
async def harbor(directory: Directory) -> str:
    """The id of a clinic."""
    return (await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [ORIGIN])).id


async def test_a_clinic_is_found_with_its_allowed_origins(directory: Directory, harbor: str) -> None:
    clinic = await directory.clinic(harbor)
    assert clinic is not None
    assert (clinic.name, clinic.allowed_origins) == ("Harbor Street Clinic", (ORIGIN,))
    assert await directory.clinic("another") is None


async def test_the_only_clinic_is_found_as_long_as_there_is_no_other(directory: Directory) -> None:
    assert await directory.only_clinic() is None
    harbor = await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [ORIGIN])
    assert await directory.only_clinic() == harbor
    await directory.administration.add_clinic("other", "Other Clinic", [])
    assert await directory.only_clinic() is None


async def test_a_room_is_found_by_its_slug(directory: Directory, harbor: str) -> None:
    added = await directory.administration.add_room(
        harbor,
        "dr-rivera",
        "Dr. Elena Rivera",
        "Family medicine",
        open=False,
        walk_ins=False,
        passcode="471147",
        patients_write_first=False,
        call_link="https://video.example/{call}",
    )
    assert await directory.room("dr-rivera") == added
    assert (added.open, added.walk_ins, added.patients_write_first) == (False, False, False)
    assert added.call_link == "https://video.example/{call}"


async def test_a_room_is_open_to_walk_ins_and_without_passcode_unless_told(directory: Directory, harbor: str) -> None:
    room = await directory.administration.add_room(harbor, "dr-rivera", "Dr. Elena Rivera")
    assert (room.open, room.walk_ins, room.patients_write_first) == (True, True, True)
    assert (room.passcode_hash, room.call_link) == (None, None)


async def test_a_passcode_is_kept_as_a_hash_only(directory: Directory, harbor: str) -> None:
    room = await directory.administration.add_room(harbor, "dr-okafor", "Dr. Okafor", passcode="471147")
    assert room.passcode_hash is not None
    assert "471147" not in room.passcode_hash
    assert await secret_fits("471147", room.passcode_hash)
    assert not await secret_fits("4712", room.passcode_hash)
    assert not await secret_fits("471147", "not a hash")


@pytest.mark.parametrize(
    "slug", ["", "nobody", "Dr-Rivera", "dr rivera", "dr\0rivera", "../x", "é", "x" * 10_000, "\n", "\ud800"]
)
async def test_no_text_but_its_slug_finds_a_room(directory: Directory, harbor: str, slug: str) -> None:
    await directory.administration.add_room(harbor, "dr-rivera", "Dr. Elena Rivera")
    assert await directory.room(slug) is None


@pytest.mark.parametrize("slug", ["", "Dr-Rivera", "-dr", "dr-", "dr--x", "dr_x", "dr/x", "dr\n", "ä", "x" * 65])
async def test_a_malformed_slug_is_refused(directory: Directory, harbor: str, slug: str) -> None:
    with pytest.raises(DirectoryError, match="slug"):
        await directory.administration.add_room(harbor, slug, "Dr. Elena Rivera")


async def test_a_slug_is_taken_once_on_the_whole_server(directory: Directory, harbor: str) -> None:
    await directory.administration.add_clinic("another", "Another Clinic", [])
    await directory.administration.add_room(harbor, "dr-rivera", "Dr. Elena Rivera")
    with pytest.raises(DirectoryError, match="already"):
        await directory.administration.add_room("another", "dr-rivera", "Dr. Rivera")
    room = await directory.room("dr-rivera")
    assert room is not None and room.clinic_id == harbor


async def test_a_room_needs_a_clinic(directory: Directory) -> None:
    with pytest.raises(DirectoryError):
        await directory.administration.add_room("nobody", "dr-rivera", "Dr. Elena Rivera")


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://*.example",
        "harbor.example",
        "https://harbor.example/",
        "https://harbor.example/path",
        "https://harbor.example:443",
        "http://harbor.example:80",
        "https://HARBOR.example",
        "https://harbor.example; script-src *",
        "https://harbor.example\n",
        "https://user@harbor.example",
        "javascript:alert(1)",
        "null",
        "",
    ],
)
async def test_a_malformed_origin_is_refused(directory: Directory, origin: str) -> None:
    with pytest.raises(DirectoryError, match="site"):
        await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [ORIGIN, origin])
    assert await directory.clinic("harbor") is None


@pytest.mark.parametrize("origin", ["http://localhost:8001", "http://127.0.0.1:8001", "http://[::1]:8001", ORIGIN])
async def test_origins_as_browsers_write_them_are_taken(directory: Directory, origin: str) -> None:
    clinic = await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [origin])
    assert clinic.allowed_origins == (origin,)


@pytest.mark.parametrize(
    "link", ["javascript:alert('{call}')", "https://video.example/", "{call}", "https:///{call}", "https://x/{call}\n"]
)
async def test_a_malformed_call_link_is_refused(directory: Directory, harbor: str, link: str) -> None:
    with pytest.raises(DirectoryError, match="call link"):
        await directory.administration.add_room(harbor, "dr-rivera", "Dr. Elena Rivera", call_link=link)


async def test_a_provider_is_made_once_and_found_again(directory: Directory, harbor: str) -> None:
    made = await directory.accounts.ensure(harbor, "rivera")
    assert (made.name, made.title, made.photo_path, made.line) == ("", "", None, "")
    assert await directory.accounts.ensure(harbor, "rivera") == made
    assert await directory.provider(made.id) == made
    assert await directory.provider("nobody") is None


async def test_a_provider_changes_in_what_is_given_only(directory: Directory, harbor: str) -> None:
    await directory.accounts.ensure(harbor, "rivera", name="Dr. Elena Rivera", title="Family medicine")
    changed = await directory.accounts.ensure(harbor, "rivera", title="Paediatrics")
    assert (changed.name, changed.title) == ("Dr. Elena Rivera", "Paediatrics")


def test_a_providers_id_is_the_same_everywhere_and_nobody_elses() -> None:
    provider_id = provider_id_of("harbor", "rivera")
    assert provider_id == "21r1m6O4AInjWZzxv5u6xp"
    assert provider_id != provider_id_of("harborr", "ivera")


async def test_pages_of_one_provider_that_come_at_once_do_not_trip_over_each_other(
    directory: Directory, harbor: str
) -> None:
    made = await asyncio.gather(*(directory.accounts.ensure(harbor, "rivera", name="Dr. Rivera") for _ in range(20)))
    assert len(set(made)) == 1


async def test_a_photo_is_kept_and_its_address_changes_with_it(directory: Directory, harbor: str) -> None:
    first = await directory.accounts.ensure(harbor, "rivera", photo=Picture(b"one", "image/png"))
    assert await directory.photo(first.id) == Picture(b"one", "image/png")
    second = await directory.accounts.ensure(harbor, "rivera", photo=Picture(b"two", "image/webp"))
    assert await directory.photo(first.id) == Picture(b"two", "image/webp")
    assert first.photo_path != second.photo_path
    assert str(second.photo_path).startswith(f"/photos/{second.id}?v=")
    assert await directory.photo((await directory.accounts.ensure(harbor, "another")).id) is None
    assert await directory.photo("nobody") is None


async def test_a_line_is_set_and_taken_down(directory: Directory, harbor: str) -> None:
    provider = await directory.accounts.ensure(harbor, "rivera")
    for line in ("running 10 minutes late", ""):
        await directory.accounts.set_line(provider.id, line)
        found = await directory.provider(provider.id)
        assert found is not None and found.line == line


async def test_records_are_frozen(directory: Directory, harbor: str) -> None:
    clinic = await directory.clinic(harbor)
    with pytest.raises(FrozenInstanceError):
        clinic.name = "Mine"  # type: ignore[union-attr, misc]


async def test_an_api_key_leads_to_its_clinic_until_revoked(directory: Directory, harbor: str) -> None:
    key = await directory.administration.add_key(harbor, now=1)
    other = await directory.administration.add_key(harbor, now=2)
    assert await directory.clinic_of_key(key.text) == await directory.clinic(harbor)
    await directory.administration.revoke_key(key.id, now=3)
    assert await directory.clinic_of_key(key.text) is None
    assert await directory.clinic_of_key(other.text) is not None
    assert not await directory.key_is_in_use(key.id) and await directory.key_is_in_use(other.id)
    assert await directory.keys_in_use([key.id, other.id, "0123456789abcdef", ""]) == {other.id: True}


async def test_only_the_whole_api_key_counts(directory: Directory, harbor: str) -> None:
    key = (await directory.administration.add_key(harbor, now=1)).text
    other = (await directory.administration.add_key(harbor, now=1)).text
    mixed = key[:-43] + other[-43:]
    for text in ("", key[:-1], key + "A", key + "\n", key.upper(), mixed, key[:20], "\0", "wsk_", "é" * 64):
        assert await directory.clinic_of_key(text) is None


async def test_an_api_key_is_not_kept_itself(tmp_path: Path) -> None:
    directory = Directory(f"sqlite+aiosqlite:///{tmp_path}/waitside.db")
    await directory.migrate()
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    key = await directory.administration.add_key("harbor", now=1)
    await directory.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert key.id.encode() in kept, "this is where it would be"
    assert key.text.split("_", 2)[2].encode() not in kept


async def test_what_is_in_a_file_is_there_the_next_time(tmp_path: Path) -> None:
    for attempt in range(2):
        directory = Directory(f"sqlite+aiosqlite:///{tmp_path}/waitside.db")
        await directory.migrate()
        if attempt == 0:
            await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [ORIGIN])
        assert await directory.clinic("harbor") is not None
        await directory.close()


async def test_directories_in_memory_know_nothing_of_each_other(directory: Directory, harbor: str) -> None:
    another = Directory("sqlite+aiosqlite://")
    await another.migrate()
    assert await another.clinic(harbor) is None
    await another.close()


async def test_look_ups_that_are_cut_off_take_nothing_along(directory: Directory, harbor: str) -> None:
    for delay in range(12):
        cut_off = asyncio.create_task(directory.accounts.ensure(harbor, "rivera", name=f"Dr. {delay}"))
        for _ in range(delay):
            await asyncio.sleep(0)
        cut_off.cancel()
        await asyncio.gather(cut_off, return_exceptions=True)
        assert await directory.clinic(harbor) is not None


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql+aiomysql://u:secret@h/d", "oracle://x", "sqlite+nothing://", "://"],
)
def test_an_address_of_no_use_is_one_clear_line(url: str) -> None:
    with pytest.raises(DirectoryError) as raised:
        Directory(url)
    assert "WAITSIDE_DATABASE_URL" in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


async def test_a_database_that_cannot_be_opened_is_one_clear_line(tmp_path: Path) -> None:
    directory = Directory(f"sqlite+aiosqlite:///{tmp_path}/missing/waitside.db")
    with pytest.raises(DirectoryError, match="cannot be opened") as raised:
        await directory.migrate()
    assert str(tmp_path) not in str(raised.value)
    await directory.close()


def test_no_table_has_anything_of_a_patient() -> None:
    """A new table or column has to be added here on purpose."""
    assert {name: {column.name for column in table.columns} for name, table in Table.metadata.tables.items()} == {
        "clinics": {"id", "name", "allowed_origins", "colour", "logo", "logo_type", "logo_version", "emergency_line"},
        "rooms": {
            *("slug", "clinic_id", "name", "title", "open", "walk_ins"),
            *("passcode_hash", "patients_write_first", "call_link"),
        },
        "providers": {
            *("id", "clinic_id", "subject", "name", "title", "line"),
            *("photo", "photo_type", "photo_version"),
            *("email", "password_hash", "closed", "epoch", "settings", "own_fields"),
        },
        "seats": {"room_slug", "provider_id"},
        "ended_visits": {"hash", "expires_at"},
        "api_keys": {"id", "clinic_id", "label", "hash", "created_at", "revoked_at"},
    }


async def test_rooms_of_any_number_are_looked_up_at_once(directory: Directory, harbor: str) -> None:
    for slug in ("first", "last"):
        await directory.administration.add_room(harbor, slug, slug)
    unknown = [f"unknown-{number}" for number in range(40_000)]  # more than the parameters of one query
    assert list(await directory.rooms_called(["first", *unknown, "last"])) == ["first", "last"]
    assert await directory.rooms_called([]) == {}
