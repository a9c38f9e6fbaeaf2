"""What patients and colleagues find on the clinic's site, and what it asks of Waitside for them."""

import re
from base64 import b64decode

import httpx
import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from .stand_in import API_KEY, PATIENT_PAGE, NobodyThere, Page, TokenService, visitor

pytestmark = pytest.mark.asyncio


async def test_a_walk_in_page_carries_the_room_and_nothing_about_anybody(
    client: httpx.AsyncClient, service: TokenService
) -> None:
    page = Page((await client.get("/")).text)
    assert page.widget == {"async": None, "src": "http://localhost:8000/widget.js", "data-room": "dr-rivera"}
    assert service.asked == []


async def test_the_home_page_lists_every_doctor_and_embeds_the_chosen_ones_room(client: httpx.AsyncClient) -> None:
    answer = await client.get("/?room=dr-okafor")
    assert Page(answer.text).widget["data-room"] == "dr-okafor"
    for name in ("Dr. Elena Rivera", "Dr. Samuel Okafor", "Dr. Maja Lindqvist", "Dr. Kenji Tanaka"):
        assert name in answer.text


@pytest.mark.parametrize(
    ("site", "backend"),
    [
        ("http://127.0.0.1:8001", "http://127.0.0.1:8000"),
        ("https://clinic.example", "https://clinic.example:8000"),
        ("http://[::1]:8001", "http://[::1]:8000"),
    ],
)
async def test_the_browser_finds_the_backend_by_the_host_name_it_used(
    service: TokenService, site: str, backend: str
) -> None:
    async with visitor(service.transport(), site) as visiting:
        answer = await visiting.get("/")
    assert Page(answer.text).widget["src"] == f"{backend}/widget.js"
    assert f"script-src 'self' {backend};" in answer.headers["Content-Security-Policy"]


async def test_a_host_name_that_could_change_the_content_policy_is_turned_down(client: httpx.AsyncClient) -> None:
    answer = await client.get("/", headers={"Host": "evil;script-src"})
    assert answer.status_code == 400
    assert "evil" not in answer.headers["Content-Security-Policy"]


async def test_a_portal_patient_gets_a_token_without_the_name_leaving_the_page(
    client: httpx.AsyncClient, service: TokenService
) -> None:
    answer = await client.get(PATIENT_PAGE)
    widget = Page(answer.text).widget
    assert (widget["data-room"], widget["data-token"], widget["data-name"]) == ("dr-rivera", "tok.en", "Ana Diaz")
    (asked,) = service.asked
    assert asked.keys() == {"room", "role", "subject", "reference"}
    assert (asked["room"], asked["role"]) == ("dr-rivera", "patient")
    assert re.fullmatch(r"HSC-\d{5}", asked["reference"])
    assert asked["reference"] in answer.text
    assert not re.search("ana|diaz", str(asked), re.IGNORECASE)
    assert service.keys == [f"Bearer {API_KEY}"]


async def test_a_patient_is_the_same_one_at_every_visit_and_nobody_else(
    client: httpx.AsyncClient, service: TokenService
) -> None:
    for name in ("Ana Diaz", " ana   DIAZ ", "Ana Diaz-Ruiz"):
        await client.get("/portal", params={"patient": name})
    first, again, other = ((asked["subject"], asked["reference"]) for asked in service.asked)
    assert first == again
    assert first[0] != other[0]


async def test_the_portal_can_take_a_patient_to_another_doctor(
    client: httpx.AsyncClient, service: TokenService
) -> None:
    answer = await client.get(f"{PATIENT_PAGE}&room=dr-lindqvist")
    assert service.asked[0]["room"] == Page(answer.text).widget["data-room"] == "dr-lindqvist"
    assert "Online visit with Dr. Maja Lindqvist" in answer.text


async def test_the_portal_without_a_name_shows_the_demonstrations_patient(client: httpx.AsyncClient) -> None:
    assert Page((await client.get("/portal")).text).widget["data-name"] == "Ana Diaz"


@pytest.mark.parametrize("name", ["", "   ", "A" * 81, "Ana\x00Diaz"])
async def test_a_name_that_is_none_is_asked_for_again(
    client: httpx.AsyncClient, service: TokenService, name: str
) -> None:
    answer = await client.get("/portal", params={"patient": name})
    assert answer.status_code == 400
    assert "Who is signing in?" in answer.text
    assert "patient" in Page(answer.text).ids()
    assert service.asked == []


async def test_a_name_is_shown_as_text_whatever_it_holds(client: httpx.AsyncClient) -> None:
    name = "\"><script>alert('hi')</script>"
    page = Page((await client.get("/portal", params={"patient": name})).text)
    assert page.widget["data-name"] == name
    assert len(page.all("script")) == 2


@pytest.mark.parametrize(
    ("query", "room", "subject", "name", "title"),
    [
        ("", "dr-rivera", "rivera", "Dr. Elena Rivera", "Family medicine"),
        ("?provider=okafor", "dr-okafor", "okafor", "Dr. Samuel Okafor", "Internal medicine"),
        ("?as=nurse-patel", "dr-rivera", "nurse-patel", "Nurse Priya Patel", "Triage nurse"),
        ("?as=nurse-patel&room=dr-tanaka", "dr-tanaka", "nurse-patel", "Nurse Priya Patel", "Triage nurse"),
        ("?provider=rivera&as=lindqvist", "dr-lindqvist", "lindqvist", "Dr. Maja Lindqvist", "Pediatrics"),
    ],
)
async def test_a_colleague_gets_the_queue_inline_under_their_own_name(
    client: httpx.AsyncClient, service: TokenService, query: str, room: str, subject: str, name: str, title: str
) -> None:
    page = Page((await client.get(f"/staff{query}")).text)
    assert page.widget["data-role"] == "provider"
    assert (page.widget["data-room"], page.widget["data-token"]) == (room, "tok.en")
    assert (page.widget["data-container"] or "").removeprefix("#") in page.ids()
    (asked,) = service.asked
    photo = asked.pop("photo")
    assert asked == {"room": room, "role": "provider", "subject": subject, "name": name, "title": title}
    assert_small_square_png(photo)


def assert_small_square_png(data_url: str) -> None:
    kind, _, encoded = data_url.partition(",")
    image = b64decode(encoded, validate=True)
    assert kind == "data:image/png;base64"
    assert image.startswith(b"\x89PNG")
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == (160, 160)
    assert len(image) <= 20_000


@pytest.mark.parametrize(
    "path",
    ["/?room=dr-who", f"{PATIENT_PAGE}&room=dr-who", "/staff?room=dr-who", "/staff?as=who", "/staff?provider=who"],
)
async def test_an_unknown_room_or_colleague_is_said_to_be_unknown(
    client: httpx.AsyncClient, service: TokenService, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "We don’t have that waiting room" in answer.text
    assert service.asked == []


@pytest.mark.parametrize("path", ["/nowhere", "/call/no%20call", f"/call/{'c' * 129}", "/static/nothing.png"])
async def test_an_unknown_page_gets_a_way_home(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "We can’t find that page" in answer.text


async def test_a_method_that_a_page_does_not_take_is_turned_down(client: httpx.AsyncClient) -> None:
    answer = await client.post("/portal")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", [PATIENT_PAGE, "/staff"])
async def test_a_backend_that_is_down_is_told_with_what_to_do(path: str) -> None:
    async with visitor(NobodyThere()) as visiting:
        answer = await visiting.get(path)
    assert answer.status_code == 503
    assert "try again in a minute" in answer.text
    assert "The service did not answer." in answer.text


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (JSONResponse({"code": "bad_key"}, 401), "status 401"),
        (PlainTextResponse("oops", 500), "status 500"),
        (PlainTextResponse("<html>", 201), "could not be read"),
        (JSONResponse({}, 201), "could not be read"),
        (JSONResponse(["token"], 201), "could not be read"),
    ],
)
async def test_a_backend_that_gives_no_token_is_told_to_the_staff_in_one_line(
    client: httpx.AsyncClient, service: TokenService, refusal: Response, reason: str
) -> None:
    service.answer = refusal
    answer = await client.get(PATIENT_PAGE)
    assert answer.status_code == 503
    assert reason in answer.text


async def test_the_home_page_needs_no_backend() -> None:
    async with visitor(NobodyThere()) as visiting:
        assert (await visiting.get("/")).status_code == 200


async def test_the_call_page_says_that_it_is_a_demonstration(client: httpx.AsyncClient) -> None:
    answer = await client.get("/call/aBc-1_2")
    assert "This is a demonstration." in answer.text
    assert "No camera or microphone is used" in answer.text
    assert "aBc-1_2" in answer.text
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "You’ve left the call" in (await client.get("/call/aBc-1_2?left")).text
