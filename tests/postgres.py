"""A PostgreSQL server of the tests' own, where its programs are installed: `postgres_server`, for the whole run."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

NOT_FOUND: Final = "PostgreSQL was not found. Install it: apt-get install postgresql"
PROGRAMS: Final = ("initdb", "pg_ctl", "postgres")
FOLDERS: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
OWNER: Final = "waitside"

# Its standard input is a pipe from the tests. When that closes, be it because they were killed, everything goes.
LIFE: Final = """
if "$BIN/initdb" --pgdata=data --username="$OWNER" --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C \\
    --no-sync > log 2>&1 &&
    "$BIN/pg_ctl" start --wait --pgdata=data --log=log --options="$OPTIONS" > /dev/null 2>&1
then
  echo ready
  read -r _
  kill -s CONT "$(head -n 1 data/postmaster.pid)" # a test that was killed may have left it frozen
  "$BIN/pg_ctl" stop --wait --mode=immediate --pgdata=data > /dev/null 2>&1
else
  tail -n 20 log
fi
rm -rf "$PWD"
"""


@dataclass(frozen=True)
class PostgresServer:
    """A server that runs, and whoever knows its password may do anything with it."""

    port: int
    password: str = field(repr=False)
    programs: Path
    folder: Path

    def address(self, database: str) -> str:
        """A database's address, as WAITSIDE_DATABASE_URL takes it."""
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    @asynccontextmanager
    async def database(self) -> AsyncIterator[str]:
        """The address of an empty database, gone afterwards."""
        name = f"test_{secrets.token_hex(8)}"
        await self._do(f"CREATE DATABASE {name}")
        try:
            yield self.address(name)
        finally:
            await self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop every process of the server, as a machine does that hangs: connections stay open, nothing answers."""
        stopped: list[int] = []
        try:
            while found := [each for each in self._processes() if each not in stopped]:  # it may start one meanwhile
                for each in found:
                    _send(each, signal.SIGSTOP)
                stopped += found
            yield
        finally:
            for each in stopped:
                _send(each, signal.SIGCONT)

    def restart(self) -> None:
        """Start the server anew: its connections are cut."""
        user = _user()
        subprocess.run(
            [
                self.programs / "pg_ctl",
                "restart",
                "--wait",
                "--silent",
                "--mode=fast",
                "--pgdata=data",
                "--log=log",
            ],
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )

    def _processes(self) -> list[int]:
        """The ids of the server's processes; the first is the parent of the others."""
        parent = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
        pairs = [[int(number) for number in line.split()] for line in listed.splitlines()]
        return [parent, *(child for child, its_parent in pairs if its_parent == parent)]

    async def _do(self, statement: str) -> None:
        address = self.address("postgres").replace("postgresql:", "postgresql+asyncpg:", 1)
        engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server for this run, or for this worker of it. Skips where PostgreSQL is not installed."""
    programs = find_programs()
    if programs is None:
        pytest.skip(NOT_FOUND)
    with _running(programs) as server:
        yield server


@pytest.fixture
async def postgres_address(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The address of an empty PostgreSQL database, for one test."""
    async with postgres_server.database() as address:
        yield address


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs: the one on PATH, or the newest where distributions put them."""
    on_path = shutil.which("initdb")
    found = [folder for pattern in FOLDERS for folder in Path("/").glob(pattern.lstrip("/"))]
    folders = [*([Path(on_path).parent] if on_path else []), *sorted(found, key=_version, reverse=True)]
    whole = (folder for folder in folders if all((folder / program).exists() for program in PROGRAMS))
    return next(whole, None)


def _version(folder: Path) -> list[int]:
    digits = "".join(each if each.isdigit() else " " for each in str(folder))
    return [int(number) for number in digits.split()]


def _send(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _user() -> pwd.struct_passwd | None:
    """Whom to run the server as; None for oneself. It refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name: each for each in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _folder(password: str) -> Path:
    """A folder of the server's user. Not in `tmp_path`: where root runs the tests, nobody else may look into that."""
    folder = Path(tempfile.mkdtemp(prefix="waitside-postgres-"))
    (folder / "password").write_text(password)
    user = _user()
    if user is not None:
        os.chown(folder / "password", user.pw_uid, user.pw_gid)
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


@contextmanager
def _running(programs: Path) -> Iterator[PostgresServer]:
    password = secrets.token_urlsafe(16)
    server = PostgresServer(_free_port(), password, programs, _folder(password))
    with _process(server) as process:
        assert process.stdout is not None
        first_line = process.stdout.readline()
        if first_line != "ready\n":
            pytest.fail(f"PostgreSQL did not start: {first_line}{process.stdout.read()}")
        yield server


@contextmanager
def _process(server: PostgresServer) -> Iterator["subprocess.Popen[str]"]:
    user = _user()
    settings = {"port": server.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": server.folder}
    settings |= dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit", "autovacuum"), "off")
    process = subprocess.Popen(
        ["sh", "-c", LIFE],
        cwd=server.folder,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "BIN": str(server.programs),
            "OWNER": OWNER,
            "OPTIONS": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl+C is for the tests, which end in their order
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    try:
        yield process
    finally:
        process.communicate()


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
