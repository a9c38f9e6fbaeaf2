"""The loader and the app's files: served to any site, kept as long as is right, and nothing else is."""

import gzip
from pathlib import Path

import httpx
import pytest

from waitside.web import Assets
from waitside.web.assets import AssetsMissing

SCRIPT = "/static/assets/patient-1a.js"


async def test_the_loader_is_for_every_site_and_kept_for_minutes(web: httpx.AsyncClient) -> None:
    response = await web.get("/widget.js")
    assert response.text == "/* the loader */"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=300"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["panel.js", "outside.js", "texts/es.js"])
async def test_what_the_loader_imports_may_be_read_by_every_site(web: httpx.AsyncClient, name: str) -> None:
    response = await web.get(f"/{name}?2", headers={"Origin": "https://www.clinic.example"})
    assert response.text == f"/* {name} */"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"] == "public, max-age=300"


async def test_the_loaders_types_can_be_had(web: httpx.AsyncClient) -> None:
    response = await web.get("/widget.d.ts")
    assert response.text == "/* its types */"
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("patient-1a.js", "text/javascript; charset=utf-8"),
        ("patient-4d.css", "text/css; charset=utf-8"),
        ("chime-6f.mp3", "audio/mpeg"),
    ],
)
async def test_a_hashed_file_is_kept_for_good(web: httpx.AsyncClient, name: str, media_type: str) -> None:
    response = await web.get(f"/static/assets/{name}")
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_a_script_is_sent_as_the_build_compressed_it_in_the_best_way_that_the_client_takes(
    web: httpx.AsyncClient, build: Path
) -> None:
    script = build / "assets" / "patient-1a.js"
    brotli, gzipped, plain = [
        await sent(web, accepted) for accepted in ("gzip, deflate, br", "gzip, br;q=0", "identity")
    ]
    assert brotli == ("br", script.with_name("patient-1a.js.br").read_bytes())
    assert gzipped == ("gzip", script.with_name("patient-1a.js.gz").read_bytes())
    assert gzip.decompress(gzipped[1]) == script.read_bytes()
    assert plain == (None, script.read_bytes())


async def test_every_line_of_accept_encoding_counts(web: httpx.AsyncClient) -> None:
    headers = [("Accept-Encoding", "identity;q=0.1"), ("Accept-Encoding", "br")]
    async with web.stream("GET", SCRIPT, headers=headers) as response:
        assert response.headers["content-encoding"] == "br"


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
async def test_caches_are_told_that_answers_differ_by_encoding(web: httpx.AsyncClient, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    async with web.stream("GET", SCRIPT, headers=headers) as response:
        assert response.headers["vary"] == "Accept-Encoding"
    async with web.stream("GET", SCRIPT, headers={**headers, "If-None-Match": response.headers["etag"]}) as again:
        assert (again.status_code, again.headers["vary"]) == (304, "Accept-Encoding")
        assert "content-encoding" not in again.headers


async def test_a_file_that_the_build_did_not_compress_is_sent_as_it_is(web: httpx.AsyncClient) -> None:
    as_it_is = await web.get("/static/assets/chime-6f.mp3", headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in as_it_is.headers


async def sent(web: httpx.AsyncClient, accepted: str) -> tuple[str | None, bytes]:
    """The content coding and the bytes that a client gets for the script."""
    async with web.stream("GET", SCRIPT, headers={"Accept-Encoding": accepted}) as response:
        return response.headers.get("content-encoding"), b"".join([chunk async for chunk in response.aiter_raw()])


async def test_what_a_browser_has_already_is_not_sent_again(web: httpx.AsyncClient) -> None:
    etag = (await web.get("/widget.js")).headers["etag"]
    again = await web.get("/widget.js", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert (await web.get("/widget.js", headers={"If-None-Match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/assets/missing.js",
        "/static/assets/",
        "/static/assets/patient-1a.js.gz",
        "/static/assets/patient-1a.js.br",
        "/static/assets/..%2f.vite%2fmanifest.json",
        "/static/assets/%2e%2e/%2e%2e/pages.py",
        "/static/assets/..%5c..%5cpages.py",
        "/static/assets/patient-1a.js%00",
        "/static/assets//patient-1a.js",
        "/static/.vite/manifest.json",
        "/static/widget.js",
        "/texts/xx.js",
        "/texts/..%2fwidget.js",
        "/static/",
    ],
)
async def test_no_other_file_can_be_had(web: httpx.AsyncClient, path: str) -> None:
    response = await web.get(path)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}", '{"src/app/patient/embedded.tsx": {}}'])
def test_a_broken_build_counts_as_none(tmp_path: Path, manifest: str) -> None:
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite" / "embedded.json").write_text(manifest)
    with pytest.raises(AssetsMissing):
        Assets(tmp_path).bundle("src/app/patient/embedded.tsx")
