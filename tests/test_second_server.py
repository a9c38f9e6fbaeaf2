"""Two processes of `waitside serve` on one database: the second waits for the first, and is refused if that goes on."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Final

import asyncpg
import pytest

from tests.bounds import SOON
from tests.test_cli import KEY, NOT_BUILT, free_port, get, read_until, stopped
from waitside.directory.postgres_lock import LOCK, TAKEN_OVER
from waitside.directory.server_lock import HELD

AS_SERVE: Final = """
import sys
from waitside.cli import main
from waitside.directory import postgres_lock, server_lock
server_lock.WAITS, postgres_lock.GIVES_UP_AFTER = float(sys.argv.pop()), 0.0
main()
"""
WAITING: Final = "another server runs on this database"
END_HOLDERS: Final = """
SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND datname = current_database()
"""
TAKE: Final = f"SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))"

Serve = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database that two processes can reach."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/waitside.db"
    else:
        async with request.getfixturevalue("postgres_server").database() as address:
            yield address


@pytest.fixture
def port() -> int:
    """Where all servers of a test listen: one that is restarted does not move."""
    return free_port()


@pytest.fixture
def serve(database_url: str, port: int, tmp_path: Path) -> Iterator[Serve]:
    """Starts a server that waits so many seconds for another one."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("WAITSIDE_")}
    settings = {"WAITSIDE_SECRET_KEYS": KEY, "WAITSIDE_DATABASE_URL": database_url, "WAITSIDE_PORT": str(port)}
    started: list[subprocess.Popen[str]] = []

    def begin(waits: float = SOON) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", AS_SERVE, "serve", str(waits)],
            cwd=tmp_path,
            env=bare | settings,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def is_ready(process: "subprocess.Popen[str]") -> bool:
    """Whether a server listens, after waiting for it."""
    return "listens on" in read_until(process, "listens on")


def says_that_it_waits(process: "subprocess.Popen[str]") -> bool:
    """Whether a server says that another one is in its way, after waiting for that."""
    assert process.stderr is not None
    return any(WAITING in line for line in process.stderr)


def ending(process: "subprocess.Popen[str]") -> tuple[int, list[str]]:
    """The exit code of a process, and what it complained of."""
    _, err = process.communicate(timeout=SOON)
    return process.returncode, [line for line in err.splitlines() if NOT_BUILT not in line]


def test_a_second_one_is_refused_in_one_line(serve: Serve, port: int) -> None:
    assert is_ready(serve())
    assert ending(serve(waits=0.0)) == (2, [f"waitside: {HELD}"])
    assert get(port, "/healthz")[0] == 200, "the first goes on"


def test_an_overlapping_restart_goes_well(serve: Serve, port: int) -> None:
    old = serve()
    assert is_ready(old)
    new = serve()
    assert says_that_it_waits(new)
    assert stopped(old, signal.SIGTERM) == (0, [])
    assert is_ready(new)
    assert get(port, "/readyz")[0] == 200
    assert stopped(new, signal.SIGTERM) == (0, [])


def test_one_that_was_killed_leaves_nothing_in_the_way(serve: Serve) -> None:
    killed = serve()
    assert is_ready(killed)
    killed.kill()
    killed.wait()
    assert is_ready(serve())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_is_frozen_still_has_the_database(serve: Serve) -> None:
    frozen = serve()
    assert is_ready(frozen)
    frozen.send_signal(signal.SIGSTOP)
    assert ending(serve(waits=0.0))[0] == 2
    frozen.send_signal(signal.SIGCONT)
    assert stopped(frozen, signal.SIGTERM) == (0, [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_that_waits_stops_when_asked(serve: Serve) -> None:
    assert is_ready(serve())
    waiting = serve()
    assert says_that_it_waits(waiting)
    assert stopped(waiting, signal.SIGTERM) == (0, [])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_one_that_lost_the_database_to_another_stops_in_good_order(serve: Serve, database_url: str) -> None:
    server = serve()
    assert is_ready(server)
    other = await asyncpg.connect(database_url)
    try:
        await other.execute(f"BEGIN; {END_HOLDERS}; {TAKE}")  # at once, before the server has it back
        assert ending(server) == (2, [f"waitside: {TAKEN_OVER}"])
    finally:
        await other.close()
