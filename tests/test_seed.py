"""What the demo starts with."""

import pytest

from waitside.directory import Directory
from waitside.directory.accounts import provider_id_of
from waitside.directory.api_keys import api_key_id
from waitside.directory.hashing import secret_fits
from waitside.seed import RIVERA_EMAIL, seed_demo

PASSWORD = "correct-horse"


async def test_the_demos_clinic_has_a_room_of_each_kind(directory: Directory) -> None:
    api_key = await seed_demo(directory, site_port=8001, now=1, password=PASSWORD)
    clinic = await directory.clinic_of_key(api_key)
    assert clinic is not None
    assert clinic.name == "Harbor Street Clinic"
    assert clinic.emergency_line == "In an emergency call 911. Our nurse line: 555-0100"
    assert clinic.allowed_origins == ("http://localhost:8001", "http://127.0.0.1:8001")
    rooms = {slug: await directory.room(slug) for slug in ("dr-rivera", "dr-okafor", "dr-lindqvist", "dr-tanaka")}
    assert {slug: room and (room.open, room.walk_ins, bool(room.passcode_hash)) for slug, room in rooms.items()} == {
        "dr-rivera": (True, True, False),
        "dr-okafor": (True, True, True),
        "dr-lindqvist": (True, False, False),
        "dr-tanaka": (False, True, False),
    }
    assert all(room and room.call_link == "http://localhost:8001/call/{call}" for room in rooms.values())
    okafor = rooms["dr-okafor"]
    assert okafor is not None and okafor.passcode_hash is not None
    assert await secret_fits("471147", okafor.passcode_hash)


async def test_a_demo_started_again_knows_the_clinic_and_staff_of_the_last_one(directory: Directory) -> None:
    first, second = directory, Directory("sqlite+aiosqlite://")
    await second.migrate()
    keys = [await seed_demo(each, site_port=8001, now=1, password=PASSWORD) for each in (first, second)]
    clinics = [await each.clinic_of_key(key) for each, key in zip((first, second), keys, strict=True)]
    staff = [await each.provider(provider_id_of("harbor-street", "rivera")) for each in (first, second)]
    await second.close()
    assert clinics[0] == clinics[1]
    assert api_key_id(keys[0]) == api_key_id(keys[1]), "it is in the tokens of pages that are open"
    assert staff[0] == staff[1] and staff[0] is not None and staff[0].name == "Dr. Elena Rivera"
    assert keys[0] != keys[1]


@pytest.mark.parametrize("subject", ["rivera", "okafor", "lindqvist", "tanaka", "nurse-patel"])
async def test_the_staff_is_called_what_the_clinics_own_site_calls_them(directory: Directory, subject: str) -> None:
    site = pytest.importorskip("waitside_demo.directory")
    await seed_demo(directory, site_port=8001, now=1, password=PASSWORD)
    provider = await directory.provider(provider_id_of("harbor-street", subject))
    colleague = site.find_colleague(subject)
    assert provider is not None
    assert (provider.name, provider.title) == (colleague.name, colleague.title)


async def test_dr_rivera_can_sign_in_at_the_console(directory: Directory) -> None:
    await seed_demo(directory, site_port=8001, now=1, password=PASSWORD)
    rivera = await directory.accounts.signing_in(RIVERA_EMAIL, PASSWORD)
    assert rivera is not None and rivera.name == "Dr. Elena Rivera"
    assert [room.slug for room in await directory.accounts.rooms(rivera.id)] == ["dr-rivera", "dr-okafor"]
