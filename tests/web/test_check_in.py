"""POST /api/rooms/{room}/check-in: patients walk in where the room takes them."""

import asyncio
from typing import Any

import httpx
import pytest

from waitside.limits import PASSCODES
from waitside.tokens import Signer


async def check_in(web: httpx.AsyncClient, room: str, body: object) -> httpx.Response:
    """Walk in."""
    return await web.post(f"/api/rooms/{room}/check-in", json=body)


def code(response: httpx.Response) -> tuple[int, str]:
    """The status and code of a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


@pytest.fixture(autouse=True)
def _rooms(api_key: str, passcode_room: str) -> None:
    """The clinic's rooms are there."""


async def test_a_walk_in_gets_a_patients_token_for_an_hour(web: httpx.AsyncClient, signer: Signer, clock: Any) -> None:
    response = await check_in(web, "dr-rivera", {})
    assert response.status_code == 201
    token = signer.read_room_token(response.json()["token"], clock.now)
    assert (token.clinic, token.room, token.role, token.reference) == ("harbor", "dr-rivera", "patient", None)
    assert token.expires_at == clock.now + 3_600_000
    assert response.json()["expires_at"] == "2026-09-21T15:13:20.000Z"


async def test_everyone_who_walks_in_is_somebody_else(web: httpx.AsyncClient, signer: Signer, clock: Any) -> None:
    answers = await asyncio.gather(*(check_in(web, "dr-rivera", {}) for _ in range(20)))
    subjects = {signer.read_room_token(each.json()["token"], clock.now).subject for each in answers}
    assert len(subjects) == 20
    assert all(len(subject) >= 22 for subject in subjects), "nobody guesses another's"


async def test_a_closed_room_takes_nobody(web: httpx.AsyncClient) -> None:
    assert code(await check_in(web, "dr-tanaka", {})) == (403, "room_closed")


async def test_a_portal_room_takes_no_walk_ins(web: httpx.AsyncClient) -> None:
    assert code(await check_in(web, "dr-lindqvist", {})) == (403, "portal_only")


@pytest.mark.parametrize("room", ["dr-nobody", "DR-RIVERA", "dr%00rivera", "%2e%2e", "dr rivera", "x" * 3_000])
async def test_an_unknown_room_is_said_to_be_unknown(web: httpx.AsyncClient, room: str) -> None:
    assert code(await check_in(web, room, {})) == (404, "room_unknown")


async def test_the_right_passcode_opens(web: httpx.AsyncClient) -> None:
    assert (await check_in(web, "dr-okafor", {"passcode": "471147"})).status_code == 201


@pytest.mark.parametrize(
    "body",
    [{}, {"passcode": None}, *({"passcode": each} for each in ("", "4712", "4711470", " 471147", "471147\0", "٤٧١١"))],
)
async def test_any_other_passcode_does_not(web: httpx.AsyncClient, body: object) -> None:
    assert code(await check_in(web, "dr-okafor", body)) == (403, "wrong_passcode")


async def test_many_tries_at_once_are_all_answered(web: httpx.AsyncClient) -> None:
    tries = [check_in(web, "dr-okafor", {"passcode": "471147" if each == 7 else "0"}) for each in range(12)]
    assert [each.status_code for each in await asyncio.gather(*tries)].count(201) == 1


async def test_guessing_ends_soon_however_many_guess_at_once(web: httpx.AsyncClient) -> None:
    guesses = [check_in(web, "dr-okafor", {"passcode": str(each)}) for each in range(PASSCODES + 5)]
    answers = [code(each) for each in await asyncio.gather(*guesses)]
    assert answers.count((403, "wrong_passcode")) == PASSCODES
    refusal = await check_in(web, "dr-okafor", {"passcode": "471147"})
    assert code(refusal) == (429, "too_many")
    assert 0 < int(refusal.headers["retry-after"]) <= 60
    assert (await check_in(web, "dr-rivera", {})).status_code == 201, "where nothing is guessed nothing is counted"


async def test_a_passcode_where_none_is_asked_for_does_no_harm(web: httpx.AsyncClient) -> None:
    assert (await check_in(web, "dr-rivera", {"passcode": "1234"})).status_code == 201


@pytest.mark.parametrize(
    "body",
    [[], 7, "471147", {"passcode": 471147}, {"passcode": "x" * 129}, {"name": "Ana Diaz"}, {"passcode": ["471147"]}],
)
async def test_a_malformed_request_is_refused_and_not_repeated(web: httpx.AsyncClient, body: object) -> None:
    response = await check_in(web, "dr-okafor", body)
    assert code(response) == (400, "bad_request")
    assert "Ana" not in response.text and "471147" not in response.text


async def test_a_form_from_another_site_is_refused(web: httpx.AsyncClient) -> None:
    response = await web.post("/api/rooms/dr-rivera/check-in", content=b"{}", headers={"Content-Type": "text/plain"})
    assert code(response) == (415, "bad_request")


async def test_a_body_over_the_limit_is_refused(web: httpx.AsyncClient) -> None:
    assert code(await check_in(web, "dr-rivera", {"passcode": "x" * 200_000})) == (413, "too_large")
