"""What people read where there is no app to show: in their language, on a page that helps itself if it can."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.web.test_pages import Elements, policy
from waitside.directory import Directory, DirectoryUnavailable
from waitside.web.languages import preferred_language
from waitside.web.notice_texts import TEXTS

BROWSER: Final = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PROGRAM: Final = {"Accept": "*/*"}
PATHS: Final = ["/nothing", "/r", "/r/dr-rivera/chat", "/embed/admin/dr-rivera", "/photos/x/y", "/%00"]


@pytest.fixture(autouse=True)
def _rooms(api_key: str) -> None:
    """The clinic's rooms are there."""


@pytest.mark.parametrize("path", PATHS)
async def test_a_person_at_an_address_with_nothing_reads_a_page(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert Elements(answer.text).texts["h1"] == "No such page"
    assert "<script" not in answer.text, "it will not be there later either"
    assert path not in answer.text


@pytest.mark.parametrize("path", [*PATHS, "/api/nothing"])
async def test_a_program_reads_a_problem(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path, headers=PROGRAM)).json()["code"] == "not_found"


async def test_the_api_answers_programs_also_in_a_browser(web: httpx.AsyncClient) -> None:
    assert (await web.get("/api/nothing", headers=BROWSER)).json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("path", "page"), [("/r/dr-rivera/", "/r/dr-rivera"), ("/console/", "/console"), ("/r/%5Cevil/", "/r/%5Cevil")]
)
async def test_a_slash_at_the_end_leads_to_the_page(web: httpx.AsyncClient, path: str, page: str) -> None:
    answer = await web.get(path)
    assert (answer.status_code, answer.headers["location"]) == (308, page)


async def test_the_servers_own_address_says_where_to_go(web: httpx.AsyncClient) -> None:
    answer = await web.get("/", headers=BROWSER)
    page = Elements(answer.text)
    assert answer.status_code == 200
    assert "Patients: please use the link from your clinic." in page.texts["p"]
    assert page.values("a", "href") == ["/console"]
    assert policy(answer)["frame-ancestors"] == ["'none'"], "nobody is lured into a click"


@pytest.mark.parametrize("path", ["/", "/r/dr-nobody"])
async def test_a_server_of_one_clinic_says_whose_it_is(web: httpx.AsyncClient, directory: Directory, path: str) -> None:
    name = "Harbor <b>Street</b> Clinic"
    await directory.administration.change_clinic("harbor", name=name)
    assert "Harbor" not in (await web.get(path, headers=BROWSER)).text, "it has two clinics"
    await directory.administration.remove_room("dr-elsewhere")
    await directory.administration.remove_clinic("elsewhere")
    page = Elements((await web.get(path, headers=BROWSER)).text)
    assert name in page.texts["p"]
    assert page.values("b", "class") == [], "it is text"


async def test_a_page_that_broke_says_so_and_tries_again(
    web: httpx.AsyncClient, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: str) -> Any:
        raise KeyError

    monkeypatch.setattr(directory, "room", fail)
    answer = await web.get("/r/dr-rivera", headers=BROWSER)
    assert (answer.status_code, Elements(answer.text).texts["h1"]) == (500, "Not ready at the moment")
    assert "location.reload()" in answer.text


class TestWhileTheDatabaseIsAway:
    """A page of a room that nobody has asked for before."""

    async def test_its_script_may_run_and_ask_its_own_origin_alone(self, web: httpx.AsyncClient, away: str) -> None:
        answer = await web.get("/embed/patient/dr-rivera", headers=BROWSER)
        script = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
        assert len(script) == 1
        assert policy(answer)["script-src"] == [f"'sha256-{_sha256(script[0])}'"]
        assert policy(answer)["connect-src"] == ["'self'"]

    async def test_without_scripts_it_reloads(self, web: httpx.AsyncClient, away: str) -> None:
        page = Elements((await web.get("/r/dr-rivera", headers=BROWSER)).text)
        assert page.values("meta", "http-equiv") == ["refresh"]

    @pytest.mark.parametrize("language", TEXTS)
    async def test_it_speaks_the_readers_language(self, web: httpx.AsyncClient, away: str, language: str) -> None:
        answer = await web.get("/r/dr-rivera", headers={**BROWSER, "Accept-Language": f"{language}-XX, en;q=0.5"})
        page = Elements(answer.text)
        assert page.texts["h1"] == TEXTS[language].not_ready
        assert page.values("html", "lang") == [language]
        assert page.values("html", "dir") == ["rtl" if language in ("ar", "he") else "ltr"]


class TestRoomsThatAreKnown:
    """A room whose page has been served before the database went away."""

    @pytest.fixture(params=["/r/dr-rivera", "/embed/patient/dr-rivera", "/embed/provider/dr-rivera"])
    async def path(self, request: pytest.FixtureRequest, web: httpx.AsyncClient) -> str:
        """The page's address."""
        path: str = request.param
        assert (await web.get(path)).status_code == 200
        return path

    async def test_their_pages_are_served_all_the_same(
        self, web: httpx.AsyncClient, path: str, directory: Directory
    ) -> None:
        before = await web.get(path)
        await directory.close()
        with pytest.raises(DirectoryUnavailable):
            await directory.clinic("harbor")
        answer = await web.get(path)
        assert (answer.status_code, answer.text) == (200, before.text)

    async def test_a_room_that_was_removed_is_not_known_any_more(
        self, web: httpx.AsyncClient, path: str, directory: Directory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def gone(_: str) -> None:
            return None

        async def away(_: str) -> Any:
            raise DirectoryUnavailable

        monkeypatch.setattr(directory, "room", gone)
        assert (await web.get(path)).status_code == 404
        monkeypatch.setattr(directory, "room", away)
        assert (await web.get(path)).status_code == 503


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("xx", "en"),
        ("xx, pt-BR;q=0.9, de;q=0.8", "pt"),
        ("de;q=0.2, fr;q=0.9", "fr"),
        ("de;q=0", "en"),
        ("tl-PH", "fil"),
        ("iw", "he"),
        ("zh-Hant-TW", "zh"),
        ("FR-ca", "fr"),
        ("de;q=x, it", "it"),
        ("de;q=nan, it", "it"),
        ("*", "en"),
        (",,;;q=,=", "en"),
        ("x-" * 5_000, "en"),
        ("a," * 5_000 + "de", "en"),
    ],
)
def test_the_language_is_the_first_of_those_asked_for(header: str, language: str) -> None:
    assert preferred_language(header, TEXTS, "en") == language


def test_there_are_all_languages_of_the_widget() -> None:
    catalogs = Path(__file__).parents[2] / "widget" / "src" / "app" / "i18n" / "catalogs"
    assert set(TEXTS) == {each.name for each in catalogs.iterdir() if each.is_dir()}


def test_no_text_is_left_in_english() -> None:
    for language, texts in TEXTS.items():
        if language == "en":
            continue
        same = {name for name in texts.__struct_fields__ if getattr(texts, name) == getattr(TEXTS["en"], name)}
        assert same <= ({"home"} if language == "fil" else set()), language
        assert all(getattr(texts, name).strip() for name in texts.__struct_fields__)


def _sha256(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
