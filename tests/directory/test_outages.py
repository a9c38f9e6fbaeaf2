"""A database that hangs, refuses or was restarted: each call ends within a bound, and works again afterwards."""

import asyncio
import inspect
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.postgres import PostgresServer
from waitside.directory import Directory, DirectoryError, DirectoryUnavailable, Picture, database, sessions
from waitside.directory.accounts import provider_id_of
from waitside.directory.api_keys import new_api_key
from waitside.directory.outages import Outages
from waitside.protocol.account import DEFAULT_SETTINGS

SHORT: Final = 0.3  # seconds that a database which hangs is given
LONG: Final = 60.0  # seconds that one which does not hang is given: long enough on a busy machine
IN_THE_MIDDLE: Final = 3.0  # seconds for a session that begins well
SOON: Final = 30.0  # seconds; only a call without a bound needs as long
MORE_THAN_THE_POOL: Final = 40

RIVERA: Final = provider_id_of("harbor", "rivera")

Call = Callable[[Directory], Awaitable[object]]
Outage = Callable[[], AbstractContextManager[None]]

CALLS: Final[dict[str, Call]] = {
    "room": lambda directory: directory.room("dr-rivera"),
    "rooms": lambda directory: directory.rooms("harbor"),
    "rooms_called": lambda directory: directory.rooms_called(["dr-rivera"]),
    "clinic": lambda directory: directory.clinic("harbor"),
    "only_clinic": lambda directory: directory.only_clinic(),
    "clinic_of_key": lambda directory: directory.clinic_of_key(new_api_key().text),
    "key_is_in_use": lambda directory: directory.key_is_in_use("0123456789abcdef"),
    "keys_in_use": lambda directory: directory.keys_in_use(["0123456789abcdef"]),
    "id_of": lambda directory: directory.accounts.id_of("rivera@harbor.example"),
    "provider": lambda directory: directory.provider(RIVERA),
    "photo": lambda directory: directory.photo(RIVERA),
    "logo": lambda directory: directory.logo("harbor"),
    "ensure": lambda directory: directory.accounts.ensure("harbor", "new"),
    "account": lambda directory: directory.accounts.account(RIVERA),
    "signing_in": lambda directory: directory.accounts.signing_in("rivera@harbor.example", "correct horse battery"),
    "rooms of an account": lambda directory: directory.accounts.rooms(RIVERA),
    "providers_called": lambda directory: directory.providers_called([RIVERA]),
    "an ended visit": lambda directory: directory.ended_visits.has(bytes(32)),
    "ended visits": lambda directory: directory.ended_visits.add({bytes(32): 0}),
    "expired visits": lambda directory: directory.ended_visits.delete_expired(0),
    "set_line": lambda directory: directory.accounts.set_line(RIVERA, "Late"),
    "set_profile": lambda directory: directory.accounts.set_profile(RIVERA, name="Dr. Rivera", title=""),
    "set_photo": lambda directory: directory.accounts.set_photo(RIVERA, Picture(b"photo", "image/png")),
    "set_settings": lambda directory: directory.accounts.set_settings(RIVERA, DEFAULT_SETTINGS),
    "set_password": lambda directory: directory.accounts.set_password(RIVERA, "correct horse battery"),
    "sign_out_everywhere": lambda directory: directory.accounts.sign_out_everywhere(RIVERA),
    "clinics": lambda directory: directory.administration.clinics(),
    "add_clinic": lambda directory: directory.administration.add_clinic("other", "Other Clinic", []),
}


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not an outage."""
    monkeypatch.setattr(sessions, "ANSWERS_WITHIN", LONG)
    monkeypatch.setattr(database, "CLOSES_WITHIN", LONG)


@pytest.fixture
def outage(postgres_server: PostgresServer) -> Outage:
    """What makes PostgreSQL hang for the time of a block."""

    @contextmanager
    def hanging() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch, postgres_server.frozen():
            patch.setattr(sessions, "ANSWERS_WITHIN", SHORT)
            patch.setattr(database, "MIGRATES_WITHIN", SHORT)
            yield

    return hanging


@pytest.fixture
async def over_postgres(postgres_address: str) -> AsyncIterator[Directory]:
    """A directory in PostgreSQL with one clinic, used before, so that connections to it are open."""
    directory = Directory(postgres_address)
    await directory.migrate()
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
    await asyncio.gather(*(directory.clinic("harbor") for _ in range(3)))
    yield directory
    await directory.close()


async def outcome(call: Awaitable[object]) -> object:
    """What a call gives or raises. Fails for one that does not end."""
    async with asyncio.timeout(SOON):
        (found,) = await asyncio.gather(call, return_exceptions=True)
    return found


async def is_unavailable(call: Awaitable[object]) -> bool:
    """Whether a call says that the database is not available."""
    return isinstance(await outcome(call), DirectoryUnavailable)


def checked_out(directory: Directory) -> int:
    """How many of the pool's connections are in use."""
    found: int = directory.database.engine.pool.checkedout()  # type: ignore[attr-defined]
    return found


async def test_every_call_to_a_database_that_hangs_ends(over_postgres: Directory, outage: Outage) -> None:
    async def ended() -> dict[str, bool]:
        outcomes = await asyncio.gather(*(is_unavailable(call(over_postgres)) for call in CALLS.values()))
        return dict(zip(CALLS, outcomes, strict=True))

    with outage():
        assert await ended() == dict.fromkeys(CALLS, True)
        assert await ended() == dict.fromkeys(CALLS, True), "over new connections, which nobody answers either"
        assert checked_out(over_postgres) == 0
    assert (await over_postgres.clinic("harbor")) is not None
    assert checked_out(over_postgres) == 0


async def test_no_call_is_forgotten_above(over_postgres: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    called: set[str] = set()

    def watched(name: str, method: Any) -> Any:
        async def call(*args: Any, **options: Any) -> Any:
            called.add(name)
            return await method(*args, **options)

        return call

    at_both_ends = ("hold", "watch_hold", "migrate", "close")
    names: set[str] = set()
    for part in (Directory, type(over_postgres.accounts), type(over_postgres.ended_visits)):
        for name, method in list(vars(part).items()):
            if inspect.iscoroutinefunction(method) and not name.startswith("_") and name not in at_both_ends:
                names.add(f"{part.__name__}.{name}")
                monkeypatch.setattr(part, name, watched(f"{part.__name__}.{name}", method))
    for each in CALLS.values():
        await outcome(each(over_postgres))
    assert names - called == set()


async def test_no_number_of_hanging_calls_exhausts_the_pool(over_postgres: Directory, outage: Outage) -> None:
    with outage():
        calls = (is_unavailable(over_postgres.clinic("harbor")) for _ in range(MORE_THAN_THE_POOL))
        assert all(await asyncio.gather(*calls))
        assert checked_out(over_postgres) == 0
    found = await asyncio.gather(*(outcome(over_postgres.clinic("harbor")) for _ in range(MORE_THAN_THE_POOL)))
    assert {getattr(each, "id", each) for each in found} == {"harbor"}


@pytest.mark.parametrize("at", ["query", "commit", "rollback", "close"])
async def test_a_database_may_begin_to_hang_at_any_step(
    over_postgres: Directory, outage: Outage, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = text("UPDATE clinics SET name = 'Renamed'")

    monkeypatch.setattr(sessions, "ANSWERS_WITHIN", IN_THE_MIDDLE)

    async def change() -> None:
        async with over_postgres.database.changes.begin() as session:
            await session.execute(rename)
            frozen.__enter__()
            if at == "query":
                await session.execute(rename)
            if at == "rollback":
                raise DirectoryError("refused")

    async def read() -> None:
        async with over_postgres.database.sessions() as session:
            await session.execute(text("SELECT 1"))
            frozen.__enter__()

    frozen = outage()
    try:
        assert await is_unavailable(read() if at == "close" else change())
        assert checked_out(over_postgres) == 0
    finally:
        frozen.__exit__(None, None, None)
    if at != "commit":  # which the database may have taken all the same
        clinic = await over_postgres.clinic("harbor")
        assert clinic is not None and clinic.name == "Harbor Street Clinic"


async def test_one_who_stops_waiting_for_a_database_that_hangs_is_let_go_and_leaves_nothing(
    over_postgres: Directory, outage: Outage
) -> None:
    with outage():
        call = asyncio.ensure_future(over_postgres.clinic("harbor"))
        while checked_out(over_postgres) == 0:
            await asyncio.sleep(0)
        call.cancel()
        assert isinstance(await outcome(call), asyncio.CancelledError)
        assert checked_out(over_postgres) == 0


async def test_one_query_that_hangs_casts_doubt_on_all_open_connections(
    over_postgres: Directory, outage: Outage
) -> None:
    async def served_by() -> int:
        async with over_postgres.database.sessions() as session:
            await session.execute(text("SELECT pg_sleep(0.05)"))
            return int(await session.scalar(text("SELECT pg_backend_pid()")) or 0)

    before = set(await asyncio.gather(*(served_by() for _ in range(3))))
    with outage():
        assert await is_unavailable(over_postgres.clinic("harbor"))
    assert before.isdisjoint(await asyncio.gather(*(served_by() for _ in range(3))))


async def test_after_a_restart_the_first_call_is_answered(
    over_postgres: Directory, postgres_server: PostgresServer
) -> None:
    connections = over_postgres.database._connections
    assert connections is not None
    postgres_server.restart()
    async with asyncio.timeout(SOON):
        while not all(each.is_closed() for each in connections._open):
            await asyncio.sleep(0)
    found = await asyncio.gather(*(outcome(over_postgres.clinic("harbor")) for _ in range(5)))
    assert {getattr(each, "id", each) for each in found} == {"harbor"}


@pytest.mark.parametrize(
    "changes",
    [{"password": "wrong"}, {"username": "nobody"}, {"database": "missing"}, {"host": "host.invalid"}, {"port": 1}],
    ids=lambda changes: next(iter(changes)),
)
async def test_a_server_that_lets_nobody_in_is_unavailable(
    postgres_server: PostgresServer, changes: dict[str, Any]
) -> None:
    address = make_url(postgres_server.address("postgres")).set(**changes)
    directory = Directory(address.render_as_string(hide_password=False))
    assert await is_unavailable(directory.clinic("harbor"))
    await directory.close()


async def test_a_connection_that_is_cut_in_the_middle_is_unavailable(over_postgres: Directory) -> None:
    async def cut() -> None:
        async with over_postgres.database.sessions() as session:
            await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert await is_unavailable(cut())
    assert await over_postgres.clinic("harbor") is not None


@pytest.mark.parametrize(
    "statement", ["SELECT nonsense", "SELECT 1 / 0", "SELECT convert_from('\\xff', 'UTF8')"], ids=["name", "0", "text"]
)
async def test_a_mistake_in_a_query_is_not_an_outage(over_postgres: Directory, statement: str) -> None:
    with pytest.raises(DBAPIError):
        async with over_postgres.database.sessions() as session:
            await session.execute(text(statement))


async def test_what_a_database_refuses_is_not_an_outage(directory: Directory) -> None:
    with pytest.raises(IntegrityError):
        async with directory.database.changes.begin() as session:
            await session.execute(text("INSERT INTO rooms (slug) VALUES ('dr-rivera')"))


async def test_closing_does_not_wait_for_a_database_that_hangs(over_postgres: Directory, outage: Outage) -> None:
    with outage():
        assert await outcome(over_postgres.close()) is None


@pytest.mark.parametrize(
    "work", [Directory.migrate, lambda directory: directory.database.form(SHORT)], ids=["migrate", "form"]
)
async def test_who_starts_over_a_database_that_hangs_is_told_in_one_line(
    postgres_address: str, outage: Outage, work: Call
) -> None:
    directory = Directory(postgres_address)
    with outage():
        said = await outcome(work(directory))
    assert isinstance(said, DirectoryError)
    await directory.close()


async def test_a_file_that_another_program_holds_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", SHORT)
    directory = Directory(f"sqlite:///{tmp_path}/waitside.db")
    await directory.migrate()
    with closing(sqlite3.connect(tmp_path / "waitside.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert await is_unavailable(directory.administration.add_clinic("harbor", "Harbor Street Clinic", []))
        other.execute("ROLLBACK")
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    await directory.close()


@pytest.mark.parametrize("place", ["memory", "file"])
async def test_a_file_on_a_disk_that_hangs_is_unavailable(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = Directory("sqlite://" if place == "memory" else f"sqlite:///{tmp_path}/waitside.db")
    await directory.migrate()
    disk_is_back, threads = threading.Event(), list[threading.Thread]()

    @event.listens_for(directory.database.engine.sync_engine, "connect")
    def add_function(connection: Any, _record: object) -> None:
        connection.create_function("hang", 0, disk_is_back.wait)
        threads.append(connection.driver_connection._thread)

    await directory.database.engine.dispose()  # the next connection has the function

    async def hang() -> None:
        async with directory.database.sessions() as session:
            await session.execute(text("SELECT hang()"))

    try:
        with monkeypatch.context() as patch:
            patch.setattr(sessions, "ANSWERS_WITHIN", SHORT)
            assert all(await asyncio.gather(*(is_unavailable(hang()) for _ in range(MORE_THAN_THE_POOL))))
        assert checked_out(directory) == 0
        assert await outcome(directory.rooms("harbor")) == []
        assert await outcome(directory.close()) is None
    finally:
        disk_is_back.set()
        for each in threads:
            each.join(SOON)


class TestLog:
    """What the log says of an outage."""

    @pytest.fixture
    def said(self, caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
        """What has been logged."""
        caplog.set_level(logging.WARNING, "waitside")
        return lambda: [record.getMessage() for record in caplog.records]

    async def test_one_line_when_it_begins_and_one_when_it_ends_name_the_database(
        self, over_postgres: Directory, postgres_address: str, outage: Outage, said: Callable[[], list[str]]
    ) -> None:
        url = make_url(postgres_address)
        name = f"postgresql://{url.host}:{url.port}/{url.database}"
        over_postgres.log_outages()
        with outage():
            await asyncio.gather(*(is_unavailable(over_postgres.clinic("harbor")) for _ in range(5)))
            await is_unavailable(over_postgres.clinic("harbor"))
        await asyncio.gather(*(over_postgres.clinic("harbor") for _ in range(5)))
        assert said() == [
            f"the database does not answer, and is asked again and again: {name} (TimeoutError)",
            f"the database answers again: {name}",
        ]

    async def test_commands_say_it_themselves(self, over_postgres: Directory, said: Callable[[], list[str]]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sessions, "ANSWERS_WITHIN", 0.0)
            assert await is_unavailable(over_postgres.clinic("harbor"))
        assert said() == []

    def test_a_database_that_works_every_other_time_fills_no_log(self, said: Callable[[], list[str]]) -> None:
        seconds = iter(range(120))
        outages = Outages("sqlite:///waitside.db", lambda: next(seconds))
        outages.log()
        for _ in range(120):
            outages.note_failure("OSError")
            outages.note_answer()
        assert said() == 2 * [
            "the database does not answer, and is asked again and again: sqlite:///waitside.db (OSError)",
            "the database answers again: sqlite:///waitside.db",
        ]

    def test_the_name_holds_no_user_and_no_password(self) -> None:
        directory = Directory("postgresql://canary:canary@db.example:5433/waitside?ssl=require")
        assert directory.database.outages._database == "postgresql://db.example:5433/waitside"
