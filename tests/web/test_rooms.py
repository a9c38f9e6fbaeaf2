"""/api/rooms: a clinic's server sees the clinic's rooms, and no others."""

import httpx
import pytest

from tests.web.test_token_requests import code
from waitside.directory import Directory

REQUESTS = [
    ("GET", "/api/rooms/{}"),
    ("GET", "/api/rooms/{}/queue"),
    ("POST", "/api/rooms/{}/calls"),
    ("DELETE", "/api/rooms/{}/calls/some-call"),
]


async def ask(web: httpx.AsyncClient, api_key: str, method: str, path: str) -> httpx.Response:
    """Ask as the clinic's server does."""
    body = b'{"visit": "some-visit", "provider": "rivera"}'
    headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}
    return await web.request(method, path, headers=headers, content=body if method == "POST" else None)


async def test_a_clinics_rooms_are_listed_by_slug(web: httpx.AsyncClient, api_key: str) -> None:
    response = await ask(web, api_key, "GET", "/api/rooms")
    assert response.status_code == 200
    assert [room["slug"] for room in response.json()["rooms"]] == ["dr-lindqvist", "dr-rivera", "dr-tanaka"]


async def test_a_room_is_shown_as_it_was_set_up(
    web: httpx.AsyncClient, directory: Directory, api_key: str, passcode_room: str
) -> None:
    await directory.administration.change_room(passcode_room, call_link="https://video.example/{call}")
    response = await ask(web, api_key, "GET", f"/api/rooms/{passcode_room}")
    assert response.json() == {
        "slug": "dr-okafor",
        "name": "Dr. Okafor",
        "title": "",
        "open": True,
        "walk_ins": True,
        "passcode": True,
        "patients_write_first": True,
        "call_link": "https://video.example/{call}",
    }
    assert "4711" not in response.text and "argon2" not in response.text


@pytest.mark.parametrize(("method", "path"), REQUESTS)
@pytest.mark.parametrize("room", ["dr-elsewhere", "dr-nobody", "DR-RIVERA", "dr%00rivera"])
async def test_another_clinics_room_looks_like_none_at_all(
    web: httpx.AsyncClient, api_key: str, method: str, path: str, room: str
) -> None:
    assert code(await ask(web, api_key, method, path.format(room))) == (404, "room_unknown")


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/rooms"), *REQUESTS])
async def test_only_a_key_that_counts_opens(
    web: httpx.AsyncClient, directory: Directory, api_key: str, method: str, path: str
) -> None:
    path = path.format("dr-rivera")
    assert code(await web.request(method, path)) == (401, "api_key_invalid")
    assert code(await ask(web, f"{api_key}x", method, path)) == (401, "api_key_invalid")
    [key] = await directory.administration.keys()
    await directory.administration.revoke_key(key.id, 0)
    refused = await ask(web, api_key, method, path)
    assert code(refused) == (401, "api_key_invalid")
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/rooms", {"GET", "HEAD"}),
        ("/api/rooms/dr-rivera/calls", {"POST"}),
        ("/api/session", {"GET", "HEAD", "POST", "DELETE"}),
    ],
)
async def test_a_wrong_method_is_told_all_the_right_ones(web: httpx.AsyncClient, path: str, allowed: set[str]) -> None:
    refused = await web.put(path)
    assert code(refused) == (405, "method_not_allowed")
    assert {each.strip() for each in refused.headers["allow"].split(",")} == allowed
