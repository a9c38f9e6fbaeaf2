"""One server alone holds a database: a second one waits, is refused, and comes in as soon as the first has ended."""

import asyncio
import errno
import fcntl
import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest

from tests.bounds import SOON
from tests.postgres import PostgresServer
from waitside.directory import Directory, DirectoryError, postgres_lock, server_lock
from waitside.directory.errors import DatabaseHeld
from waitside.directory.postgres_lock import PostgresLock

SHORT: Final = 0.2  # seconds that a database which hangs is given


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no reason to give up, and nothing is looked at so rarely that a test has to wait for it."""
    monkeypatch.setattr(server_lock, "WAITS", SOON)
    monkeypatch.setattr(server_lock, "TRIES_EVERY", 0.0)
    monkeypatch.setattr(postgres_lock, "ANSWERS_WITHIN", SOON)
    monkeypatch.setattr(postgres_lock, "RELEASES_WITHIN", SOON)
    monkeypatch.setattr(postgres_lock, "GIVES_UP_AFTER", SOON)
    monkeypatch.setattr(postgres_lock, "AGAIN_AFTER", 0.0)


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Directory]:
    """A directory that is closed at the end."""
    directory = Directory(address)
    try:
        yield directory
    finally:
        await directory.close()


async def is_free(address: str) -> bool:
    """Whether a server that starts now would have the database at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server_lock, "WAITS", 0.0)
        async with opened(address) as directory:
            try:
                await directory.hold()
            except DatabaseHeld:
                return False
            return True


async def said(caplog: pytest.LogCaptureFixture) -> None:
    """Return once something has been logged."""
    async with asyncio.timeout(SOON):
        while not caplog.messages:
            await asyncio.sleep(0)


async def refusal(address: str) -> str:
    """What a server that starts now is told in the end."""
    async with opened(address) as directory:
        with pytest.raises(DatabaseHeld) as raised:
            await directory.hold()
        return str(raised.value)


@pytest.mark.parametrize("database_url", ["file", "postgresql"], indirect=True)
class TestOnDisk:
    """A database that two servers can reach."""

    async def test_a_second_server_is_refused_until_the_first_has_closed(self, database_url: str) -> None:
        async with opened(database_url) as first:
            await first.hold()
            assert not await is_free(database_url)
            assert not await is_free(database_url), "the one that was refused took nothing with it"
        assert await is_free(database_url)

    async def test_one_that_waits_comes_in_when_the_first_closes(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(server_lock, "SAYS_SO_AFTER", 0.0)
        async with opened(database_url) as second:
            async with opened(database_url) as first:
                await first.hold()
                waiting = asyncio.create_task(second.hold())
                await said(caplog)
                assert not waiting.done()
            async with asyncio.timeout(SOON):
                await waiting
            assert not await is_free(database_url)

    async def test_one_that_waits_says_so_once(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(server_lock, "WAITS", SHORT)
        async with opened(database_url) as first:
            await first.hold()
            await refusal(database_url)
            assert caplog.messages == [], "a wait that is soon over is not worth a line"
            monkeypatch.setattr(server_lock, "SAYS_SO_AFTER", 0.0)
            assert await refusal(database_url) == server_lock.HELD
        assert caplog.messages == ["another server runs on this database: waits up to 0.2 s for it to end"]

    async def test_one_that_stops_waiting_leaves_nothing(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(server_lock, "SAYS_SO_AFTER", 0.0)
        async with opened(database_url) as first, opened(database_url) as second:
            await first.hold()
            waiting = asyncio.create_task(second.hold())
            await said(caplog)
            waiting.cancel()
            await asyncio.wait([waiting])
            assert waiting.cancelled()
            await first.close()
            assert await is_free(database_url)

    async def test_commands_go_on_beside_a_server(self, database_url: str) -> None:
        async with opened(database_url) as server, opened(database_url) as command:
            await server.hold()
            await command.migrate()
            await command.administration.add_clinic("harbor", "Harbor Street Clinic", [])
            assert await server.clinic("harbor") is not None

    async def test_a_database_that_cannot_be_used_is_one_line(self, database_url: str) -> None:
        broken = database_url.replace("waitside.db", "missing/waitside.db").replace("127.0.0.1", "host.invalid")
        async with opened(broken) as directory:
            with pytest.raises(DirectoryError, match="cannot be opened or written to") as raised:
                await directory.hold()
        assert raised.value.__suppress_context__, "an error of the driver names the host, the user or the file"


async def test_a_database_in_memory_is_nobody_elses() -> None:
    async with opened("sqlite://") as first, opened("sqlite://") as second:
        await first.hold()
        await second.hold()
        await first.watch_hold()


class TestFile:
    """SQLite: a lock on a file beside the database."""

    @pytest.fixture
    async def address(self, tmp_path: Path) -> AsyncIterator[str]:
        """The address of a file that a server holds."""
        address = f"sqlite:///{tmp_path}/waitside.db"
        async with opened(address) as server:
            await server.hold()
            await server.migrate()
            yield address

    @pytest.mark.parametrize(
        "other",
        [
            "sqlite:///waitside.db",
            "sqlite:///./folder/../waitside.db",
            "sqlite+aiosqlite:///{folder}//waitside.db?timeout=9",
            "sqlite:///file:waitside.db?mode=rwc&uri=true",
            "sqlite:///file:{folder}/waitside%2Edb?uri=true",
            "sqlite:///linked.db",
            "sqlite:///linked/waitside.db",
            "sqlite:///linked/linked.db",
        ],
    )
    async def test_however_its_path_is_spelled(
        self, address: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "linked.db").symlink_to("waitside.db")
        (tmp_path / "linked").symlink_to(tmp_path)
        monkeypatch.chdir(tmp_path)
        assert not await is_free(other.format(folder=tmp_path))

    async def test_another_file_in_the_same_folder_is_another_database(self, address: str) -> None:
        assert await is_free(address.replace("waitside.db", "other.db"))

    async def test_the_lock_may_be_opened_by_whoever_may_open_the_database(self, tmp_path: Path) -> None:
        database = tmp_path / "waitside.db"
        database.touch()
        database.chmod(0o600)
        assert await is_free(f"sqlite:///{database}")
        assert stat.S_IMODE((tmp_path / "waitside.db-lock").stat().st_mode) == 0o600

    async def test_what_root_makes_belongs_to_whom_the_database_belongs(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given: list[tuple[int, int]] = []
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(os, "fchown", lambda _descriptor, *owner: given.append(owner))
        assert await is_free(f"sqlite:///{tmp_path}/waitside.db")
        assert await is_free(f"sqlite:///{tmp_path}/waitside.db")
        database = (tmp_path / "waitside.db").stat()
        assert given == [(database.st_uid, database.st_gid)], "and what root finds stays as it is"

    async def test_a_lock_file_that_another_account_made_is_used(
        self, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_any = os.open

        def open_for_reading(file: Any, flags: int, *mode: int) -> int:
            if str(file).endswith("-lock") and flags & os.O_RDWR and not flags & os.O_CREAT:
                raise PermissionError
            return open_any(file, flags, *mode)

        monkeypatch.setattr(os, "open", open_for_reading)
        assert not await is_free(address)

    @pytest.mark.parametrize("make", [Path.mkdir, lambda file: file.symlink_to("elsewhere")], ids=["folder", "link"])
    async def test_a_lock_file_that_cannot_be_opened_is_one_line(
        self, tmp_path: Path, make: Callable[[Path], None]
    ) -> None:
        make(tmp_path / "waitside.db-lock")
        async with opened(f"sqlite:///{tmp_path}/waitside.db") as directory:
            with pytest.raises(DirectoryError, match=r"The file waitside\.db-lock"):
                await directory.hold()
        assert not (tmp_path / "elsewhere").exists()

    async def test_where_files_cannot_be_locked_it_serves_and_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def no_locks(*_arguments: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", no_locks)
        assert await is_free(f"sqlite:///{tmp_path}/waitside.db")
        assert caplog.messages == [
            "this file system has no locks: a second server on the database would not be noticed"
        ]

    async def test_it_is_released_where_a_child_process_has_it_open_too(self, tmp_path: Path) -> None:
        address = f"sqlite:///{tmp_path}/waitside.db"
        async with opened(address) as server:
            await server.hold()
            lock = next(each for each in Path("/proc/self/fd").iterdir() if is_lock_file(each))
            inherited = os.dup(int(lock.name))
        try:
            assert await is_free(address)
        finally:
            os.close(inherited)


def is_lock_file(link: Path) -> bool:
    """Whether a link to an open file leads to a lock file."""
    return link.is_symlink() and str(link.readlink()).endswith("-lock")


HOLDERS: Final = """
    SELECT a.pid, a.state, a.backend_xid, a.backend_xmin FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
"""


class TestPostgres:
    """PostgreSQL: an advisory lock on a connection of its own, which may be lost."""

    @pytest.fixture
    async def admin(self, postgres_address: str) -> AsyncIterator[Any]:
        """A connection of somebody else's to the database."""
        connection = await asyncpg.connect(postgres_address)
        yield connection
        await connection.close()

    @pytest.fixture
    async def server(self, postgres_address: str) -> AsyncIterator[Directory]:
        """A server that holds the database."""
        async with opened(postgres_address) as directory:
            await directory.hold()
            yield directory

    @pytest.fixture
    async def watch(self, server: Directory) -> AsyncIterator[asyncio.Task[None]]:
        """The server's watch over its hold."""
        task = asyncio.create_task(server.watch_hold())
        yield task
        task.cancel()
        await asyncio.wait([task])

    async def test_the_transaction_keeps_nothing_from_being_vacuumed(self, server: Directory, admin: Any) -> None:
        (holder,) = await admin.fetch(HOLDERS)
        assert (holder["state"], holder["backend_xid"], holder["backend_xmin"]) == ("idle in transaction", None, None)

    async def test_a_transaction_that_may_not_be_idle_for_long_is_kept(self, postgres_address: str, admin: Any) -> None:
        name = postgres_address.rpartition("/")[2]
        await admin.execute(f"ALTER DATABASE {name} SET idle_in_transaction_session_timeout = '1ms'")
        async with opened(postgres_address) as server:
            await server.hold()
            await admin.execute("SELECT pg_sleep(0.1)")
            assert len(await admin.fetch(HOLDERS)) == 1

    async def test_another_schema_is_another_database(
        self, server: Directory, postgres_address: str, admin: Any
    ) -> None:
        assert not await is_free(postgres_address)
        name = postgres_address.rpartition("/")[2]
        await admin.execute(f"CREATE SCHEMA other; ALTER DATABASE {name} SET search_path = other")
        assert await is_free(postgres_address)

    async def test_a_connection_that_is_cut_is_replaced(
        self, watch: asyncio.Task[None], postgres_address: str, admin: Any
    ) -> None:
        (before,) = await admin.fetch(HOLDERS)
        await admin.fetch("SELECT pg_terminate_backend($1)", before["pid"])
        async with asyncio.timeout(SOON):
            while [each["pid"] for each in await admin.fetch(HOLDERS)] in ([], [before["pid"]]):
                pass
        assert not await is_free(postgres_address)
        assert not watch.done()

    async def test_it_is_held_again_after_a_restart_of_the_database(
        self, watch: asyncio.Task[None], postgres_address: str, postgres_server: PostgresServer
    ) -> None:
        postgres_server.restart()
        async with asyncio.timeout(SOON):
            while await is_free(postgres_address):
                pass
        assert not watch.done()

    async def test_a_connection_that_hangs_is_replaced(
        self,
        server: Directory,
        postgres_address: str,
        postgres_server: PostgresServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        lock = server.database.server_lock
        assert isinstance(lock, PostgresLock)
        before = lock._connection
        monkeypatch.setattr(postgres_lock, "LOOKS_EVERY", 0.0)
        with monkeypatch.context() as patch, postgres_server.frozen():
            patch.setattr(postgres_lock, "ANSWERS_WITHIN", SHORT)
            watching = asyncio.create_task(server.watch_hold())
            async with asyncio.timeout(SOON):
                while lock._connection is before:
                    await asyncio.sleep(0)
        async with asyncio.timeout(SOON):
            while await is_free(postgres_address):
                pass
        assert not watching.done()
        watching.cancel()
        await asyncio.wait([watching])

    async def test_a_server_that_lost_it_to_another_one_says_so_and_gives_up(
        self, server: Directory, postgres_address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres_lock, "GIVES_UP_AFTER", SHORT)
        await server.database.server_lock.release()
        async with opened(postgres_address) as other:
            await other.hold()
            async with asyncio.timeout(SOON):
                with pytest.raises(DatabaseHeld) as raised:
                    await server.watch_hold()
        assert str(raised.value) == postgres_lock.TAKEN_OVER

    async def test_one_that_has_it_for_a_moment_is_waited_for(self, server: Directory, postgres_address: str) -> None:
        lock = server.database.server_lock
        assert isinstance(lock, PostgresLock)
        await lock.release()
        async with opened(postgres_address) as other:
            await other.hold()
            watching = asyncio.create_task(server.watch_hold())
            async with asyncio.timeout(SOON):
                while lock._connection is None:
                    await asyncio.sleep(0)
        async with asyncio.timeout(SOON):
            while await is_free(postgres_address):
                pass
        assert not watching.done()
        watching.cancel()
        await asyncio.wait([watching])

    async def test_its_own_last_connection_is_nobody_elses(self, server: Directory, admin: Any) -> None:
        lock = server.database.server_lock
        assert isinstance(lock, PostgresLock)
        (before,) = await admin.fetch(HOLDERS)
        lost, lock._connection = lock._connection, None  # the database does not know yet that nobody is there
        async with asyncio.timeout(SOON):
            while not await lock.try_take():
                pass
        (after,) = await admin.fetch(HOLDERS)
        assert after["pid"] != before["pid"]
        assert lost is not None
        lost.terminate()

    async def test_letting_go_does_not_wait_for_a_database_that_hangs(
        self, server: Directory, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres_lock, "RELEASES_WITHIN", SHORT)
        with postgres_server.frozen():
            async with asyncio.timeout(SOON):
                await server.close()

    async def test_a_database_that_hangs_when_a_server_starts_is_one_line(
        self, postgres_address: str, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres_lock, "ANSWERS_WITHIN", SHORT)
        with postgres_server.frozen():
            async with opened(postgres_address) as directory, asyncio.timeout(SOON):
                with pytest.raises(DirectoryError, match="cannot be opened or written to"):
                    await directory.hold()
