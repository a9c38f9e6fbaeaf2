"""The connections to SQLite: how each is opened, set up, begins a transaction and is closed."""

import sqlite3
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry


class SqliteConnection(aiosqlite.Connection):
    """A connection whose `close` can be cancelled: aiosqlite's own goes on waiting for a thread that may hang."""

    async def close(self) -> None:
        """Close the file, after the query that runs."""
        closed = self.stop()
        if closed is not None:
            await closed


def prepare_connections(engine: AsyncEngine) -> None:
    """Have an engine's connections opened, set up and begun our way."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(_dialect: Dialect, _record: ConnectionPoolEntry, _args: Any, options: dict[str, Any]) -> None:  # noqa: ANN401 - as SQLAlchemy has it
        options["async_creator_fn"] = _open

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


def _open(*args: Any, **options: Any) -> SqliteConnection:
    connection = SqliteConnection(lambda: sqlite3.connect(*args, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: a thread that hangs must not keep the process
    return connection
