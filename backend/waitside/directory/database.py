"""The connection to the database."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from alembic.util.exc import CommandError
from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, async_sessionmaker, create_async_engine

from waitside.directory import migrations
from waitside.directory.errors import DirectoryError

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
            self.engine = self._anchor.engine(url) if self._anchor else create_async_engine(url, hide_parameters=True)
        except (SQLAlchemyError, ImportError, ValueError):
            raise DirectoryError(
                "WAITSIDE_DATABASE_URL has to be like sqlite:///waitside.db or postgresql://user:password@host/waitside."
            ) from None
        if self.dialect == "sqlite":
            _prepare_connections(self.engine)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self.changes = async_sessionmaker(self._changing, expire_on_commit=False)
        """Sessions that write: what they read first nobody else changes meanwhile."""

    @property
    def _changing(self) -> AsyncEngine:
        return self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    @property
    def dialect(self) -> str:
        """Which database it is: "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    async def migrate(self) -> None:
        """Bring the tables up to date. Raises DirectoryError when the database cannot be used."""
        async with self._opened(self._changing) as connection:
            if self.dialect == "postgresql":  # one server at a time; on SQLite whoever writes is alone anyway
                await connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            await connection.run_sync(migrations.migrate)

    async def form(self) -> str | None:
        """The form of the tables, such as "0002"; None where there are none yet. Raises DirectoryError as above.

        A file that is not there is not made.
        """
        if self.dialect == "sqlite" and self._anchor is None and _is_missing(self.engine.url):
            return None
        async with self._opened(self.engine) as connection:
            return await connection.run_sync(migrations.form)

    @asynccontextmanager
    async def _opened(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """A connection. Raises DirectoryError for a database that cannot be used."""
        try:
            if self.dialect == "sqlite" and self._anchor is None:
                _try_file(self.engine.url)
            async with engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError, sqlite3.Error, CommandError):
            raise DirectoryError("The database at WAITSIDE_DATABASE_URL cannot be opened or written to.") from None

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
        if self._anchor is not None:
            self._anchor.connection.close()


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


def _try_file(url: URL) -> None:
    """Open a database file once, here: where aiosqlite fails to, its thread outlives the event loop and complains."""
    sqlite3.connect(url.database or "", uri=bool(url.query.get("uri"))).close()


def _is_missing(url: URL) -> bool:
    return "uri" not in url.query and not Path(url.database or "").exists()


def _prepare_connections(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None  # the driver's own idea of when to begin leaves changes of tables out
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")  # in a file, readers and the writer do not wait for each other
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
