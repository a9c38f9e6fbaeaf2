"""The connection to the database."""

import sqlite3
from uuid import uuid4

from sqlalchemy import URL, AsyncAdaptedQueuePool, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from waitside.directory.errors import DirectoryError
from waitside.directory.tables import Table


class Database:
    """A database by its address; "sqlite+aiosqlite://" is one in memory, a new one each time.

    Raises DirectoryError for an address that is of no use.
    """

    def __init__(self, address: str) -> None:
        try:
            url = make_url(address)
            if url.get_backend_name() not in ("sqlite", "postgresql"):
                raise ValueError("neither of the two that are supported")
            in_memory = url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
            self._anchor = _Anchor() if in_memory else None
            self.engine = self._anchor.engine(url) if self._anchor else create_async_engine(url)
        except (SQLAlchemyError, ImportError, ValueError):
            raise DirectoryError(
                "WAITSIDE_DATABASE_URL has to be like sqlite+aiosqlite:///waitside.db, with its driver installed."
            ) from None
        if self.dialect == "sqlite":
            _prepare_connections(self.engine)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @property
    def dialect(self) -> str:
        """Which database it is: "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    async def create_all(self) -> None:
        """Create the tables that are missing. Raises DirectoryError when the database cannot be used."""
        try:
            if self.dialect == "sqlite" and self._anchor is None:
                _try_file(self.engine.url)
            async with self.engine.begin() as connection:
                await connection.run_sync(Table.metadata.create_all)
        except (SQLAlchemyError, OSError, sqlite3.Error):
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
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")  # in a file, readers and the writer do not wait for each other
        cursor.close()
