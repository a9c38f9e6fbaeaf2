"""The frame pages: the right app, told the right things, and shut to all but the clinic's own sites."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import NobodyThere, has_room
from waitside.directory import Directory, Picture
from waitside.limits import Allowances, Limits
from waitside.tokens import Signer
from waitside.web import Assets, create_web
from waitside.web.branding import accents

FRAMES = ["/embed/patient/dr-rivera", "/embed/provider/dr-rivera"]
ROOM_PAGES = [*FRAMES, "/r/dr-rivera"]
PAGES = [*ROOM_PAGES, "/console"]
PNG = Picture(b"\x89PNG\r\n\x1a\n", "image/png")


@pytest.fixture(autouse=True)
def _rooms(api_key: str, passcode_room: str) -> None:
    """The clinic's rooms are there."""


class Elements(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        self._within = dict(attrs).get("id") or tag

    def handle_endtag(self, tag: str) -> None:
        """Note where its text ends."""
        self._within = ""

    def handle_data(self, data: str) -> None:
        """Note its text."""
        self.texts[self._within] = self.texts.get(self._within, "") + data

    def values(self, tag: str, attribute: str) -> list[str | None]:
        """An attribute of all elements of a kind that have it."""
        return [attributes[attribute] for name, attributes in self.tags if name == tag and attribute in attributes]


async def get(web: httpx.AsyncClient, path: str) -> Elements:
    """A page that is there."""
    response = await web.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return Elements(response.text)


def config(page: Elements) -> dict[str, Any]:
    """What the page is told."""
    told: dict[str, Any] = json.loads(page.texts["waitside-config"])
    return told


def policy(response: httpx.Response) -> dict[str, list[str]]:
    """The content security policy, by directive."""
    directives = [each.split() for each in response.headers["content-security-policy"].split(";")]
    return {name: values for name, *values in directives}


async def test_the_patients_frame_loads_its_app(web: httpx.AsyncClient) -> None:
    page = await get(web, "/embed/patient/dr-rivera")
    assert page.values("script", "src") == ["/static/assets/patient-1a.js"]
    assert page.values("link", "href") == [
        "data:,",
        "/static/assets/patient-4d.css",
        "/static/assets/shared-5e.css",
        "/static/assets/shared-3c.js",
    ]
    assert page.texts["title"] == "Clinic chat"


async def test_the_providers_frame_loads_its_own(web: httpx.AsyncClient) -> None:
    page = await get(web, "/embed/provider/dr-rivera")
    assert page.values("script", "src") == ["/static/assets/provider-2b.js"]
    assert page.texts["title"] == "Patient queue"


async def test_everything_a_page_loads_is_there(web: httpx.AsyncClient) -> None:
    for path in PAGES:
        page = await get(web, path)
        for address in page.values("script", "src") + page.values("link", "href"):
            assert address == "data:," or (await web.get(str(address))).status_code == 200


@pytest.mark.parametrize("role", ["patient", "provider"])
async def test_a_frame_is_told_its_room_and_the_sites_it_may_talk_to(web: httpx.AsyncClient, role: str) -> None:
    assert config(await get(web, f"/embed/{role}/dr-rivera")) == {
        "room": "dr-rivera",
        "role": role,
        "standalone": False,
        "origins": ["https://harbor.example", "https://www.harbor.example:8443"],
        "roomInfo": {
            "name": "Dr. Elena Rivera",
            "title": "Family medicine",
            "open": True,
            "walkIns": True,
            "passcode": False,
        },
        "clinic": {"name": "Harbor Street Clinic", "logo": None, "accents": {}, "emergencyLine": None},
    }


@pytest.mark.parametrize("path", ROOM_PAGES)
async def test_a_page_is_told_the_clinics_colour_logo_and_emergency_line(
    web: httpx.AsyncClient, directory: Directory, path: str
) -> None:
    clinic = await directory.administration.change_clinic(
        "harbor", colour="#1f6feb", logo=PNG, emergency_line="Call 911 </script>"
    )
    told = config(await get(web, path))["clinic"]
    look = {"name": "Harbor Street Clinic", "logo": clinic.logo_path, "accents": accents("#1f6feb")}
    assert told == {**look, "emergencyLine": "Call 911 </script>"}
    assert (await web.get(told["logo"])).headers["content-type"] == "image/png"


async def test_the_console_is_told_the_clinic_of_a_server_that_has_one(
    web: httpx.AsyncClient, directory: Directory
) -> None:
    await directory.administration.remove_room("dr-elsewhere")
    await directory.administration.remove_clinic("elsewhere")
    clinic = await directory.administration.change_clinic("harbor", colour="#1f6feb", logo=PNG)
    look = {
        "name": "Harbor Street Clinic",
        "logo": clinic.logo_path,
        "accents": accents("#1f6feb"),
        "emergencyLine": None,
    }
    assert config(await get(web, "/console")) == {"clinic": look}


async def test_the_console_of_several_clinics_loads_its_own_app_and_is_told_nothing(web: httpx.AsyncClient) -> None:
    page = await get(web, "/console")
    assert page.values("script", "src") == ["/static/assets/console-7a.js"]
    assert config(page) == {}
    assert page.texts["title"] == "Console · Waiting room"


@pytest.mark.parametrize(
    ("room", "info"),
    [
        ("dr-okafor", {"open": True, "walkIns": True, "passcode": True}),
        ("dr-lindqvist", {"open": True, "walkIns": False, "passcode": False}),
        ("dr-tanaka", {"open": False, "walkIns": True, "passcode": False}),
    ],
)
async def test_a_page_is_told_how_its_room_is_entered(web: httpx.AsyncClient, room: str, info: dict[str, bool]) -> None:
    assert config(await get(web, f"/r/{room}"))["roomInfo"].items() >= info.items()


async def test_a_passcode_is_asked_for_and_not_given_away(web: httpx.AsyncClient) -> None:
    for path in ("/r/dr-okafor", "/embed/patient/dr-okafor"):
        assert "argon2" not in (await web.get(path)).text


async def test_the_page_of_its_own_is_the_patients_app_and_talks_to_no_site(web: httpx.AsyncClient) -> None:
    page = await get(web, "/r/dr-rivera")
    assert page.values("script", "src") == ["/static/assets/standalone-8b.js"]
    told = config(page)
    assert (told["role"], told["standalone"], told["origins"]) == ("patient", True, [])
    assert page.texts["title"] == "Dr. Elena Rivera · Waiting room"


@pytest.mark.parametrize("path", FRAMES)
async def test_only_the_clinics_sites_may_frame(web: httpx.AsyncClient, path: str) -> None:
    ancestors = policy(await web.get(path))["frame-ancestors"]
    assert ancestors == ["https://harbor.example", "https://www.harbor.example:8443"]


@pytest.mark.parametrize("path", ["/r/dr-rivera", "/console"])
async def test_nobody_may_frame_a_page_of_its_own(web: httpx.AsyncClient, path: str) -> None:
    assert policy(await web.get(path))["frame-ancestors"] == ["'none'"]


async def test_no_other_site_may_load_the_console(web: httpx.AsyncClient) -> None:
    assert (await web.get("/console")).headers["cross-origin-resource-policy"] == "same-origin"


async def test_a_clinic_without_sites_is_framed_by_nobody(web: httpx.AsyncClient) -> None:
    assert policy(await web.get("/embed/patient/dr-elsewhere"))["frame-ancestors"] == ["'none'"]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_loads_from_its_own_origin_only(web: httpx.AsyncClient, path: str) -> None:
    directives = policy(await web.get(path))
    del directives["frame-ancestors"]
    assert directives == {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'", "wss://chat.example"],
    }


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_no_inline_script_or_style(web: httpx.AsyncClient, path: str) -> None:
    page = await get(web, path)
    assert all("src" in each or each["type"] == "application/json" for tag, each in page.tags if tag == "script")
    assert "style" not in {tag for tag, _ in page.tags}
    assert not any(name == "style" or name.startswith("on") for _, attributes in page.tags for name in attributes)


@pytest.mark.parametrize(
    ("base", "websocket"),
    [
        ("http://localhost:8000", "ws://localhost:8000"),
        ("http://[::1]:8000", "ws://[::1]:8000"),
        ("https://chat.example:8443", "wss://chat.example:8443"),
    ],
)
async def test_the_websocket_is_the_one_of_the_pages_own_address(
    web: httpx.AsyncClient, base: str, websocket: str
) -> None:
    assert policy(await web.get(f"{base}/r/dr-rivera"))["connect-src"] == ["'self'", websocket]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_never_kept_and_fits_into_isolated_sites(web: httpx.AsyncClient, path: str) -> None:
    headers = (await web.get(path)).headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cross-origin-resource-policy"] == ("same-origin" if path == "/console" else "cross-origin")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers


async def test_a_name_cannot_break_out_of_the_page(web: httpx.AsyncClient, directory: Directory) -> None:
    evil = "</script><!--<script>&amp;\"'"
    await directory.administration.add_room("harbor", "evil", evil, evil)
    for path in ("/r/evil", "/embed/patient/evil"):
        text = (await web.get(path)).text
        data = re.search(r'id="waitside-config">(.*?)</script>', text, re.DOTALL)
        assert data is not None
        assert not re.search("[<>&]", data[1])
        assert json.loads(data[1])["roomInfo"]["name"] == evil
        assert text.count("<script") == 2


@pytest.mark.parametrize("prefix", ["/r/", "/embed/patient/", "/embed/provider/"])
@pytest.mark.parametrize(
    "room", ["dr-nobody", "DR-RIVERA", "%00", "dr-rivera%0d%0aX-Evil:1", "..%5c", "%ff%fe", "x" * 3_000]
)
async def test_an_unknown_room_is_a_readable_page(web: httpx.AsyncClient, prefix: str, room: str) -> None:
    response = await web.get(prefix + room)
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "No such waiting room" in response.text
    assert "x-evil" not in response.headers
    assert room not in response.text


async def test_the_page_for_an_unknown_room_shows_in_any_frame_and_can_do_nothing(web: httpx.AsyncClient) -> None:
    response = await web.get("/embed/patient/dr-nobody")
    directives = policy(response)
    assert directives["frame-ancestors"] == ["*"]
    assert directives["default-src"] == ["'none'"]
    assert "script-src" not in directives
    assert "<script" not in response.text
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", PAGES)
async def test_without_a_build_a_page_says_so(
    tmp_path: Path, directory: Directory, signer: Signer, clock: Any, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_web(
        directory, signer, Assets(tmp_path / "nothing"), Limits(Allowances()), clock, NobodyThere(), has_room
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as web:
        response = await web.get(path)
        loader = await web.get("/widget.js")
    assert response.status_code == loader.status_code == 503
    assert "has not been built" in response.text
    assert [record.getMessage() for record in caplog.records] == ["the widget is not built: run `make build`"]
