"""What holds for every page of the clinic's site."""

import logging
import re
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from starlette.responses import PlainTextResponse

from .stand_in import BACKEND_PORT, PAGES, SITE, Page, TokenService

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/portal?patient="])
async def test_every_page_has_one_heading_landmarks_and_a_skip_link(client: httpx.AsyncClient, path: str) -> None:
    page = Page((await client.get(path)).text)
    assert [len(page.all(tag)) for tag in ("html", "h1", "main", "title")] == [1, 1, 1, 1]
    assert page.all("html")[0]["lang"] == "en"
    assert page.all("a")[0]["href"] == "#content"
    assert "content" in page.ids()
    assert all("alt" in image and "width" in image and "height" in image for image in page.all("img"))


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_and_file_of_a_page_is_there(client: httpx.AsyncClient, path: str) -> None:
    page = Page((await client.get(path)).text)
    for address in page.addresses():
        target = urlsplit(urljoin(f"{SITE}{path}", address))
        if target.scheme == "tel" or target.port == BACKEND_PORT:
            continue
        assert target.netloc == urlsplit(SITE).netloc, "no request leaves the clinic, but for the widget"
        answer = await client.get(target.geturl())
        assert answer.status_code == 200, address
        assert not target.fragment or target.fragment in Page(answer.text).ids(), address


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_runs_under_a_strict_content_policy_and_is_kept_nowhere(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)
    page = Page(answer.text)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(script.get("src") for script in page.all("script"))
    assert not page.all("style")
    assert not [name for _, attributes in page.elements for name in attributes if name == "style" or name[:2] == "on"]


async def test_no_log_line_carries_a_patients_name_or_a_token(
    client: httpx.AsyncClient, service: TokenService, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for service.answer in (None, PlainTextResponse("oops", 500)):
        await client.get("/portal?patient=Zebulon%20Quartermain")
    # The test's own browser logs the addresses that it visits; a server has no such lines.
    lines = [line for line in caplog.messages if SITE not in line]
    assert [line for line in lines if "/api/tokens" in line], "the site's logs are being read"
    assert not re.search(r"zebulon|quartermain|tok\.en", " ".join(lines), re.IGNORECASE)
