"""What the simulator's own tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulator.pages import Host, build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages' program."""
    folder = tmp_path_factory.mktemp("pages")
    build(folder)
    return folder


@pytest.fixture
def host(built: Path) -> Iterator[Host]:
    """A process for pages."""
    host = Host(built)
    yield host
    host.close()
