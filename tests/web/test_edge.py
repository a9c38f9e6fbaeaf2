"""The web side as a whole: each answer has its headers, no request brings it down, no error shows what it was about."""

from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import httpx
import pytest
from starlette.types import Message, Scope

from tests.conftest import NobodyThere, has_room
from waitside.directory import Directory
from waitside.limits import Allowances, Limits
from waitside.tokens import Signer
from waitside.web import Assets, create_web

PATHS = ["/healthz", "/widget.js", "/api/tokens", "/r/dr-nobody", "/nothing", "/photos/x", "/static/assets/x", "/"]


async def test_health_is_said_plainly(web: httpx.AsyncClient) -> None:
    response = await web.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "NONSENSE"])
async def test_every_answer_has_the_security_headers(web: httpx.AsyncClient, method: str, path: str) -> None:
    response = await web.request(method, path)
    assert response.status_code < 500
    for name in ("content-security-policy", "referrer-policy", "x-content-type-options", "permissions-policy"):
        assert len(response.headers.get_list(name)) == 1
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "access-control-allow-origin" not in response.headers
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
async def test_another_method_is_refused_and_the_right_one_named(web: httpx.AsyncClient, method: str) -> None:
    response = await web.request(method, "/healthz")
    assert response.status_code == 405
    assert response.json()["code"] == "method_not_allowed"
    assert {each.strip() for each in response.headers["allow"].split(",")} == {"GET", "HEAD"}
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/healthz/",
        "/api/tokens/",
        "/r/",
        "/r/dr%2Frivera",
        "/r//dr-rivera",
        "/embed/admin/dr-rivera",
        "/%00",
        "/%ff",
        "/..%2f..%2fetc%2fpasswd",
        "/r/%0d%0a",
        "/" + "a" * 10_000,
        "/socket.io",
    ],
)
async def test_an_address_with_nothing_at_it_says_so(web: httpx.AsyncClient, path: str) -> None:
    response = await web.get(path)
    assert response.status_code == 404
    assert "location" not in response.headers


Raw = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def raw(directory: Directory, signer: Signer, build: Any, clock: Any, api_key: str) -> Raw:
    """Sends a request as bytes, with headers that no client library would."""
    app = create_web(directory, signer, Assets(build), Limits(Allowances()), clock, NobodyThere(), has_room)

    async def send(path: str, headers: list[tuple[bytes, bytes]], query: bytes = b"") -> httpx.Response:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        async def note(message: Message) -> None:
            sent.append(message)

        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "root_path": "",
            "headers": headers,
            "server": ("127.0.0.1", 8000),
            "client": None,
        }
        await app(scope, receive, note)
        body = b"".join(each.get("body", b"") for each in sent[1:])
        return httpx.Response(sent[0]["status"], headers=sent[0]["headers"], content=body)

    return send


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b" ",
        b"a b",
        b"chat.example; script-src *",
        b"chat.example, evil.example",
        b"chat.example/x",
        b"user@chat.example",
        b"chat.example:port",
        b"chat.example:65536",
        b"chat.example:99999999999",
        b"[::1",
        b"[zz]",
        b"[1:2]",
        b"[::1]x",
        b"'self'",
        b"*",
        b"\xff\xfe",
        b"caf\xc3\xa9.example",
        b"a" * 300,
        b"chat.example\n",
    ],
)
@pytest.mark.parametrize("path", ["/r/dr-rivera", "/healthz"])
async def test_a_malformed_host_is_refused_everywhere(raw: Raw, path: str, host: bytes) -> None:
    response = await raw(path, [(b"host", host)])
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_two_hosts_are_refused(raw: Raw) -> None:
    assert (await raw("/healthz", [(b"host", b"a.example"), (b"host", b"b.example")])).status_code == 400


@pytest.mark.parametrize(
    "host", [b"localhost", b"127.0.0.1:8000", b"[::1]:8000", b"chat_1.example.", b"xn--caf-dma.example"]
)
async def test_every_sound_host_is_served(raw: Raw, host: bytes) -> None:
    assert (await raw("/r/dr-rivera", [(b"host", host)])).status_code == 200


async def test_a_probe_without_host_is_served(raw: Raw) -> None:
    assert (await raw("/healthz", [])).status_code == 200
    response = await raw("/r/dr-rivera", [])
    assert "connect-src 'self';" in response.headers["content-security-policy"]


@pytest.mark.parametrize("query", [b"v=\xff", b"%", b"&&==", b"a" * 20_000, b"v=%00"])
async def test_no_query_disturbs(raw: Raw, query: bytes) -> None:
    for path in ("/r/dr-rivera", "/healthz", "/photos/x", "/nothing/"):
        assert (await raw(path, [(b"host", b"localhost")], query)).status_code < 500


async def test_what_breaks_inside_is_neither_shown_nor_logged(
    directory: Directory,
    web: httpx.AsyncClient,
    api_key: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(slug: str) -> NoReturn:
        raise KeyError(slug)

    monkeypatch.setattr(directory, "room", fail)
    response = await web.get("/r/dr-canary")
    assert response.status_code == 500
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "code": "server_error",
        "detail": "Something went wrong on the server. Try again.",
    }
    assert response.headers["x-content-type-options"] == "nosniff"
    (record,) = caplog.records
    assert record.getMessage() == "a request failed: KeyError"
    assert record.exc_info is None
