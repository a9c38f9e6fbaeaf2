"""/healthz and /readyz: what those who watch the server are told."""

import httpx
from sqlalchemy import text

from tests.web.test_token_requests import code
from waitside.directory import Directory


async def test_a_server_with_its_database_is_ready(web: httpx.AsyncClient) -> None:
    response = await web.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


async def test_a_server_that_has_lost_its_database_is_not_and_yet_healthy(
    web: httpx.AsyncClient, directory: Directory
) -> None:
    await directory.close()  # which takes a database in memory, and its tables, away
    assert code(await web.get("/readyz")) == (503, "not_ready")
    assert (await web.get("/healthz")).status_code == 200


async def test_a_database_of_another_version_is_not_ready(web: httpx.AsyncClient, directory: Directory) -> None:
    async with directory.database.sessions.begin() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    refused = await web.get("/readyz")
    assert code(refused) == (503, "not_ready")
    assert "migrate" in refused.json()["detail"]
