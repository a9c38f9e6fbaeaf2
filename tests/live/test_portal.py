"""A clinic's own server looks into its rooms, and starts and ends calls there; the pages are told as ever."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest

from tests.live.conftest import Page, Server
from tests.live.whole import portal_of, whole_server
from tests.web.test_token_requests import code
from waitside.directory import Directory
from waitside.web.api.rooms import Queue, StartedCall

ROOM = "/api/rooms/dr-rivera"


@pytest.fixture
async def server(directory: Directory, clock: Any, api_key: str) -> AsyncIterator[Server]:
    """The whole server, running."""
    await directory.administration.change_room("dr-rivera", call_link="https://video.example/{call}")
    async with whole_server(directory, clock) as running:
        yield running


@pytest.fixture
async def portal(server: Server, api_key: str) -> AsyncIterator[httpx.AsyncClient]:
    """Harbor Street Clinic's server."""
    async with portal_of(server, api_key) as client:
        yield client


async def call(portal: httpx.AsyncClient, visit: str, provider: str = "rivera") -> httpx.Response:
    """Start a call."""
    return await portal.post(f"{ROOM}/calls", json={"visit": visit, "provider": provider})


async def in_call(patient: Page) -> dict[str, Any]:
    """The patient's own visit, once it is in a call."""
    visit: dict[str, Any] = (await patient.told("own_visit_changed"))["visit"]
    return visit if visit["status"] == "in_call" else await in_call(patient)


async def test_the_queue_is_counted_and_has_neither_names_nor_subjects(
    server: Server, portal: httpx.AsyncClient
) -> None:
    assert (await portal.get(f"{ROOM}/queue")).json() == {"waiting": 0, "in_call": 0, "visits": []}
    provider, _ = await server.provider()
    _, ana = await server.patient("subject-of-ana", reference="HSC-1")
    server.clock.now += 1_000
    ben, own = await server.patient("subject-of-ben")
    await provider.ask("start_call", visit=ana["visit"]["id"])
    await ben.leave()
    while (await provider.told("visit_changed"))["visit"]["page"]["connected"]:
        pass
    response = await portal.get(f"{ROOM}/queue")
    assert response.json() == {
        "waiting": 1,
        "in_call": 1,
        "visits": [
            {
                "id": ana["visit"]["id"],
                "status": "in_call",
                "arrived_at": "2026-09-21T14:13:20.000Z",
                "connected": True,
                "reference": "HSC-1",
            },
            {
                "id": own["visit"]["id"],
                "status": "waiting",
                "arrived_at": "2026-09-21T14:13:21.000Z",
                "connected": False,
                "reference": None,
            },
        ],
    }
    assert "subject" not in response.text
    msgspec.json.decode(response.content, type=Queue)  # which the API's document is made from


async def test_a_call_of_the_portals_reaches_both_sides_and_ends_for_both(
    server: Server, portal: httpx.AsyncClient
) -> None:
    provider, me = await server.provider()
    patient, own = await server.patient("ana")
    visit = own["visit"]["id"]
    response = await call(portal, visit)
    started = response.json()
    msgspec.json.decode(response.content, type=StartedCall)
    assert (response.status_code, started["url"]) == (201, f"https://video.example/{started['call']}")
    view = {"id": started["call"], "url": started["url"]}
    assert (await in_call(patient))["call"] == view
    shown = (await provider.told("visit_changed"))["visit"]
    while shown["call"] is None:
        shown = (await provider.told("visit_changed"))["visit"]
    assert (shown["call"], shown["caller"]) == (view, me["me"]["id"])
    ended = await portal.delete(f"{ROOM}/calls/{started['call']}")
    assert (ended.status_code, ended.content) == (204, b"")
    assert (await patient.told("own_visit_ended"))["reason"] == "call_ended"
    assert (await provider.told("visit_left"))["reason"] == "call_ended"
    assert code(await portal.delete(f"{ROOM}/calls/{started['call']}")) == (404, "not_found")
    assert code(await call(portal, visit)) == (410, "patient_left")


async def test_a_provider_can_end_a_call_of_the_portals(server: Server, portal: httpx.AsyncClient) -> None:
    provider, _ = await server.provider()
    _, own = await server.patient("ana")
    await call(portal, own["visit"]["id"])
    assert (await provider.ask("end_call", visit=own["visit"]["id"]))["type"] == "accepted"


async def test_the_portal_can_end_a_call_whose_provider_is_gone(server: Server, portal: httpx.AsyncClient) -> None:
    provider, _ = await server.provider()
    patient, own = await server.patient("ana")
    started = await provider.ask("start_call", visit=own["visit"]["id"])
    await provider.leave()
    assert (await portal.delete(f"{ROOM}/calls/{started['call']['id']}")).status_code == 204
    assert (await patient.told("own_visit_ended"))["reason"] == "call_ended"


async def test_only_who_has_the_room_open_can_be_the_caller(server: Server, portal: httpx.AsyncClient) -> None:
    _, own = await server.patient("ana")
    visit = own["visit"]["id"]
    assert code(await call(portal, visit)) == (409, "provider_not_here")
    provider, _ = await server.provider()
    assert code(await call(portal, visit, "nurse")) == (409, "provider_not_here")
    colleague, _ = await server.provider("nurse")
    await provider.leave()
    while all(each["page"]["connected"] for each in await team(colleague)):
        pass
    assert code(await call(portal, visit)) == (409, "provider_not_here"), "a page that is not connected"
    assert (await call(portal, visit, "nurse")).status_code == 201


async def team(page: Page) -> list[dict[str, Any]]:
    """Who looks after the room, as soon as that changes."""
    members: list[dict[str, Any]] = (await page.told("team_changed"))["team"]
    return members


async def test_one_page_holds_one_call_and_another_page_of_the_provider_the_next(
    server: Server, portal: httpx.AsyncClient
) -> None:
    await server.provider()
    visits = [(await server.patient(name))[1]["visit"]["id"] for name in ("ana", "ben", "cleo")]
    assert (await call(portal, visits[0])).status_code == 201
    assert code(await call(portal, visits[0])) == (409, "already_in_call")
    assert code(await call(portal, visits[1])) == (409, "already_in_call")
    await server.provider()
    assert (await call(portal, visits[1])).status_code == 201
    assert code(await call(portal, visits[2])) == (409, "already_in_call")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"visit": "no-such-visit", "provider": "rivera"}, (404, "visit_unknown")),
        ({"visit": "", "provider": "rivera"}, (400, "bad_request")),
        ({"visit": "a b", "provider": "rivera"}, (400, "bad_request")),
        ({"visit": "no-such-visit"}, (400, "bad_request")),
        ({"visit": "no-such-visit", "provider": "rivera", "name": "Ana"}, (400, "bad_request")),
    ],
)
async def test_a_call_with_nobody_is_refused(
    server: Server, portal: httpx.AsyncClient, body: object, expected: tuple[int, str]
) -> None:
    await server.provider()
    assert code(await portal.post(f"{ROOM}/calls", json=body)) == expected
