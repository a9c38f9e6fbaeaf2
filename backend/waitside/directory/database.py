"""The connection to the database."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class Database:
    """A database by its address, such as "postgresql://…" or "sqlite:///waitside.db".

    "sqlite://" is one in memory, a new one each time. Raises DirectoryError for an address that is of no use.
    """

    def __init__(self, address: str) -> None:
        try:
            url = make_url(address)
            url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
            if url.get_backend_name() not in ("sqlite", "postgresql"):
                raise ValueError("neither of the two that are supported")
            in_memory = url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
            self._anchor = _Anchor() if in_memory else None
            self.engine = self._anchor.engine(url) if self._anchor else create_async_engine(url)
        except (SQLAlchemyError, ImportError, ValueError):
            raise DirectoryError(
                "WAITSIDE_DATABASE_URL has to be like sqlite:///waitside.db or postgresql://user:password@host/waitside."
            ) from None
        if self.dialect == "sqlite":
            _prepare_connections(self.engine)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @property
    def dialect(self) -> str:
        """Which database it is: "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    async def migrate(self) -> None:
        """Bring the tables up to date. Raises DirectoryError when the database cannot be used."""
        async with self._migrating() as connection:
            await connection.run_sync(migrations.migrate)

    async def is_current(self) -> bool:
        """Whether the tables are as this version wants them. Raises DirectoryError when they cannot be read."""
        async with self._migrating() as connection:
            return await connection.run_sync(migrations.current) == migrations.newest()

    @asynccontextmanager
    async def _migrating(self) -> AsyncIterator[AsyncConnection]:
        """A connection that no other server migrates over at the same time."""
        try:
            if self.dialect == "sqlite" and self._anchor is None:
                _try_file(self.engine.url)
            async with self.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
                if self.dialect == "postgresql":
                    await connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
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
        return create_async_engine(shared, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)


def _try_file(url: URL) -> None:
    """Open a database file once, here: where aiosqlite fails to, its thread outlives the event loop and complains."""
    sqlite3.connect(url.database or "", uri=bool(url.query.get("uri"))).close()


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
