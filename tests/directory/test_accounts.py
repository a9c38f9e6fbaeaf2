"""Accounts: who signs in, what portals may still change, what a person sets, and what makes old signatures void."""

from typing import Any

import pytest
from sqlalchemy import text

from waitside.directory import Directory, DirectoryError, Picture, hashing
from waitside.directory.tables import settings_in
from waitside.protocol.account import DEFAULT_ALERTS, DEFAULT_SETTINGS, Alerts, Settings

EMAIL = "rivera@harbor.example"
PASSWORD = "correct horse battery"
OWN = Picture(b"own", "image/png")
PORTALS = Picture(b"portal's", "image/webp")
QUIET = Alerts(on=False, sound=False, desktop=True, title=False)


@pytest.fixture
async def rivera(directory: Directory) -> str:
    """The id of a provider with an account."""
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    added = await directory.administration.add_provider("harbor", EMAIL, "Dr. Elena Rivera", password=PASSWORD)
    return added.id


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were held against a hash, as they come."""
    checked: list[str] = []
    verify = hashing._verify

    def count(secret: str, kept_hash: str) -> bool:
        checked.append(secret)
        return verify(secret, kept_hash)

    monkeypatch.setattr(hashing, "_verify", count)
    return checked


async def epoch(directory: Directory, provider_id: str) -> int:
    """How often what was signed for a provider became void."""
    found = await directory.provider(provider_id)
    assert found is not None
    return found.epoch


async def test_a_provider_signs_in_however_the_e_mail_is_written(directory: Directory, rivera: str) -> None:
    for email in (EMAIL, " Rivera@Harbor.EXAMPLE\n"):
        signed_in = await directory.accounts.signing_in(email, PASSWORD)
        assert signed_in is not None and signed_in == await directory.provider(rivera)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, PASSWORD.upper()),
        (EMAIL, PASSWORD + " "),
        (EMAIL, ""),
        (EMAIL, "\0"),
        (EMAIL, "\ud800"),
        ("okafor@harbor.example", PASSWORD),
        ("nurse", PASSWORD),
        ("", PASSWORD),
        ("", ""),
        ("%", PASSWORD),
        ("rivera@harbor.example\0", PASSWORD),
        ("rivera\ud800@harbor.example", PASSWORD),
        ("x" * 100_000 + EMAIL, PASSWORD),
        ("' OR '1'='1", PASSWORD),
    ],
    ids=lambda text: ascii(text)[:30],
)
async def test_nobody_signs_in_with_anything_else_and_it_takes_as_long(
    directory: Directory, rivera: str, checked: list[str], email: str, password: str
) -> None:
    await directory.accounts.ensure("harbor", "nurse")
    assert await directory.accounts.signing_in(email, password) is None
    assert checked == [password], "the work that takes the time is done once, whoever it is"


async def test_a_provider_without_a_password_does_not_sign_in(
    directory: Directory, rivera: str, checked: list[str]
) -> None:
    async with directory.database.engine.begin() as connection:
        await connection.execute(text("UPDATE providers SET password_hash = NULL"))
    for password in ("", PASSWORD):
        assert await directory.accounts.signing_in(EMAIL, password) is None
    assert checked == ["", PASSWORD]


async def test_a_closed_account_does_not_sign_in(directory: Directory, rivera: str, checked: list[str]) -> None:
    await directory.administration.change_provider(rivera, closed=True)
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is None
    assert checked == [PASSWORD]
    await directory.administration.change_provider(rivera, closed=False)
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is not None


async def test_a_new_password_makes_the_old_one_and_all_that_was_signed_void(directory: Directory, rivera: str) -> None:
    before = await epoch(directory, rivera)
    await directory.accounts.set_password(rivera, "battery staple correct")
    assert await epoch(directory, rivera) == before + 1
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is None
    assert await directory.accounts.signing_in(EMAIL, "battery staple correct") is not None


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 129, "\ud800" * 12])
async def test_a_password_of_no_use_changes_nothing(directory: Directory, rivera: str, password: str) -> None:
    with pytest.raises(DirectoryError, match="password"):
        await directory.accounts.set_password(rivera, password)
    assert await epoch(directory, rivera) == 0
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is not None


async def test_signing_out_everywhere_makes_all_that_was_signed_void(directory: Directory, rivera: str) -> None:
    other = (await directory.accounts.ensure("harbor", "other")).id
    for times in (1, 2):
        await directory.accounts.sign_out_everywhere(rivera)
        assert await epoch(directory, rivera) == times
    assert await epoch(directory, other) == 0
    assert await directory.accounts.signing_in(EMAIL, PASSWORD) is not None


async def test_many_providers_are_looked_up_at_once(directory: Directory, rivera: str) -> None:
    nurse = (await directory.accounts.ensure("harbor", "nurse")).id
    await directory.administration.change_provider(nurse, closed=True)
    await directory.accounts.sign_out_everywhere(nurse)
    unknown = [f"unknown-{number}" for number in range(40_000)]
    found = await directory.providers_called([rivera, *unknown, nurse])
    assert {each: (record.epoch, record.closed) for each, record in found.items()} == {
        rivera: (0, False),
        nurse: (2, True),
    }
    assert await directory.providers_called([]) == {}


async def test_the_portal_changes_what_the_person_has_not_set(directory: Directory, rivera: str) -> None:
    accounts = directory.accounts
    ensured = {"name": "By the portal", "title": "By the portal", "photo": PORTALS}
    await accounts.ensure("harbor", EMAIL, **ensured)  # type: ignore[arg-type]
    assert await directory.photo(rivera) == PORTALS
    await accounts.set_photo(rivera, OWN)
    changed = await accounts.ensure("harbor", EMAIL, name="Once more", photo=PORTALS)
    assert changed.name == "Once more"
    assert await directory.photo(rivera) == OWN
    await accounts.set_profile(rivera, name="Elena Rivera", title="")
    kept = await accounts.ensure("harbor", EMAIL, **ensured)  # type: ignore[arg-type]
    assert (kept.name, kept.title) == ("Elena Rivera", "")
    assert await directory.photo(rivera) == OWN


async def test_a_photo_that_the_person_took_down_stays_down(directory: Directory, rivera: str) -> None:
    await directory.accounts.ensure("harbor", EMAIL, photo=PORTALS)
    await directory.accounts.set_photo(rivera, None)
    ensured = await directory.accounts.ensure("harbor", EMAIL, photo=PORTALS)
    assert ensured.photo_path is None
    assert await directory.photo(rivera) is None


async def test_the_portal_neither_opens_nor_fills_a_closed_account(directory: Directory, rivera: str) -> None:
    await directory.administration.change_provider(rivera, closed=True)
    ensured = await directory.accounts.ensure("harbor", EMAIL, name="By the portal", photo=PORTALS)
    assert ensured.closed
    assert (ensured.name, ensured.photo_path) == ("Dr. Elena Rivera", None)
    assert await directory.photo(rivera) is None


async def test_nobody_is_made_by_setting_something(directory: Directory, rivera: str) -> None:
    accounts = directory.accounts
    await accounts.set_profile("nobody", name="Nobody", title="")
    await accounts.set_photo("nobody", OWN)
    await accounts.set_line("nobody", "away")
    await accounts.sign_out_everywhere("nobody")
    assert await directory.provider("nobody") is None
    assert await accounts.account("nobody") is None
    assert await accounts.rooms("nobody") == []


async def test_settings_are_kept(directory: Directory, rivera: str) -> None:
    account = await directory.accounts.account(rivera)
    assert account is not None and account.settings == DEFAULT_SETTINGS
    wanted = Settings(messages=QUIET, arrivals=DEFAULT_ALERTS, details=True, theme="dark", language="pt-BR")
    await directory.accounts.set_settings(rivera, wanted)
    account = await directory.accounts.account(rivera)
    assert account is not None and account.settings == wanted


async def test_rooms_to_enter_come_by_name(directory: Directory, rivera: str) -> None:
    for slug, name in (("b", "Anna"), ("a", "Zoe"), ("c", "Ben")):
        await directory.administration.add_room("harbor", slug, name)
    assert await directory.accounts.rooms(rivera) == []
    await directory.administration.change_provider(rivera, rooms=["a", "b", "b"])
    assert [room.slug for room in await directory.accounts.rooms(rivera)] == ["b", "a"]


@pytest.mark.parametrize(
    ("stored", "changed"),
    [
        ({}, {}),
        ({"theme": "dark"}, {"theme": "dark"}),
        ({"theme": "sepia", "details": True}, {"details": True}),
        ({"undoSeconds": 20}, {"undo_seconds": 20}),
        ({"undoSeconds": 7, "theme": "dark"}, {"theme": "dark"}),
        ({"of a later version": [1], "language": "de"}, {"language": "de"}),
        ({"language": "not a tag!", "details": "yes"}, {}),
        ({"messages": None, "arrivals": [], "theme": None}, {}),
        ({"messages": {"on": False}}, {"messages": Alerts(on=False, sound=True, desktop=False, title=True)}),
        (
            {"messages": {"on": False, "later": 1}},
            {"messages": Alerts(on=False, sound=True, desktop=False, title=True)},
        ),
        ({"messages": {"on": 7}, "arrivals": {"desktop": True}}, {"arrivals": Alerts(True, True, True, True)}),
    ],
    ids=str,
)
def test_settings_of_any_version_are_read(stored: dict[str, Any], changed: dict[str, Any]) -> None:
    usual = {name: getattr(DEFAULT_SETTINGS, name) for name in ("messages", "arrivals", "details", "theme", "language")}
    assert settings_in(stored) == Settings(**{**usual, **changed})
