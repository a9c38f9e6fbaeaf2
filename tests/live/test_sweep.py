"""The steps that run every second: one that hangs or fails holds up neither the others nor the end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.bounds import SOON
from tests.conftest import Clock
from tests.live.conftest import GRACE, Server
from tests.live.test_hostile_clients import address, is_closed
from tests.serving import websocket
from waitside.directory import Directory, DirectoryUnavailable
from waitside.live import server as live_server
from waitside.live import sweep
from waitside.live.sweep import Sweep
from waitside.serving.socket_io import engine

OFTEN: Final = timedelta(milliseconds=1)


class Steps:
    """Two steps: one that works, and one that does what a test wants."""

    def __init__(self) -> None:
        self.worked = 0
        self.tried = 0
        self.error: Exception | None = None
        self.hangs = False
        self.at_once = 0

    async def work(self) -> None:
        """Work."""
        self.worked += 1

    async def trouble(self) -> None:
        """Hang or fail."""
        self.tried += 1
        self.at_once += 1
        if self.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        self.at_once -= 1
        if self.error is not None:
            raise self.error


@pytest.fixture
def steps() -> Steps:
    """Steps that work."""
    return Steps()


@pytest.fixture
async def sweeping(steps: Steps) -> AsyncIterator[Sweep]:
    """A sweep that runs them."""
    sweeping = Sweep(OFTEN, {"working": steps.work, "troubling": steps.trouble})
    sweeping.start()
    yield sweeping
    await sweeping.stop()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(SOON):
        while not is_so():
            await asyncio.sleep(0)


async def test_a_step_that_hangs_delays_no_other_and_is_not_run_twice_at_once(steps: Steps, sweeping: Sweep) -> None:
    steps.hangs = True
    await until(lambda: steps.tried == 1)
    before = steps.worked
    await until(lambda: steps.worked >= before + 10)
    assert (steps.tried, steps.at_once) == (1, 1)


async def test_a_step_that_fails_is_run_again_and_logged_once(
    steps: Steps, sweeping: Sweep, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "waitside.live")
    steps.error = LookupError("canary")
    await until(lambda: steps.tried >= 10)
    steps.error = None
    tried = steps.tried
    await until(lambda: steps.tried >= tried + 10)
    assert [record.getMessage() for record in caplog.records] == [
        "failing, and tried again every time: troubling (LookupError)",
        "works again: troubling",
    ]


async def test_an_outage_of_the_database_is_logged_by_the_directory_alone(
    steps: Steps, sweeping: Sweep, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "waitside")
    steps.error = DirectoryUnavailable("canary")
    await until(lambda: steps.tried >= 10)
    assert caplog.records == []


async def test_a_step_that_hangs_does_not_hold_up_the_end(
    steps: Steps, sweeping: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "STOPS_WITHIN", OFTEN)
    steps.hangs = True
    await until(lambda: steps.tried == 1)
    async with asyncio.timeout(SOON):
        await sweeping.stop()
    worked = steps.worked
    await asyncio.sleep(0.01)
    assert steps.worked == worked, "nothing runs after the end"


async def test_a_step_that_ignores_being_cancelled_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "STOPS_WITHIN", OFTEN)
    over = asyncio.Event()

    async def ignore() -> None:
        while not over.is_set():
            with suppress(asyncio.CancelledError):
                await over.wait()

    sweeping = Sweep(OFTEN, {"ignoring": ignore})
    sweeping.start()
    await asyncio.sleep(0.02)
    async with asyncio.timeout(SOON):
        await sweeping.stop()
    over.set()


async def test_a_step_in_the_middle_of_its_work_finishes_it(steps: Steps) -> None:
    begun, finished = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(0.01)
        finished.set()

    sweeping = Sweep(OFTEN, {"slow": slow})
    sweeping.start()
    await asyncio.wait_for(begun.wait(), SOON)
    await sweeping.stop()
    assert finished.is_set()


@pytest.fixture
def hanging_look_ups(monkeypatch: pytest.MonkeyPatch, directory: Directory) -> None:
    """A directory that answers none of the questions that a sweep asks of it."""
    monkeypatch.setattr(live_server, "SWEEP_EVERY", timedelta(milliseconds=20))
    monkeypatch.setattr(sweep, "STOPS_WITHIN", OFTEN)

    async def hang(*_: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(directory, "rooms_called", hang)
    monkeypatch.setattr(directory, "providers_called", hang)
    monkeypatch.setattr(directory, "keys_in_use", hang)
    monkeypatch.setattr(directory.ended_visits, "delete_expired", hang)


@pytest.mark.usefixtures("hanging_look_ups")
class TestWithADatabaseThatHangs:
    """The live side keeps its word, as far as it can without the directory."""

    @pytest.fixture
    async def server(self, hanging_look_ups: None, server: Server) -> Server:
        """A server whose sweeps hang."""
        await server.provider()
        return server

    async def test_idle_connections_are_closed(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "ENTER_WITHIN", 0.1)
        async with websocket(address(server)) as silent:
            await is_closed(silent)
            assert silent.close_code is not None

    async def test_the_grace_ends(self, server: Server, clock: Clock) -> None:
        watching, _ = await server.provider("watching")
        patient, _ = await server.patient("ana")
        visit = (await watching.told("visit_changed"))["visit"]
        await patient.leave()
        assert not (await watching.told("visit_changed"))["visit"]["page"]["connected"]
        clock.now += GRACE // timedelta(milliseconds=1) + 1
        assert (await watching.told("visit_left"))["visit"] == visit["id"]
