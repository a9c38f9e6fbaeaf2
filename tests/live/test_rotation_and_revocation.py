"""Keys are changed, taken back, and accounts ended, while patients wait: who is concerned goes, everyone else stays."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.bounds import SOON
from tests.live.conftest import GRACE, Page, Server
from tests.live.test_patients_and_providers import envelope
from tests.live.whole import KEY, portal_of, whole_server
from tests.web.test_token_requests import code
from waitside.directory import Directory
from waitside.directory.accounts import provider_id_of

NEWER_KEY = "tR8-mQ2_xVb5Kz9Hc3Wn6Yd1Js7Lf4Gp"
RIVERA = provider_id_of("harbor", "rivera")


@pytest.fixture
async def server(directory: Directory, clock: Any, api_key: str) -> AsyncIterator[Server]:
    """The whole server, running."""
    async with whole_server(directory, clock) as running:
        yield running


async def back(server: Server, page: Page, **opening: object) -> dict[str, Any]:
    """The page connects again, to a server that was started anew. Returns what it is told."""
    again = Page(server.url, page.namespace, key=page.key)
    server.pages.append(again)
    return await again.connect(**opening, returning=True)


async def test_keys_rotate_while_patients_wait(directory: Directory, clock: Any, api_key: str) -> None:
    async with whole_server(directory, clock, [KEY]) as old:
        tickets = [await old.patient(name) for name in ("ana", "ben")]
        token = old.token("provider", "rivera")
        provider = old.page("provider")
        await provider.connect(token=token)
    async with whole_server(directory, clock, [NEWER_KEY, KEY]) as both:
        assert (await back(both, provider, token=token))["type"] == "provider_snapshot"
        for page, own in tickets:
            again = await back(both, page, ticket=own["ticket"])
            assert (again["visit"]["id"], again["visit"]["place"]) == (own["visit"]["id"], None)
            own["ticket"] = again["ticket"]
    async with whole_server(directory, clock, [NEWER_KEY]) as new:
        for page, own in tickets:
            again = await back(new, page, ticket=own["ticket"])
            assert again["visit"]["id"] == own["visit"]["id"], "what was handed out since is by the newer key"
        refused = {"type": "refused", "code": "token_invalid"}
        assert await back(new, provider, token=token) == refused, "and the older one is gone"


async def test_a_revoked_api_key_gives_nothing_more_and_leaves_those_inside_alone(server: Server, api_key: str) -> None:
    administration = server.directory.administration
    request = {"room": "dr-rivera", "role": "patient", "subject": "ana"}
    async with portal_of(server, api_key) as portal:
        token = (await portal.post("/api/tokens", json=request)).json()["token"]
        patient, (provider, _) = server.page("patient"), await server.provider()
        own = await patient.connect(token=token)
        other = (await administration.add_key("harbor", now=0)).text
        await administration.revoke_key(next(each.id for each in await administration.keys() if each.id in api_key), 0)
        assert code(await portal.post("/api/tokens", json=request)) == (401, "api_key_invalid")
        assert code(await portal.get("/api/rooms")) == (401, "api_key_invalid")
    async with portal_of(server, other) as portal:
        assert (await portal.post("/api/tokens", json=request)).status_code == 201, "the clinic's other key counts"
    assert await can_write(patient, own["visit"]["id"], provider)
    await patient.leave()
    assert (await back(server, patient, ticket=own["ticket"]))["visit"]["id"] == own["visit"]["id"]


Ending = Callable[[Directory], Awaitable[object]]

ENDINGS: dict[str, tuple[Ending, str]] = {
    "closed": (lambda each: each.administration.change_provider(RIVERA, closed=True), "account_closed"),
    "removed": (lambda each: each.administration.remove_provider(RIVERA), "account_closed"),
    "signed out everywhere": (lambda each: each.accounts.sign_out_everywhere(RIVERA), "signed_out"),
    "a room less": (lambda each: each.administration.change_provider(RIVERA, rooms=["dr-lindqvist"]), "signed_out"),
    "new password": (lambda each: each.accounts.set_password(RIVERA, "a long enough password"), "signed_out"),
}


@pytest.mark.parametrize("how", ENDINGS)
async def test_the_pages_of_an_account_that_ends_are_put_out_and_all_others_stay(server: Server, how: str) -> None:
    end, expected = ENDINGS[how]
    await server.directory.accounts.ensure("harbor", "rivera")
    await server.directory.administration.change_provider(RIVERA, rooms=["dr-rivera", "dr-lindqvist"])
    token = server.token("provider", "rivera")
    pages = [server.page("provider"), server.page("provider")]
    for page in pages:
        await page.connect(token=token)
    nurse, _ = await server.provider("nurse")
    patient, own = await server.patient("ana")
    visit = own["visit"]["id"]
    await end(server.directory)
    while sum(each["page"]["connected"] for each in (await patient.told("team_changed"))["team"]) > 1:
        pass
    for page in pages:
        await asyncio.wait_for(page.client.wait(), SOON)  # for the end of its connection
    assert await back(server, pages[0], token=token) == {"type": "refused", "code": expected}
    assert await can_write(patient, visit, nurse) and await can_write(nurse, visit, patient)
    _, late = await server.provider("another nurse")
    assert [each["id"] for each in late["visits"]] == [visit]


@pytest.mark.parametrize("how", ["closed", "removed"])
async def test_patients_are_never_shown_a_provider_whose_account_has_ended(server: Server, how: str) -> None:
    end, _ = ENDINGS[how]
    await server.directory.accounts.ensure("harbor", "rivera", name="Dr. Rivera")
    await server.provider()
    patient, own = await server.patient("ana")
    assert [each["provider"]["name"] for each in own["team"]] == ["Dr. Rivera"]
    await end(server.directory)
    told = await patient.told("team_changed")
    assert told["team"] == [], "not as somebody without a name, nor as one who may come back"
    _, late = await server.patient("ben")
    assert late["team"] == []


async def can_write(page: Page, visit: str, to: Page) -> bool:
    """Whether an envelope gets from one page to another."""
    accepted = (await page.ask("relay", **envelope(visit, to)))["type"] == "accepted"
    return accepted and bool((await to.told("relayed"))["sender"] == page.id)


async def test_a_removed_room_ends_its_visits_and_no_other_room_is_concerned(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere, _ = await server.patient("cleo", room="dr-lindqvist")
    provider, _ = await server.provider()
    patient, own = await server.patient("ana")
    gone, other = await server.patient("ben")
    await gone.leave()
    await server.directory.administration.remove_room("dr-rivera")
    assert (await patient.told("own_visit_ended"))["reason"] == "removed"
    left = {(each["visit"], each["reason"]) for each in [await provider.told("visit_left") for _ in range(2)]}
    assert left == {(own["visit"]["id"], "removed"), (other["visit"]["id"], "removed")}
    await asyncio.wait_for(provider.client.wait(), SOON)  # for the end of its connection
    for page, ticket in ((patient, own["ticket"]), (gone, other["ticket"])):
        await page.leave()
        assert await back(server, page, ticket=ticket) == {"type": "refused", "code": "room_unknown"}
    nurse = server.page("provider")
    await nurse.connect(token=server.token("provider", "nurse", room="dr-lindqvist"), room="dr-lindqvist")
    await elsewhere.leave()
    await nurse.told("visit_changed")
    server.clock.now += GRACE // timedelta(milliseconds=1)
    assert (await nurse.told("visit_left"))["reason"] == "expired", "time goes on in the others"
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_removed_room_puts_out_those_who_work_in_another_one_as_well(server: Server) -> None:
    """By the room alone: their account goes on."""
    elsewhere = server.page("provider")
    await elsewhere.connect(token=server.token("provider", "rivera", room="dr-lindqvist"), room="dr-lindqvist")
    provider, _ = await server.provider("rivera")
    await server.directory.administration.remove_room("dr-rivera")
    await asyncio.wait_for(provider.client.wait(), SOON)  # for the end of its connection
    assert (await elsewhere.ask("set_line", line="still here"))["type"] == "accepted"


async def test_a_room_that_is_made_again_does_not_bring_back_who_was_in_it(server: Server) -> None:
    patient, own = await server.patient("ana")
    await server.directory.administration.remove_room("dr-rivera")
    await patient.told("own_visit_ended")
    await server.directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
    await patient.leave()
    assert await back(server, patient, ticket=own["ticket"]) == {"type": "refused", "code": "patient_left"}
