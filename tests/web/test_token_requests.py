"""POST /api/tokens: a clinic's own server, and nobody else, gets room tokens; what is wrong is said and harmless."""

import base64
from typing import Any

import httpx
import pytest

from waitside.directory import Directory
from waitside.directory.accounts import provider_id_of
from waitside.directory.api_keys import api_key_id
from waitside.tokens import RoomToken, Signer

PATIENT: dict[str, Any] = {"room": "dr-rivera", "role": "patient", "subject": "subject-1"}
PROVIDER: dict[str, Any] = {"room": "dr-rivera", "role": "provider", "subject": "rivera"}
PIXEL = b"\x89PNG\r\n\x1a\n" + b"pixel"
HOUR = 3_600_000


def data_url(content: bytes, media_type: str = "image/png") -> str:
    """A picture as the API takes it."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


class Portal:
    """A clinic's own server."""

    def __init__(self, web: httpx.AsyncClient, api_key: str) -> None:
        self._web = web
        self._headers = {"Authorization": f"Bearer {api_key}"}

    async def ask(self, body: object) -> httpx.Response:
        """Ask for a token."""
        return await self._web.post("/api/tokens", json=body, headers=self._headers)

    async def send(self, content: bytes, content_type: bytes = b"application/json") -> httpx.Response:
        """Send any bytes at all."""
        headers = [(b"Authorization", self._headers["Authorization"].encode()), (b"Content-Type", content_type)]
        return await self._web.post("/api/tokens", content=content, headers=headers)


@pytest.fixture
def portal(web: httpx.AsyncClient, api_key: str) -> Portal:
    """The server of Harbor Street Clinic."""
    return Portal(web, api_key)


def code(response: httpx.Response) -> tuple[int, str]:
    """The status and code of a problem, which is checked to be one."""
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "code", "detail"}
    assert problem["status"] == response.status_code
    return response.status_code, problem["code"]


async def test_a_patients_token_is_bound_and_lasts_an_hour(
    portal: Portal, signer: Signer, clock: Any, api_key: str
) -> None:
    response = await portal.ask(PATIENT | {"reference": "MRN 0047"})
    assert response.status_code == 201
    assert set(response.json()) == {"token", "expires_at"}
    assert signer.read_room_token(response.json()["token"], clock.now) == RoomToken(
        "harbor", "dr-rivera", "patient", "subject-1", "MRN 0047", clock.now + HOUR, key=api_key_id(api_key)
    )
    assert response.json()["expires_at"] == "2026-09-21T15:13:20.000Z"


async def test_a_providers_token_lasts_a_shift(portal: Portal, signer: Signer, clock: Any, api_key: str) -> None:
    response = await portal.ask(PROVIDER)
    token = signer.read_room_token(response.json()["token"], clock.now)
    assert (token.role, token.subject, token.expires_at) == ("provider", "rivera", clock.now + 12 * HOUR)
    assert token.key == api_key_id(api_key)


async def test_a_provider_is_known_by_what_the_clinic_tells(portal: Portal, directory: Directory) -> None:
    told = {"name": "Dr. Elena Rivera", "title": "Family medicine", "photo": data_url(PIXEL)}
    assert (await portal.ask(PROVIDER | told)).status_code == 201
    assert (await portal.ask(PROVIDER | {"title": "Paediatrics"})).status_code == 201
    provider = await directory.provider(provider_id_of("harbor", "rivera"))
    assert provider is not None
    assert (provider.name, provider.title) == ("Dr. Elena Rivera", "Paediatrics")
    assert await directory.photo(provider.id) == (PIXEL, "image/png")


async def test_a_patient_is_not_written_down(portal: Portal, directory: Directory) -> None:
    await portal.ask(PATIENT)
    assert await directory.provider(provider_id_of("harbor", "subject-1")) is None


@pytest.mark.parametrize("field", ["name", "title", "photo"])
async def test_nothing_that_shows_who_a_patient_is_gets_in(portal: Portal, field: str) -> None:
    response = await portal.ask(PATIENT | {field: "Ana Diaz"})
    assert code(response) == (400, "bad_request")
    assert "not to be sent" in response.json()["detail"]
    assert "Ana" not in response.text


@pytest.mark.parametrize(
    "room", ["dr-nobody", "dr-elsewhere", "", "DR-RIVERA", "dr-rivera\0", "../dr-rivera", "x" * 5_000]
)
@pytest.mark.parametrize("request_for", [PATIENT, PROVIDER])
async def test_another_clinics_room_looks_like_none_at_all(
    portal: Portal, directory: Directory, request_for: dict[str, Any], room: str
) -> None:
    assert code(await portal.ask(request_for | {"room": room})) == (404, "room_unknown")
    assert await directory.provider(provider_id_of("harbor", "rivera")) is None


@pytest.mark.parametrize("room", ["dr-okafor", "dr-lindqvist", "dr-tanaka"])
async def test_portal_patients_need_no_passcode_nor_an_open_door_for_a_token(
    portal: Portal, passcode_room: str, room: str
) -> None:
    assert (await portal.ask(PATIENT | {"room": room})).status_code == 201


@pytest.mark.parametrize(
    "authorization",
    [
        *("", "Bearer", "Bearer ", "Bearer nonsense", "Basic {key}", "Bearer  {key}", "Bearer {key}x", "{key}"),
        *("Bearer {key},", "Bearer wsk_", "Bearer \xff\xfe", "Bearer {key} {key}", "Token {key}"),
    ],
)
async def test_without_the_clinics_key_there_is_no_token(
    web: httpx.AsyncClient, api_key: str, authorization: str
) -> None:
    headers = [(b"Authorization", authorization.format(key=api_key).encode("latin-1"))]
    response = await web.post("/api/tokens", json=PATIENT, headers=headers)
    assert code(response) == (401, "api_key_invalid")
    assert response.headers["www-authenticate"] == "Bearer"


async def test_two_keys_are_none(web: httpx.AsyncClient, api_key: str) -> None:
    headers = [("Authorization", f"Bearer {api_key}")] * 2
    assert code(await web.post("/api/tokens", json=PATIENT, headers=headers)) == (401, "api_key_invalid")


async def test_a_revoked_key_is_none(portal: Portal, directory: Directory, api_key: str) -> None:
    await directory.administration.revoke_key(api_key.split("_")[1], now=1)
    assert code(await portal.ask(PATIENT)) == (401, "api_key_invalid")


async def test_the_key_is_asked_for_before_the_body_is_read(web: httpx.AsyncClient) -> None:
    assert code(await web.post("/api/tokens", content=b"x" * 1_000_000)) == (401, "api_key_invalid")


@pytest.mark.parametrize(
    ("change", "blamed"),
    [
        ({"role": "admin"}, "role"),
        ({"role": None}, "role"),
        ({"role": 1}, "role"),
        ({"room": 5}, "room"),
        ({"room": None}, "room"),
        ({"subject": ""}, "subject"),
        ({"subject": "s" * 129}, "subject"),
        ({"subject": ["s"]}, "subject"),
        ({"subject": "a\0b"}, "subject"),
        ({"subject": "a\n"}, "subject"),
        ({"subject": "a\u2028b"}, "subject"),
        ({"subject": "\u202eevil"}, "subject"),
        ({"subject": 10**400}, None),
        ({"reference": "r" * 65}, "reference"),
        ({"reference": ""}, "reference"),
        ({"reference": "a\tb"}, "reference"),
        ({"reference": {"deep": {}}}, "reference"),
        ({"unknown": 1}, None),
        ({"Room": "dr-rivera"}, None),
    ],
)
async def test_a_malformed_field_is_named_and_not_repeated(
    portal: Portal, change: dict[str, object], blamed: str | None
) -> None:
    response = await portal.ask(PATIENT | change)
    assert code(response) == (400, "bad_request")
    assert blamed is None or f"The field {blamed} is malformed." == response.json()["detail"]


@pytest.mark.parametrize("missing", ["room", "subject"])
async def test_a_missing_field_is_named(portal: Portal, missing: str) -> None:
    response = await portal.ask({field: value for field, value in PATIENT.items() if field != missing})
    assert code(response) == (400, "bad_request")
    assert response.json()["detail"] == f"The field {missing} is missing."


@pytest.mark.parametrize("field", ["name", "title"])
@pytest.mark.parametrize("value", ["", "n" * 81, "a\0b", "a\nb", 7, "\u2066x"])
async def test_a_providers_name_and_title_are_short_plain_lines(portal: Portal, field: str, value: object) -> None:
    assert code(await portal.ask(PROVIDER | {field: value})) == (400, "bad_request")


@pytest.mark.parametrize("name", ["Dr. Zoë Ōkubo-O'Neil", "د. نگار\u200cزاده", "王医生", "Dr. 😀", "n" * 80])
async def test_names_of_all_scripts_are_taken(portal: Portal, name: str) -> None:
    assert (await portal.ask(PROVIDER | {"name": name, "title": name})).status_code == 201


@pytest.mark.parametrize(
    "photo",
    [
        "",
        "https://harbor.example/photo.png",
        "data:image/png;base64,",
        "data:image/png;base64,!!!!",
        "data:image/png;base64,AAA",
        data_url(PIXEL)[:-3] + "\n==",
        data_url(PIXEL, "image/svg+xml"),
        data_url(PIXEL, "text/html"),
        data_url(b"<script>", "image/png"),
        data_url(PIXEL, "image/jpeg"),
        data_url(PIXEL, "image/webp"),
        data_url(PIXEL + b"x" * 64 * 1024),
        data_url(PIXEL).replace("image/png", "image/png;charset=utf-8"),
    ],
)
async def test_a_photo_is_a_small_picture_and_nothing_else(portal: Portal, directory: Directory, photo: str) -> None:
    response = await portal.ask(PROVIDER | {"photo": photo})
    assert code(response) == (400, "bad_request")
    assert await directory.provider(provider_id_of("harbor", "rivera")) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"null",
        b"[]",
        b'"text"',
        b"7",
        b"NaN",
        b"{",
        b"{}x",
        b"\x00",
        b"\xff\xfe{\x00}\x00",
        b'{"room": "\xff"}',
        b'{"room": "\xed\xa0\x80", "role": "patient", "subject": "s"}',
        b'{"subject": "\\ud800", "room": "dr-rivera", "role": "patient"}',
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b'{"subject": ' + b"9" * 100_000 + b"}",
        b'{"subject": 1e999999, "room": "dr-rivera", "role": "patient"}',
        b"room=dr-rivera&role=patient",
    ],
)
async def test_what_is_not_json_of_the_right_shape_is_refused(portal: Portal, content: bytes) -> None:
    assert code(await portal.send(content)) == (400, "bad_request")


async def test_a_body_over_the_limit_is_refused(portal: Portal) -> None:
    assert code(await portal.send(b" " * (128 * 1024 + 1))) == (413, "too_large")
    assert code(await portal.send(b" " * (128 * 1024))) == (400, "bad_request")


@pytest.mark.parametrize(
    "content_type",
    [b"", b"text/plain", b"application/x-www-form-urlencoded", b"application/json, text/plain", b"json", b"\xff"],
)
async def test_another_type_of_content_is_refused(portal: Portal, content_type: bytes) -> None:
    assert code(await portal.send(b"{}", content_type)) == (415, "bad_request")


async def test_two_types_of_content_are_refused(web: httpx.AsyncClient, api_key: str) -> None:
    headers = [("Authorization", f"Bearer {api_key}"), *[("Content-Type", "application/json")] * 2]
    assert code(await web.post("/api/tokens", content=b"{}", headers=headers)) == (415, "bad_request")


@pytest.mark.parametrize("content_type", [b"application/json", b"Application/JSON; charset=utf-8"])
async def test_json_is_json_however_it_is_spelt(portal: Portal, content_type: bytes) -> None:
    body = b'{"room": "dr-rivera", "role": "patient", "subject": "s"}'
    assert (await portal.send(body, content_type)).status_code == 201
