"""A provider's page sets another password: attempts count by account, and one that finds no place does not count."""

import pytest

from tests.live.conftest import Page, Server
from tests.web.test_full_queues import filled
from waitside.directory.hashing import KNOWN
from waitside.limits import PASSWORDS

EMAIL, PASSWORD, ANOTHER = "rivera@harbor.example", "a long enough password", "another long password"


@pytest.fixture
async def page(server: Server) -> Page:
    """A page of an account that has a password."""
    await server.directory.administration.add_provider(
        "harbor", EMAIL, "Dr. Rivera", password=PASSWORD, rooms=["dr-rivera"], subject="rivera"
    )
    page, _ = await server.provider()
    return page


async def code_of_attempt(page: Page, current: str, new: str = ANOTHER) -> str | None:
    """The code of the refusal; None where the password was set."""
    code: str | None = (await page.ask("set_password", current=current, new=new)).get("code")
    return code


async def test_a_page_sets_a_password_by_the_one_before(server: Server, page: Page) -> None:
    assert await code_of_attempt(page, "wrong") == "wrong_password"
    assert await code_of_attempt(page, PASSWORD, "short") == "bad_password"
    assert await code_of_attempt(page, PASSWORD) is None
    assert await server.directory.accounts.signing_in(EMAIL, ANOTHER) is not None


async def test_a_page_guesses_no_more_often_than_anybody(page: Page) -> None:
    assert {await code_of_attempt(page, "wrong") for _ in range(PASSWORDS)} == {"wrong_password"}
    assert await code_of_attempt(page, PASSWORD) == "too_many"


async def test_an_attempt_that_finds_the_queue_full_is_not_counted(page: Page) -> None:
    with filled(KNOWN):
        assert {await code_of_attempt(page, PASSWORD) for _ in range(PASSWORDS)} == {"too_many"}
    assert await code_of_attempt(page, PASSWORD) is None
