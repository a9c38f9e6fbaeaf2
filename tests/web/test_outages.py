"""While the database is away, everybody is told to try again soon: programs by a code, people in words."""

from collections.abc import Mapping
from typing import Any, Final

import httpx
import pytest

from tests.web.test_token_requests import code
from waitside.directory.accounts import provider_id_of
from waitside.web.problems import RETRY_AFTER

RIVERA: Final = provider_id_of("harbor", "rivera")
SIGN_IN: Final = {"email": "rivera@harbor.example", "password": "correct horse battery"}
PATIENT: Final = {"room": "dr-rivera", "role": "patient", "subject": "ana"}
PROVIDER: Final = {"room": "dr-rivera", "role": "provider", "subject": "rivera"}

REQUESTS: Final[list[tuple[str, str, Mapping[str, Any] | None]]] = [
    ("GET", "/readyz", None),
    ("POST", "/api/tokens", PATIENT),
    ("POST", "/api/tokens", PROVIDER),
    ("POST", "/api/rooms/dr-rivera/check-in", {}),
    ("GET", "/api/rooms", None),
    ("GET", "/api/rooms/dr-rivera", None),
    ("GET", "/api/rooms/dr-rivera/queue", None),
    ("POST", "/api/rooms/dr-rivera/calls", {"visit": "v", "provider": "rivera"}),
    ("DELETE", "/api/rooms/dr-rivera/calls/c", None),
    ("POST", "/api/session", SIGN_IN),
    ("GET", "/api/session", None),
    ("POST", "/api/session/tokens", {"room": "dr-rivera"}),
    ("GET", f"/photos/{RIVERA}", None),
    ("GET", "/logos/harbor", None),
]
PAGES: Final = ["/embed/patient/dr-rivera", "/embed/provider/dr-rivera", "/r/dr-rivera"]


@pytest.mark.parametrize(
    ("method", "path", "body"), REQUESTS, ids=[f"{number} {each[0]} {each[1]}" for number, each in enumerate(REQUESTS)]
)
async def test_a_program_is_told_to_try_again(
    web: httpx.AsyncClient, away: str, method: str, path: str, body: Mapping[str, Any] | None
) -> None:
    answer = await web.request(method, path, json=body, headers={"Authorization": f"Bearer {away}"})
    assert code(answer) == (503, "not_ready")
    assert answer.headers["retry-after"] == RETRY_AFTER
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
async def test_a_person_reads_it_in_any_frame(web: httpx.AsyncClient, away: str, path: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == RETRY_AFTER
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "This page keeps trying" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/healthz", "/console", "/widget.js", "/api/openapi.json"])
async def test_what_needs_no_database_goes_on(web: httpx.AsyncClient, away: str, path: str) -> None:
    assert (await web.get(path)).status_code == 200


async def test_the_console_shows_no_clinic(web: httpx.AsyncClient, away: str) -> None:
    assert '<script type="application/json" id="waitside-config">{}</script>' in (await web.get("/console")).text


async def test_nothing_of_it_is_logged_as_an_error_of_the_server(
    web: httpx.AsyncClient, away: str, caplog: pytest.LogCaptureFixture
) -> None:
    await web.post("/api/tokens", json=PATIENT, headers={"Authorization": f"Bearer {away}"})
    assert "a request failed" not in caplog.text


async def test_the_document_says_where_that_may_happen(web: httpx.AsyncClient) -> None:
    paths = (await web.get("/api/openapi.json")).json()["paths"]
    without = {
        (method.upper(), path)
        for path, methods in paths.items()
        for method, described in methods.items()
        if "Retry-After" not in described["responses"].get("503", {}).get("headers", {})
    }
    assert without == {
        ("GET", "/healthz"),
        ("GET", "/api/connection"),
        ("GET", "/api/openapi.json"),
        ("DELETE", "/api/session"),
    }
