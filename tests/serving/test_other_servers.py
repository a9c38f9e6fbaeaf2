"""Under another server than ours the app says why it does not run, in one line."""

import logging
from pathlib import Path
from typing import Literal

import pytest
import uvicorn
from websockets.exceptions import InvalidStatus

from tests.serving import running, websocket
from waitside.app import create_app
from waitside.serving.other_servers import NO_CONNECTION, NOT_HERE
from waitside.settings import Settings

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"


def plain_uvicorn(folder: Path, lifespan: Literal["auto", "on", "off"]) -> uvicorn.Config:
    """Uvicorn's settings as anybody may have them."""
    app = create_app(Settings((KEY,), f"sqlite+aiosqlite:///{folder}/waitside.db"))
    return uvicorn.Config(app, lifespan=lifespan, log_config=None)


@pytest.mark.parametrize("lifespan", ["auto", "on"])
async def test_it_does_not_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, lifespan: Literal["auto", "on"]
) -> None:
    caplog.set_level(logging.ERROR)
    with pytest.raises(RuntimeError, match="did not start"):
        async with running(plain_uvicorn(tmp_path, lifespan)):
            pytest.fail("it is up")
    assert [record.getMessage() for record in caplog.records] == [NOT_HERE, "Application startup failed. Exiting."]
    assert not list(tmp_path.iterdir()), "it has touched nothing"


async def test_where_it_is_not_asked_to_start_it_refuses_websockets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with running(plain_uvicorn(tmp_path, "off")) as url:
        for _ in range(3):
            with pytest.raises(InvalidStatus) as refusal:
                await websocket(f"{url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket")
            assert refusal.value.response.status_code == 403
    said = [record.getMessage() for record in caplog.records]
    assert said == [f"connections refused or dropped: 1 ({NO_CONNECTION})"]
