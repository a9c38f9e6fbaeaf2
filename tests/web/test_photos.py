"""GET /photos/{provider}: a provider's picture, as a picture and nothing else."""

import httpx
import pytest

from waitside.directory import Directory, Picture


@pytest.fixture
async def photo_path(directory: Directory, api_key: str) -> str:
    """Where a provider's picture is."""
    provider = await directory.accounts.ensure("harbor", "rivera", photo=Picture(b"picture", "image/webp"))
    return str(provider.photo_path)


async def test_a_picture_is_served_with_its_type(web: httpx.AsyncClient, photo_path: str) -> None:
    response = await web.get(photo_path)
    assert (response.status_code, response.content) == (200, b"picture")
    assert response.headers["content-type"] == "image/webp"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "private, max-age=86400"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("provider", ["A" * 22, "x", "%00", "%2e%2e%2fx", "A" * 5_000, "ä" * 22])
async def test_where_there_is_no_picture_there_is_nothing(
    web: httpx.AsyncClient, photo_path: str, provider: str
) -> None:
    response = await web.get(f"/photos/{provider}")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


async def test_a_provider_without_picture_has_none(web: httpx.AsyncClient, directory: Directory, api_key: str) -> None:
    provider = await directory.accounts.ensure("harbor", "okafor")
    assert (await web.get(f"/photos/{provider.id}")).status_code == 404
