"""What cannot be done to the directory is refused in one line, and nothing is changed by half."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.directory.test_administration import EMAIL, PASSWORD, add_rivera
from waitside.directory import Directory, DirectoryError
from waitside.directory.administration import Administration

Refused = Callable[[Administration], Awaitable[object]]


async def everything(directory: Directory) -> object:
    """What is in the directory."""
    async with directory.database.engine.connect() as connection:
        tables = ("clinics", "rooms", "providers", "seats", "api_keys")
        return [list(await connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))) for table in tables]


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(lambda to: to.add_clinic("harbor", "Again", []), id="clinic twice"),
        pytest.param(lambda to: to.add_room("elsewhere", "dr-rivera", "Again"), id="room twice"),
        pytest.param(add_rivera, id="provider twice"),
        pytest.param(lambda to: add_rivera(to, subject="another"), id="e-mail twice"),
        pytest.param(lambda to: change_another(to, email=EMAIL.upper()), id="e-mail of another"),
        pytest.param(lambda to: change_another(to, name="New", rooms=["dr-nobody"]), id="no such room"),
        pytest.param(lambda to: change_another(to, name="New", rooms=["dr-elsewhere"]), id="another clinic's room"),
        pytest.param(
            lambda to: to.add_provider("harbor", "a@b.example", "A", password=PASSWORD, rooms=["no"]), id="ro"
        ),
        pytest.param(lambda to: to.add_provider("nobody", "a@b.example", "A", password=PASSWORD), id="no clinic"),
        pytest.param(lambda to: to.add_provider("harbor", "a@b.example", "A", password="short"), id="short password"),
        pytest.param(lambda to: to.add_provider("harbor", "a", "A", password=PASSWORD), id="no e-mail"),
        pytest.param(lambda to: to.add_provider("harbor", "a\0@b.example", "A", password=PASSWORD), id="NUL"),
        pytest.param(lambda to: to.add_provider("harbor", "a@b.example", "x" * 81, password=PASSWORD), id="long name"),
        pytest.param(lambda to: to.change_clinic("harbor", colour="red"), id="colour"),
        pytest.param(lambda to: to.change_clinic("harbor", name=""), id="no name"),
        pytest.param(lambda to: to.change_clinic("harbor", name="x" * 81), id="long clinic name"),
        pytest.param(lambda to: to.change_clinic("harbor", allowed_origins=["https://a/"]), id="site"),
        pytest.param(lambda to: to.change_room("dr-rivera", call_link="https://[{call}"), id="broken link"),
        pytest.param(lambda to: to.change_room("dr-rivera", call_link="https://v/{call}" + "x" * 500), id="long link"),
        pytest.param(lambda to: to.change_room("dr-rivera", title="x" * 81), id="long title"),
        pytest.param(lambda to: to.change_room("dr-rivera", passcode=""), id="empty passcode"),
        pytest.param(lambda to: to.change_room("dr-rivera", passcode="47114"), id="short passcode"),
        pytest.param(lambda to: to.change_room("dr-rivera", passcode="\ud800"), id="half a character"),
        pytest.param(lambda to: to.add_key("harbor", now=1, label="x" * 81), id="long label"),
        pytest.param(lambda to: to.add_key("nobody", now=1), id="key for nobody"),
    ],
)
async def test_what_cannot_be_is_one_clear_line_and_changes_nothing(
    directory: Directory, administration: Administration, refused: Refused
) -> None:
    await add_rivera(administration)
    await administration.add_provider("harbor", "another@harbor.example", "Another", password=PASSWORD)
    before = await everything(directory)
    with pytest.raises(DirectoryError) as raised:
        await refused(administration)
    assert "\n" not in str(raised.value)
    assert await everything(directory) == before


async def change_another(administration: Administration, **values: Any) -> None:
    """Change a provider who is there."""
    await administration.change_provider(await administration.provider_id("another@harbor.example"), **values)


@pytest.mark.parametrize(
    "refused",
    [
        lambda to, key: to.change_clinic(key, name="Mine"),
        lambda to, key: to.remove_clinic(key),
        lambda to, key: to.add_room(key, "dr-new", "New"),
        lambda to, key: to.change_room(key, name="Mine"),
        lambda to, key: to.remove_room(key),
        lambda to, key: to.change_provider(key, name="Mine"),
        lambda to, key: to.change_provider(key, rooms=[]),
        lambda to, key: to.remove_provider(key),
        lambda to, key: to.provider_id(key),
        lambda to, key: to.add_key(key, now=1),
        lambda to, key: to.change_key(key, label="mine"),
        lambda to, key: to.revoke_key(key, now=1),
    ],
    ids=["clinic", "-clinic", "+room", "room", "-room", "provider", "seats", "-provider", "id", "+key", "key", "-key"],
)
@pytest.mark.parametrize("database_url", ["memory", "postgresql"], indirect=True)
async def test_what_is_not_there_is_said_in_one_line(
    directory: Directory, refused: Callable[[Administration, str], Awaitable[object]]
) -> None:
    for key in ("nobody", "x" * 500, "\0", "\ud800"):
        with pytest.raises(DirectoryError, match="no such"):
            await refused(directory.administration, key)
