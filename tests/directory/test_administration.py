"""What those who run the server do: everything is added, changed and removed."""

from typing import Any

import pytest
from sqlalchemy import text

from waitside.directory import Directory, DirectoryError, Picture
from waitside.directory.administration import Administration
from waitside.directory.hashing import secret_fits
from waitside.protocol.account import DEFAULT_ALERTS, DEFAULT_SETTINGS, Settings

EMAIL = "rivera@harbor.example"
PASSWORD = "correct horse battery"
PHOTO = Picture(b"photo", "image/png")
LOGO = Picture(b"logo", "image/webp")


async def add_rivera(administration: Administration, **more: Any) -> str:
    """The id of a new provider."""
    added = await administration.add_provider("harbor", EMAIL, "Dr. Elena Rivera", **{"password": PASSWORD, **more})
    return added.id


async def test_a_clinic_is_changed_in_what_is_given(directory: Directory, administration: Administration) -> None:
    await administration.change_clinic("harbor", colour="#1f6feb", logo=LOGO, emergency_line="Call 911.")
    changed = await administration.change_clinic("harbor", name="Harbor", allowed_origins=["https://new.example"])
    assert (changed.name, changed.colour, changed.allowed_origins) == ("Harbor", "#1f6feb", ("https://new.example",))
    assert changed.emergency_line == "Call 911."
    assert changed.logo_path is not None and changed.logo_path.startswith("/logos/harbor?v=")
    assert await directory.clinic("harbor") == changed
    assert await directory.logo("harbor") == LOGO
    bare = await administration.change_clinic("harbor", colour=None, logo=None, emergency_line=None)
    assert (bare.colour, bare.logo_path, bare.emergency_line) == (None, None, None)
    assert await directory.logo("harbor") is None
    assert [clinic.id for clinic in await administration.clinics()] == ["elsewhere", "harbor"]


async def test_a_clinic_goes_with_its_people_and_keys_once_it_has_no_rooms(
    directory: Directory, administration: Administration
) -> None:
    rivera = await add_rivera(administration, rooms=["dr-rivera"])
    key = await administration.add_key("harbor", now=1)
    with pytest.raises(DirectoryError, match="rooms"):
        await administration.remove_clinic("harbor")
    assert await directory.clinic_of_key(key.text) is not None
    await administration.remove_room("dr-rivera")
    await administration.remove_room("dr-okafor")
    await administration.remove_clinic("harbor")
    assert await directory.clinic("harbor") is None
    assert await directory.provider(rivera) is None
    assert await directory.clinic_of_key(key.text) is None
    assert [clinic.id for clinic in await administration.clinics()] == ["elsewhere"]


async def test_a_room_is_changed_in_what_is_given(directory: Directory, administration: Administration) -> None:
    changed = await administration.change_room("dr-okafor", name="Dr. O.", open=False, call_link="https://v/{call}")
    assert (changed.name, changed.open, changed.walk_ins) == ("Dr. O.", False, True)
    assert await secret_fits("471147", changed.passcode_hash)
    assert await directory.room("dr-okafor") == changed
    changed = await administration.change_room("dr-okafor", passcode="123456", call_link=None)
    assert await secret_fits("123456", changed.passcode_hash) and changed.call_link is None
    assert (await administration.change_room("dr-okafor", passcode=None)).passcode_hash is None
    assert [room.slug for room in await directory.rooms("harbor")] == ["dr-okafor", "dr-rivera"]
    assert [room.slug for room in await administration.rooms()] == ["dr-elsewhere", "dr-okafor", "dr-rivera"]


async def test_a_room_goes_with_its_seats(directory: Directory, administration: Administration) -> None:
    rivera = await add_rivera(administration, rooms=["dr-rivera", "dr-okafor"])
    await administration.remove_room("dr-rivera")
    assert await directory.room("dr-rivera") is None
    assert [room.slug for room in await directory.accounts.rooms(rivera)] == ["dr-okafor"]


async def test_a_provider_is_changed_in_what_is_given(directory: Directory, administration: Administration) -> None:
    rivera = await add_rivera(administration, rooms=["dr-rivera"], title="Family medicine")
    changed = await administration.change_provider(rivera, name="Elena", email="E.Rivera@harbor.example", photo=PHOTO)
    assert (changed.name, changed.title, changed.epoch) == ("Elena", "Family medicine", 0)
    assert await directory.photo(rivera) == PHOTO
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is None
    assert await directory.accounts.signing_in("e.rivera@harbor.example", PASSWORD) is not None
    assert [room.slug for room in await directory.accounts.rooms(rivera)] == ["dr-rivera"]
    await administration.change_provider(rivera, rooms=["dr-okafor"])
    ((record, account, slugs),) = await administration.providers()
    assert (record.id, account.email, slugs) == (rivera, "e.rivera@harbor.example", ("dr-okafor",))
    assert await administration.provider_id("E.RIVERA@harbor.example") == await administration.provider_id(rivera)


@pytest.mark.parametrize("change", [{"password": "battery staple correct"}, {"closed": True}, {"closed": False}])
async def test_some_changes_make_void_what_was_signed(administration: Administration, change: dict[str, Any]) -> None:
    rivera = await add_rivera(administration)
    assert (await administration.change_provider(rivera, **change)).epoch == 1


async def test_who_came_by_the_portal_gets_an_account(directory: Directory, administration: Administration) -> None:
    known = await directory.accounts.ensure("harbor", "rivera", name="By the portal", photo=PHOTO)
    assert await add_rivera(administration, subject="rivera", rooms=["dr-rivera"]) == known.id
    signed_in = await directory.accounts.signing_in(EMAIL, PASSWORD)
    assert signed_in is not None and (signed_in.id, signed_in.name) == (known.id, "Dr. Elena Rivera")
    assert await directory.photo(known.id) == PHOTO
    with pytest.raises(DirectoryError, match="already"):
        await add_rivera(administration, subject="rivera")


async def test_nothing_of_a_person_is_left_once_they_are_removed(
    directory: Directory, administration: Administration
) -> None:
    rivera = await add_rivera(administration, rooms=["dr-rivera"], title="Family medicine", photo=PHOTO)
    dark = Settings(DEFAULT_ALERTS, DEFAULT_ALERTS, details=True, theme="dark", language="es")
    await directory.accounts.set_settings(rivera, dark)
    await directory.accounts.set_profile(rivera, name="Elena Rivera", title="Paediatrics")
    await directory.accounts.set_line(rivera, "back at two")
    await administration.remove_provider(rivera)
    async with directory.database.engine.connect() as connection:
        (row,) = (await connection.execute(text("SELECT * FROM providers"))).mappings()
        assert list(await connection.execute(text("SELECT * FROM seats"))) == []
    kept = {column: value for column, value in row.items() if value not in (None, "", "{}", "[]", {}, [])}
    assert kept.pop("epoch") > 0, "what was signed before is void"
    assert kept == {"id": rivera, "clinic_id": "harbor", "closed": True}
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is None
    assert (await directory.providers_called([rivera]))[rivera].closed
    account = await directory.accounts.account(rivera)
    assert account is not None and account.settings == DEFAULT_SETTINGS


async def test_who_was_removed_comes_back_as_somebody_new(directory: Directory, administration: Administration) -> None:
    rivera = await add_rivera(administration, photo=PHOTO)
    await administration.remove_provider(rivera)
    assert (await directory.accounts.ensure("harbor", EMAIL, name="By the portal")).name == ""
    assert await add_rivera(administration, password="battery staple correct") == rivera
    back = await directory.accounts.signing_in(EMAIL, "battery staple correct")
    assert back is not None
    assert (back.subject, back.photo_path, back.closed, back.epoch) == (EMAIL, None, False, 2)


async def test_keys_are_rotated_without_a_gap(directory: Directory, administration: Administration) -> None:
    old = await administration.add_key("harbor", now=1, label="portal")
    new = await administration.add_key("harbor", now=2)
    harbor = await directory.clinic("harbor")
    assert [await directory.clinic_of_key(key.text) for key in (old, new)] == [harbor, harbor]
    await administration.revoke_key(old.id, now=3)
    assert [await directory.clinic_of_key(key.text) for key in (old, new)] == [None, harbor]
    assert (await administration.change_key(new.id, label="portal 2")).label == "portal 2"
    listed = {key.id: (key.label, key.created_at, key.revoked_at) for key in await administration.keys()}
    assert listed == {old.id: ("portal", 1, 3), new.id: ("portal 2", 2, None)}
