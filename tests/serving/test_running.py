"""What `waitside serve` runs: it has the database for itself from before it serves until it no longer does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from waitside.directory import Directory, server_lock
from waitside.directory.errors import DatabaseHeld
from waitside.serving import running
from waitside.serving.listening import ServerError
from waitside.serving.server import Site
from waitside.settings import Settings


async def is_held(url: str) -> bool:
    """Whether another server would be refused."""
    directory = Directory(url)
    try:
        await directory.hold()
    except DatabaseHeld:
        return True
    finally:
        await directory.close()
    return False


@pytest.mark.parametrize("ends", ["well", "badly"])
async def test_the_database_is_held_for_as_long_as_pages_may_be_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    url = f"sqlite:///{tmp_path}/waitside.db"
    held: list[bool] = []

    async def serve(_sites: Sequence[Site], **_options: Any) -> None:
        held.append(await is_held(url))
        if ends == "badly":
            raise ServerError("The server could not start.")

    monkeypatch.setattr(server_lock, "WAITS", 0.0)
    monkeypatch.setattr(running, "serve", serve)
    try:
        await running.run_server(Settings(("kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp",), url))
    except ServerError:
        assert ends == "badly"
    assert held == [True]
    assert not await is_held(url)


async def test_one_that_is_refused_leaves_the_tables_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_lock, "WAITS", 0.0)
    url = f"sqlite:///{tmp_path}/waitside.db"
    first = Directory(url)
    await first.hold()
    with pytest.raises(DatabaseHeld):
        await running.run_server(Settings(("kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp",), url))
    assert await first.database.form() is None
    await first.close()
