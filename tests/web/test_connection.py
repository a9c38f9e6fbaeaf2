"""Whether a page may connect, which browsers do not tell it themselves."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import NobodyThere
from waitside import limits
from waitside.directory import Directory
from waitside.tokens import Signer
from waitside.web import Assets, create_web


async def test_a_page_may_connect_where_there_is_room(web: httpx.AsyncClient) -> None:
    response = await web.get("/api/connection")
    assert (response.status_code, response.content) == (204, b"")


async def test_a_page_is_told_that_too_many_are_connected(
    directory: Directory, signer: Signer, build: Path, clock: Any
) -> None:
    limit = limits.Limits(limits.Allowances())
    app = create_web(directory, signer, Assets(build), limit, clock, NobodyThere(), lambda _address: False)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://chat.example") as web:
        response = await web.get("/api/connection")
    assert (response.status_code, response.json()["code"]) == (429, "too_many")
    assert response.headers["retry-after"] == "10"


async def test_the_question_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUESTIONS", 2)
    counted = limits.Limits(limits.Allowances())
    waits = [counted.question("203.0.113.7") for _ in range(3)]
    assert waits[:2] == [None, None] and waits[2] is not None
    assert counted.question("198.51.100.4") is None
