"""What may be sent and tried within ten seconds: counted by the loop's clock, and forgotten."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import pytest

from tests.simulator.virtual_time import VirtualLoop
from waitside.limits import WINDOW, Allowances, Limits
from waitside.windows import Window

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.4"


def live(story: Coroutine[Any, Any, None]) -> None:
    """Run this under a clock that jumps to what happens next."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(story)


def test_who_has_used_up_an_allowance_has_another_after_the_time_that_was_said() -> None:
    async def story() -> None:
        window = Window(WINDOW)
        assert window.count("ana", 2) is None
        await asyncio.sleep(WINDOW.total_seconds() / 2)
        assert window.count("ana", 2) is None
        wait = window.count("ana", 2)
        assert wait is not None
        assert wait.total_seconds() == pytest.approx(WINDOW.total_seconds() / 2)
        assert window.count("ben", 2) is None
        await asyncio.sleep(wait.total_seconds())
        assert window.count("ana", 2) is None

    live(story())


@pytest.mark.parametrize("step", [-3_600, 3_600])
def test_a_clock_that_is_set_changes_nothing(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    async def story() -> None:
        limits = Limits(Allowances(page=1, address=2))
        assert limits.provider("room", "page", HERE) is None
        then = time.time() + step
        monkeypatch.setattr(time, "time", lambda: then)
        wait = limits.provider("room", "page", HERE)
        assert wait is not None
        await asyncio.sleep(wait.total_seconds())
        assert limits.provider("room", "page", HERE) is None

    live(story())


def test_nothing_is_kept_of_pages_and_addresses_that_are_gone() -> None:
    async def story() -> None:
        limits = Limits(Allowances())
        for number in range(1_000):
            limits.attempt(f"{HERE} {number}")
            limits.entry("room", f"subject-{number}")
            limits.provider("room", f"page-{number}", f"{HERE} {number}")
            limits.patient(f"visit-{number}", 1, f"{HERE} {number}")
            limits.envelope(f"visit-{number}", "page")
        await asyncio.sleep(WINDOW.total_seconds())
        assert not [each for each in vars(limits).values() if isinstance(each, Window) and each._counts]

    live(story())


def test_counting_leaves_one_timer_and_no_task_however_many_are_counted() -> None:
    async def story() -> None:
        limits = Limits(Allowances())
        for number in range(1_000):
            limits.provider("room", f"page-{number}", f"{HERE} {number}")
        loop = asyncio.get_running_loop()
        assert len(loop._scheduled) == 2  # type: ignore[attr-defined] # of pages, and of addresses
        assert asyncio.all_tasks() == {asyncio.current_task()}

    live(story())


def test_a_visit_may_send_to_each_page_of_the_team_and_no_more_than_any_page() -> None:
    async def story() -> None:
        limits = Limits(Allowances(page=50, patient=10))
        for team, most in ((0, 10), (1, 20), (3, 40), (9, 50)):
            counted = [limits.patient(f"visit-{team}", team, HERE) for _ in range(100)]
            assert counted.count(None) == most
        assert [limits.envelope("visit", to) for to in "ab" * 10] == [None] * 20
        assert limits.envelope("visit", "a") is not None

    live(story())


def test_all_patients_of_an_address_count_together_and_so_do_all_providers() -> None:
    async def story() -> None:
        limits = Limits(Allowances(address=10))
        patients = [limits.patient(f"visit-{number}", 1, HERE) for number in range(12)]
        assert patients.count(None) == 10
        providers = [limits.provider("room", f"page-{number}", HERE) for number in range(12)]
        assert providers.count(None) == 10, "guests use up nothing of the staff's"
        assert limits.provider("room", "page-0", ELSEWHERE) is None

    live(story())
