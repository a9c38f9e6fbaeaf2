"""The connection to the database."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from alembic.util.exc import CommandError
from sqlalchemy import URL, AsyncAdaptedQueuePool, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, async_sessionmaker, create_async_engine

from waitside.directory import migrations
from waitside.directory.deadlines import Deadline
from waitside.directory.errors import UNUSABLE, DirectoryError
from waitside.directory.file_lock import FileLock
from waitside.directory.outages import Outages
from waitside.directory.postgres_connections import PostgresConnections
from waitside.directory.postgres_lock import PostgresLock
from waitside.directory.server_lock import ServerLock
from waitside.directory.sessions import Sessions
from waitside.directory.sqlite_connections import prepare_connections

FORM_WITHIN: Final = 3.0  # seconds to tell the form of the tables
MIGRATES_WITHIN: Final = 60.0  # seconds, with waiting for another server that is at it; the tables are small
CLOSES_WITHIN: Final = 1.0  # seconds
LOCK_WAIT: Final = 2.0  # seconds that SQLite waits for another writer; below what a session may take

MIGRATION_LOCK: Final = 0x57414954  # any number, so long as every server takes the same one
OPTIONS: Final = {
    "sqlite": {"mode", "cache", "uri", "timeout"},
    "postgresql": {"host", "port", "ssl", "prepared_statement_cache_size"},
}
NEED_URI: Final = {"mode", "cache"}  # of SQLite's options: those that count only in sqlite:///file:name?…&uri=true
DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class Database:
    """A database by its address, such as "postgresql://…" or "sqlite:///waitside.db".

    "sqlite://" is one in memory, a new one each time. Raises DirectoryError for an address that is of no use.
    """

    def __init__(self, address: str) -> None:
        try:
            url = _as_drivers_take_it(make_url(address))
            in_memory = url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
            self._anchor = _Anchor() if in_memory else None
            self.engine = self._anchor.engine(url) if self._anchor else _engine(url)
        except (SQLAlchemyError, ImportError, ValueError):
            raise DirectoryError(
                "WAITSIDE_DATABASE_URL has to be like sqlite:///waitside.db or postgresql://user:password@host/waitside."
            ) from None
        if self.dialect == "sqlite":
            prepare_connections(self.engine)
        self._connections = PostgresConnections(self.engine) if self.dialect == "postgresql" else None
        self.outages = Outages(_name(url))
        self.server_lock = ServerLock()
        self.sessions = self._sessions(self.engine)
        self.changes = self._sessions(self._changing)
        """Sessions that write: what they read first nobody else changes meanwhile."""

    @property
    def _changing(self) -> AsyncEngine:
        return self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    @property
    def dialect(self) -> str:
        """Which database it is: "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    async def hold(self) -> None:
        """Hold the database for this server alone, until it is closed. Raises DirectoryError when another one goes on.

        Whoever calls it runs `server_lock.watch` meanwhile.
        """
        self.server_lock = await self._lock()
        await self.server_lock.take()

    async def _lock(self) -> ServerLock:
        if self.dialect == "postgresql":
            return PostgresLock(_driver_options(self.engine))
        async with self._opened(self.engine, FORM_WITHIN) as connection:
            found = await connection.exec_driver_sql("PRAGMA database_list")  # the path however the address spells it
            file = found.one().file
        return FileLock(Path(file)) if file else ServerLock()

    async def migrate(self) -> None:
        """Bring the tables up to date. Raises DirectoryError when the database cannot be used."""
        async with self._opened(self._changing, MIGRATES_WITHIN) as connection:
            if self.dialect == "postgresql":  # one server at a time; on SQLite whoever writes is alone anyway
                await connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            await connection.run_sync(migrations.migrate)

    async def form(self, within: float = FORM_WITHIN) -> str | None:
        """Return the form of the tables, such as "0002"; None where there are none yet.

        Raises DirectoryError when the database cannot be used, or does not answer `within` so many seconds. A file that
        is not there is not made.
        """
        if self.dialect == "sqlite" and self._anchor is None and _is_missing(self.engine.url):
            return None
        async with self._opened(self.engine, within) as connection:
            return await connection.run_sync(migrations.form)

    @asynccontextmanager
    async def _opened(self, engine: AsyncEngine, within: float) -> AsyncIterator[AsyncConnection]:
        """A connection for so many seconds. Raises DirectoryError for a database that cannot be used."""
        try:
            if self.dialect == "sqlite" and self._anchor is None:
                _try_file(self.engine.url)
            async with Deadline(within):
                connection = await engine.connect()
                try:
                    async with connection.begin():
                        yield connection
                finally:
                    await connection.close()  # not by `async with`, which would not be cancelled
        except (SQLAlchemyError, OSError, sqlite3.Error, CommandError):
            raise DirectoryError(UNUSABLE) from None

    async def close(self) -> None:
        """Close every connection, and let go of the database. Does not wait for a database that hangs."""
        if self._connections is not None:
            self._connections.sever()
        try:
            with suppress(TimeoutError):
                async with Deadline(CLOSES_WITHIN):
                    await self.engine.dispose()
        finally:
            await self.server_lock.release()
        if self._anchor is not None:
            self._anchor.connection.close()

    def _sessions(self, engine: AsyncEngine) -> Sessions:
        return Sessions(async_sessionmaker(engine, expire_on_commit=False), self._on_timeout, self.outages)

    def _on_timeout(self) -> None:
        if self._connections is not None:
            self._connections.doubt()


class _Anchor:
    """Holds a database in memory: it lives on even when a connection to it was cut off in the middle of a query."""

    def __init__(self) -> None:
        self._name = f"file:waitside-{uuid4().hex}"
        address = f"{self._name}?mode=memory&cache=shared"
        self.connection = sqlite3.connect(address, uri=True, check_same_thread=False)

    def engine(self, url: URL) -> AsyncEngine:
        """An engine with one connection, as connections that share memory do not wait for each other's locks."""
        shared = url.set(database=self._name, query={"mode": "memory", "cache": "shared", "uri": "true"})
        return create_async_engine(
            shared, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, hide_parameters=True
        )


def _engine(url: URL) -> AsyncEngine:
    waits = {"timeout": LOCK_WAIT} if url.get_backend_name() == "sqlite" and "timeout" not in url.query else {}
    return create_async_engine(url, hide_parameters=True, connect_args=waits)


def _as_drivers_take_it(url: URL) -> URL:
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() not in OPTIONS:
        raise ValueError("neither of the two that are supported")
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    if not query.keys() <= OPTIONS[url.get_backend_name()]:
        raise ValueError("an option that the driver would trip over")
    if query.keys() & NEED_URI and "uri" not in query:
        raise ValueError("an option that the driver would pass over")
    return url.set(query=query)


def _driver_options(engine: AsyncEngine) -> dict[str, Any]:
    """What asyncpg is told to connect, without what SQLAlchemy keeps for itself."""
    _, options = engine.dialect.create_connect_args(engine.url)
    return {name: value for name, value in options.items() if name != "prepared_statement_cache_size"}


def _name(url: URL) -> str:
    """What the log calls it: of the address neither the user nor the password, nor what else may be secret."""
    kind = url.get_backend_name()
    return URL.create(kind, host=url.host, port=url.port, database=url.database).render_as_string()


def _try_file(url: URL) -> None:
    """Open a database file once, here: where aiosqlite fails to, its thread outlives the event loop and complains."""
    sqlite3.connect(url.database or "", uri=bool(url.query.get("uri"))).close()


def _is_missing(url: URL) -> bool:
    return "uri" not in url.query and not Path(url.database or "").exists()
