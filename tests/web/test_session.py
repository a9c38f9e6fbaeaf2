"""/api/session: a provider signs in at the console, stays for a shift, enters their rooms, and signs out."""

from http.cookies import Morsel, SimpleCookie
from typing import Any

import httpx
import msgspec
import pytest

from tests.web.test_token_requests import code
from waitside.directory import Directory, hashing
from waitside.limits import PASSWORDS
from waitside.protocol.account import DEFAULT_SETTINGS
from waitside.tokens import Signer

EMAIL = "rivera@harbor.example"
PASSWORD = "a long enough password"
HOUR = 3_600_000
SIGNED_OUT = (401, "signed_out")


@pytest.fixture(autouse=True)
async def rivera(directory: Directory, api_key: str) -> str:
    """The id of Dr. Rivera's account, with a seat in two of the clinic's rooms."""
    account = await directory.administration.add_provider(
        "harbor",
        EMAIL,
        "Dr. Elena Rivera",
        "Family medicine",
        password=PASSWORD,
        rooms=["dr-rivera", "dr-lindqvist"],
        subject="rivera",
    )
    return account.id


async def sign_in(
    web: httpx.AsyncClient, email: str = EMAIL, password: str = PASSWORD, **headers: str
) -> httpx.Response:
    """Sign in; the client keeps the cookie."""
    return await web.post("/api/session", json={"email": email, "password": password}, headers=_dashed(headers))


def cookie_of(response: httpx.Response, name: str) -> Morsel[str]:
    """A cookie that the server sets, with its attributes."""
    (cookie,) = (each for each in map(SimpleCookie, response.headers.get_list("set-cookie")) if name in each)
    return cookie[name]


async def ask_for_token(web: httpx.AsyncClient, room: str = "dr-rivera", **headers: str) -> httpx.Response:
    """Ask for a token to enter a room with."""
    return await web.post("/api/session/tokens", json={"room": room}, headers=_dashed(headers))


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


async def test_signing_in_says_who_one_is_and_which_rooms_there_are_by_name(web: httpx.AsyncClient) -> None:
    response = await sign_in(web)
    rooms = [
        {"slug": "dr-rivera", "name": "Dr. Elena Rivera", "title": "Family medicine"},
        {"slug": "dr-lindqvist", "name": "Dr. Lindqvist", "title": ""},
    ]
    look: dict[str, object] = {"name": "Harbor Street Clinic", "logo": None, "accents": {}}
    clinic = {**look, "emergencyLine": None}
    told = {"name": "Dr. Elena Rivera", "rooms": rooms, "clinic": clinic, "theme": "system", "language": ""}
    assert (response.status_code, response.json()) == (200, told)
    again = await web.get("/api/session")
    assert (again.status_code, again.json()) == (200, response.json())


async def test_signing_in_says_which_theme_and_language_one_has_set(
    web: httpx.AsyncClient, directory: Directory, rivera: str
) -> None:
    settings = msgspec.structs.replace(DEFAULT_SETTINGS, theme="dark", language="es")
    await directory.accounts.set_settings(rivera, settings)
    told = (await sign_in(web)).json()
    assert (told["theme"], told["language"]) == ("dark", "es")


async def test_an_email_is_the_same_however_it_is_written(web: httpx.AsyncClient) -> None:
    assert (await sign_in(web, " Rivera@Harbor.Example ")).status_code == 200


@pytest.mark.parametrize(
    ("scheme", "name", "secure"), [("https", "__Host-waitside", True), ("http", "waitside", False)]
)
async def test_the_cookie_is_for_this_server_alone_and_no_script(
    web: httpx.AsyncClient, scheme: str, name: str, secure: bool
) -> None:
    web.base_url = httpx.URL(f"{scheme}://chat.example")
    cookie = cookie_of(await sign_in(web), name)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/")
    assert (bool(cookie["secure"]), cookie["domain"], cookie["max-age"]) == (secure, "", str(12 * 3_600))
    assert (await web.get("/api/session")).status_code == 200


async def test_nothing_of_a_person_is_in_the_cookie(web: httpx.AsyncClient, signer: Signer, clock: Any) -> None:
    await sign_in(web)
    session = signer.read_session(web.cookies["__Host-waitside"], clock.now)
    assert session.expires_at == clock.now + 12 * HOUR
    assert "ivera" not in session.provider


async def test_whatever_is_wrong_is_answered_alike(
    web: httpx.AsyncClient, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Body and work: each answer costs the check of one hash, which is what takes the time."""
    checks: list[str] = []

    def counted(secret: str, kept_hash: str) -> bool:
        checks.append(kept_hash)
        return verify(secret, kept_hash)

    verify = hashing._verify
    monkeypatch.setattr(hashing, "_verify", counted)
    closed = await directory.administration.add_provider("harbor", "gone@harbor.example", "Dr. Gone", password=PASSWORD)
    await directory.administration.change_provider(closed.id, closed=True)
    await directory.accounts.ensure("harbor", "portal-only", name="No Password")
    tried = [
        (EMAIL, "another long password"),
        (EMAIL, ""),
        ("nobody@harbor.example", PASSWORD),
        ("gone@harbor.example", PASSWORD),
        ("portal-only", PASSWORD),
        ("", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ]
    answers = [await sign_in(web, *each) for each in tried]
    assert {code(each) for each in answers} == {(401, "sign_in_failed")}
    assert len({each.content for each in answers}) == 1
    assert len({tuple(each.headers) for each in answers}) == 1
    assert all("set-cookie" not in each.headers for each in answers)
    assert len(checks) == len(tried)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": EMAIL},
        {"email": None, "password": PASSWORD},
        {"email": "a\0b", "password": PASSWORD},
        {"email": "e" * 255, "password": PASSWORD},
        {"email": EMAIL, "password": "p" * 129},
        {"email": EMAIL, "password": PASSWORD, "more": 1},
        [EMAIL, PASSWORD],
    ],
)
async def test_what_could_not_be_an_account_is_malformed(web: httpx.AsyncClient, body: object) -> None:
    assert code(await web.post("/api/session", json=body)) == (400, "bad_request")


async def test_guessing_ends_soon_also_for_who_would_guess_right(web: httpx.AsyncClient) -> None:
    guesses = [code(await sign_in(web, password=f"wrong password {each}")) for each in range(PASSWORDS)]
    assert set(guesses) == {(401, "sign_in_failed")}
    refused = await sign_in(web, EMAIL.upper())
    assert code(refused) == (429, "too_many")
    assert 1 <= int(refused.headers["retry-after"]) <= 300
    assert code(await sign_in(web, "another@harbor.example")) == (401, "sign_in_failed"), "others are let try"


async def test_without_a_session_nobody_is_signed_in(web: httpx.AsyncClient) -> None:
    assert code(await web.get("/api/session")) == SIGNED_OUT
    assert code(await ask_for_token(web)) == SIGNED_OUT


@pytest.mark.parametrize("spoilt", ["", "nonsense", "é", "x" * 5_000])
async def test_a_spoilt_cookie_is_none(web: httpx.AsyncClient, spoilt: str) -> None:
    cookie = f"__Host-waitside={spoilt}".encode()
    assert code(await web.get("/api/session", headers=[(b"Cookie", cookie)])) == SIGNED_OUT


async def test_a_room_token_is_no_session(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    token = (await ask_for_token(web)).json()["token"]
    web.cookies.clear()
    web.cookies["__Host-waitside"] = token
    assert code(await web.get("/api/session")) == SIGNED_OUT


async def test_a_session_lasts_a_shift_and_does_not_grow(web: httpx.AsyncClient, clock: Any) -> None:
    await sign_in(web)
    clock.now += 12 * HOUR
    still = await web.get("/api/session")
    assert still.status_code == 200
    assert "set-cookie" not in still.headers
    clock.now += 60_001
    assert code(await web.get("/api/session")) == SIGNED_OUT


async def test_signing_out_takes_the_cookie_back(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    response = await web.delete("/api/session")
    assert (response.status_code, response.content) == (204, b"")
    cookie = cookie_of(response, "__Host-waitside")
    assert (cookie["max-age"], cookie["path"], bool(cookie["secure"])) == ("0", "/", True)
    assert code(await web.get("/api/session")) == SIGNED_OUT
    assert (await web.delete("/api/session")).status_code == 204, "once more does no harm"


@pytest.mark.parametrize("how", ["everywhere", "password", "closed", "removed"])
async def test_what_ends_an_account_or_its_sessions_ends_this_one(
    web: httpx.AsyncClient, directory: Directory, rivera: str, how: str
) -> None:
    await sign_in(web)
    match how:
        case "everywhere":
            await directory.accounts.sign_out_everywhere(rivera)
        case "password":
            await directory.accounts.set_password(rivera, "another long password")
        case "closed":
            await directory.administration.change_provider(rivera, closed=True)
        case _:
            await directory.administration.remove_provider(rivera)
    assert code(await web.get("/api/session")) == SIGNED_OUT
    assert code(await ask_for_token(web)) == SIGNED_OUT


async def test_a_token_of_the_session_is_the_accounts_own(
    web: httpx.AsyncClient, directory: Directory, signer: Signer, clock: Any, rivera: str
) -> None:
    await directory.accounts.sign_out_everywhere(rivera)
    await sign_in(web)
    response = await ask_for_token(web)
    assert response.status_code == 201
    token = signer.read_room_token(response.json()["token"], clock.now)
    assert (token.clinic, token.room, token.role, token.subject) == ("harbor", "dr-rivera", "provider", "rivera")
    assert (token.epoch, token.expires_at) == (1, clock.now + 12 * HOUR)
    assert set(response.json()) == {"token", "expires_at"}


@pytest.mark.parametrize("room", ["dr-tanaka", "dr-elsewhere", "dr-nobody", "", "x" * 5_000])
async def test_there_is_no_token_for_a_room_without_a_seat(web: httpx.AsyncClient, room: str) -> None:
    await sign_in(web)
    assert code(await ask_for_token(web, room)) == (403, "not_allowed")


async def test_a_seat_that_is_taken_away_gives_no_more_tokens(
    web: httpx.AsyncClient, directory: Directory, rivera: str
) -> None:
    await sign_in(web)
    await directory.administration.change_provider(rivera, rooms=["dr-lindqvist"])
    assert code(await ask_for_token(web)) == (401, "signed_out")  # with the tokens that were out already
    await sign_in(web)
    assert code(await ask_for_token(web)) == (403, "not_allowed")
    assert (await ask_for_token(web, "dr-lindqvist")).status_code == 201


FOREIGN = [
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "cross-site", "origin": "https://chat.example"},
    {"origin": "https://evil.example"},
    {"origin": "http://chat.example"},
    {"origin": "https://chat.example:8443"},
    {"origin": "null"},
    {"origin": ""},
]


@pytest.mark.parametrize("headers", FOREIGN)
async def test_pages_of_other_sites_change_nothing(web: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert code(await sign_in(web, **headers)) == (403, "not_allowed")
    await sign_in(web)
    assert code(await ask_for_token(web, **headers)) == (403, "not_allowed")
    refused = await web.delete("/api/session", headers=_dashed(headers))
    assert code(refused) == (403, "not_allowed")
    assert "set-cookie" not in refused.headers
    assert (await web.get("/api/session")).status_code == 200, "it is still there"


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec_fetch_site": "same-origin", "origin": "https://chat.example"}, {"origin": "https://chat.example"}],
)
async def test_our_own_pages_do(web: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await sign_in(web, **headers)).status_code == 200
    assert (await ask_for_token(web, **headers)).status_code == 201
    assert (await web.delete("/api/session", headers=_dashed(headers))).status_code == 204


@pytest.mark.parametrize("path", ["/api/session", "/api/session/tokens"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_form_could_send_is_refused(web: httpx.AsyncClient, path: str, content_type: str) -> None:
    await sign_in(web)
    response = await web.post(path, content=b'{"room":"dr-rivera"}', headers={"Content-Type": content_type})
    assert code(response) == (415, "bad_request")
