"""Away by hand outlives the server and the grace, since the provider's pages assert it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.live.conftest import GRACE, Page, Server

GRACE_MS = GRACE // timedelta(milliseconds=1)


async def back(server: Server, page: Page, **opening: object) -> dict[str, Any]:
    """The page connects again."""
    again = Page(server.url, page.namespace, key=page.key)
    server.pages.append(again)
    return await again.connect(token=server.token("provider", "rivera"), **opening)


async def test_every_page_of_the_provider_is_told_and_nobody_else(server: Server) -> None:
    desk, snapshot = await server.provider()
    assert snapshot["away"] is None
    tablet, _ = await server.provider()
    nurse, _ = await server.provider("nurse")
    ana, _ = await server.patient("ana")
    await desk.ask("set_away", away=True)
    expected = {"away": True, "at": server.clock()}
    for page in (desk, tablet):
        assert (await page.told("away_set"))["away"] == expected
    for page in (nurse, ana):
        while "away" not in {each["presence"] for each in (await page.told("team_changed"))["team"]}:
            pass
        assert "away_set" not in {each["type"] for each in page.seen}
    _, snapshot = await server.provider()
    assert snapshot["away"] == expected


async def test_a_page_asserts_it_when_the_server_knows_nothing(server: Server) -> None:
    ana, _ = await server.patient("ana")
    page = server.page("provider")
    away = {"away": True, "at": server.clock() - 1}
    snapshot = await page.connect(token=server.token("provider", "rivera"), away=away)
    assert snapshot["away"] == away
    assert snapshot["team"][0]["presence"] == "away"
    assert (await ana.told("team_changed"))["team"][0]["presence"] == "away"


async def test_it_is_asserted_after_the_grace_of_the_last_page(server: Server) -> None:
    desk, _ = await server.provider()
    ana, _ = await server.patient("ana")
    await desk.ask("set_away", away=True)
    away = (await desk.told("away_set"))["away"]
    await desk.leave()
    while (await ana.told("team_changed"))["team"][0]["page"]["connected"]:
        pass
    server.clock.now += GRACE_MS
    while (await ana.told("team_changed"))["team"]:
        pass
    assert (await back(server, desk, away=away))["team"][0]["presence"] == "away"


async def test_a_page_that_slept_since_before_does_not_set_it_again(server: Server) -> None:
    now = server.clock()
    awake, asleep = server.page("provider"), server.page("provider")
    token = server.token("provider", "rivera")
    await awake.connect(token=token, away={"away": False, "at": now - 1})
    late = await asleep.connect(token=token, away={"away": True, "at": now - 2})
    assert late["away"] == {"away": False, "at": now - 1}
    assert {each["presence"] for each in late["team"]} == {"online"}
    assert not [each for each in awake.seen if each["type"] == "away_set"]


async def test_a_newer_claim_reaches_the_page_that_came_before(server: Server) -> None:
    now, token = server.clock(), server.token("provider", "rivera")
    asleep, awake = server.page("provider"), server.page("provider")
    await asleep.connect(token=token, away={"away": True, "at": now - 2})
    await awake.connect(token=token, away={"away": False, "at": now - 1})
    assert (await asleep.told("away_set"))["away"] == {"away": False, "at": now - 1}


@pytest.mark.parametrize(
    "claim",
    [
        True,
        [],
        {},
        {"away": True},
        {"away": 1, "at": 1},
        {"away": True, "at": -1},
        {"away": True, "at": 2**53},
        {"away": True, "at": 10**300},
        {"away": True, "at": 1.5},
        {"away": True, "at": "1"},
    ],
)
async def test_a_malformed_claim_is_refused(server: Server, claim: object) -> None:
    page = server.page("provider")
    assert (await page.connect(token=server.token("provider", "rivera"), away=claim))["code"] == "bad_hello"


async def test_a_patients_page_cannot_claim_anything(server: Server) -> None:
    await server.provider()
    page = server.page("patient")
    own = await page.connect(token=server.token("patient", "ana"), away={"away": True, "at": server.clock()})
    assert own["team"][0]["presence"] == "online"
