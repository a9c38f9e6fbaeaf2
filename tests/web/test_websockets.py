"""A WebSocket's handshake that arrives as a plain request: its proxy hears what it lacks, and so does who runs it."""

import logging

import httpx
import pytest

from waitside.web import websockets


async def test_the_log_names_a_proxy_that_passes_no_upgrades_on(
    web: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "waitside")
    for transport in ("polling", "websocket", "websocket"):
        answer = await web.get(f"/socket.io/?EIO=4&transport={transport}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    said = [record.getMessage() for record in caplog.records]
    assert said == [f"connections refused or dropped: 1 ({websockets.REASON})"]
