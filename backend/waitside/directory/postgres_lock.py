"""The lock of one server on a PostgreSQL database: an advisory lock, on a connection of its own."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from secrets import token_hex
from typing import Any, Final, Protocol

import asyncpg

from waitside.directory.errors import UNUSABLE, DatabaseHeld, DirectoryError
from waitside.directory.server_lock import WAITS, ServerLock

ANSWERS_WITHIN: Final = 5.0  # seconds to connect and try, or for a sign of life; a stopping server waits for it
LOOKS_EVERY: Final = 10.0  # seconds between signs of life; where the connection is cut, it is noticed at once
AGAIN_AFTER: Final = 1.0  # seconds between attempts to have the lock back
GIVES_UP_AFTER: Final = WAITS  # seconds that another server has it: as one that starts would
RELEASES_WITHIN: Final = 0.5  # seconds

TAKEN_OVER: Final = (
    "Another `waitside serve` took the database over while this one could not reach it. "
    "This one has stopped, as two would be two waiting rooms: its pages go to the other one."
)

LOCK: Final = 0x57414954  # any number, so long as every server takes the same one

# What is left of this very server's last connection: PostgreSQL, or a pooler, may not know yet that it is gone.
_END_LAST: Final = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"
# A transaction that stays open has the lock. Poolers in transaction mode, such as pgbouncer, would keep the lock of a
# session when its client is gone. A transaction has a connection for itself, and is rolled back with its client.
_BEGIN: Final = "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"
# No limit ends the transaction, and PostgreSQL notices within 30 s that the machine of its client is gone.
_SET_UP: Final = """
    SELECT set_config(name, value, true)
    FROM (VALUES
        ('application_name', '{name}'),
        ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
        ('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '4')
    ) AS wanted (name, value)
    WHERE current_setting(name, true) IS NOT NULL
"""
# The answer is in the number of rows. No statement has arguments: with them, asyncpg needs several messages, which a
# pooler may pass to several connections, and leaves a portal open, whose snapshot would hold back vacuum everywhere.
_TRY: Final = f"SELECT 1 WHERE pg_try_advisory_xact_lock({LOCK}, hashtext(coalesce(current_schema(), '')))"
_TAKEN: Final = "SELECT 1"


class Connection(Protocol):
    """What is needed of asyncpg's connections, which come without types."""

    async def execute(self, query: str) -> str:
        """Execute a statement; return what it was and how many rows it found."""

    def terminate(self) -> None:
        """Drop the connection."""


class PostgresLock(ServerLock):
    """An advisory lock by database and schema. `options` are those of `asyncpg.connect`."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._name = f"waitside serve {token_hex(8)}"
        self._connection: Connection | None = None
        self._is_cut = asyncio.Event()

    async def try_take(self) -> bool:
        """Take the lock unless another server has it; return whether it is ours. Raises DirectoryError."""
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                if self._connection is None:
                    self._connection = await self._connect()
                return await self._connection.execute(_TRY) == _TAKEN
        except Exception:  # noqa: BLE001 - whatever a driver makes of a database that goes away
            self._drop()
            raise DirectoryError(UNUSABLE) from None

    async def watch(self) -> None:
        """Take the lock again whenever it was lost with its connection: the server goes on meanwhile.

        Raises DatabaseHeld once another server has had it for `GIVES_UP_AFTER`: by then that one serves, and has not
        merely failed to start because its port is taken. Two servers would each have some of the patients and some of
        the staff, and nobody would notice; pages of a server that stops come back to their places on the other one.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS_EVERY):
                    await self._is_cut.wait()
            if not await self._answers():
                await self._take_again()

    async def release(self) -> None:
        """Let go of the lock. Does not wait for a database that hangs."""
        if self._connection is not None:
            with suppress(Exception):  # as above
                async with asyncio.timeout(RELEASES_WITHIN):
                    await self._connection.execute("ROLLBACK")
        self._drop()

    async def _take_again(self) -> None:
        held_since: float | None = None
        while True:
            try:
                if await self.try_take():
                    return
            except DirectoryError:
                held_since = None
            else:
                now = time.monotonic()
                held_since = held_since or now
                if now - held_since >= GIVES_UP_AFTER:
                    raise DatabaseHeld(TAKEN_OVER)
            await asyncio.sleep(AGAIN_AFTER)

    async def _answers(self) -> bool:
        """Whether the connection lives, and with it the lock."""
        if self._connection is None:
            return False
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                await self._connection.execute("SELECT 1")
        except Exception:  # noqa: BLE001 - as above
            self._drop()
            return False
        return True

    async def _connect(self) -> Connection:
        connection = await asyncpg.connect(**self._options)
        try:
            self._is_cut.clear()
            connection.add_termination_listener(lambda _connection: self._is_cut.set())
            for each in (_END_LAST, _BEGIN, _SET_UP):
                await connection.execute(each.format(name=self._name))
        except BaseException:
            connection.terminate()
            raise
        opened: Connection = connection
        return opened

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
