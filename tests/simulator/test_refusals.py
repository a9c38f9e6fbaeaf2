"""The checks of what pages are told of limits."""

from datetime import timedelta

import pytest

from tests.simulator.limits import small
from tests.simulator.pages import Host
from tests.simulator.run import Outcome, run
from tests.simulator.story import LIMITS, Step
from waitside.limits import Limits

COMES = Step("provider_comes", 0, 0, 200)
ARRIVES = Step("arrive", 0, 1, 200)
WAIT = timedelta(seconds=10)


def test_a_page_that_comes_in_once_is_not_told_that_there_were_too_many(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "entry", lambda *_: WAIT)
    outcome = run(host, 1, [COMES])
    assert outcome.troubles[0] == "desk1/1#1 (provider in rivera) is told by its connection that there were too many"


def test_a_room_that_was_never_full_takes_patients(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "arrival", lambda *_: WAIT)
    assert run(host, 1, [ARRIVES]).troubles[0] == "phone1/1#1 shows that rivera takes nobody, where at most 0 were"


def test_a_patient_who_finds_no_room_is_let_in_once_somebody_has_left(host: Host) -> None:
    outcome = run(host, 1, [Step(LIMITS, *_for_four(), 0), *5 * [ARRIVES]])
    assert outcome.held
    assert _inside(outcome) == ["phone2/1", "phone3/1", "phone4/1", "phone5/1"]


def _for_four() -> tuple[int, int]:
    """The numbers that draw limits with which a room has space for four."""
    return next((first, 0) for first in range(100) if small(first, 0).server.visits == 4)


def _inside(outcome: Outcome) -> list[str]:
    stages = {tab: look["model"]["stage"]["stage"] for tab, look in outcome.shown.items()}
    return sorted(tab for tab, stage in stages.items() if stage == "visiting")
