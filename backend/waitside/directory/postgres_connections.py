"""The connections to PostgreSQL that a pool keeps: a dead one is replaced before anybody uses it."""

import time
from typing import Protocol
from weakref import WeakSet

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection


class DriverConnection(Protocol):
    """What is needed of asyncpg's connections, which come without types."""

    def is_closed(self) -> bool:
        """Whether the connection has ended, as far as this side knows."""

    def terminate(self) -> None:
        """Drop the connection."""


class PostgresConnections:
    """Watches an engine's connections. It costs no round trip, unlike asking each connection before its use."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._open: WeakSet[DriverConnection] = WeakSet()
        self._doubted_at = 0.0
        event.listen(engine.sync_engine, "connect", self._opened)
        event.listen(engine.sync_engine, "checkout", self._check)

    def doubt(self) -> None:
        """Replace all connections that are open now before their next use: one of them did not answer in time."""
        self._doubted_at = time.monotonic()

    def sever(self) -> None:
        """Drop all connections, without waiting for the database's good-bye."""
        for each in list(self._open):
            each.terminate()

    def _opened(self, connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        self._open.add(connection.driver_connection)
        record.info["opened_at"] = time.monotonic()

    def _check(self, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        driver: DriverConnection = connection.driver_connection
        if record.info["opened_at"] <= self._doubted_at:
            driver.terminate()
        if driver.is_closed():
            raise DisconnectionError  # the pool opens another one
