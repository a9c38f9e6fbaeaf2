"""What the server logs as an error is noticed, except for what comes of a database that is not well."""

import pytest

from tests.simulator.pages import Host
from tests.simulator.run import run
from tests.simulator.story import Step
from waitside.live.rooms import Rooms

COMES = Step("provider_comes", 0, 0, 200)
FAILS = Step("database_changes", 0, 0, 6_000)


async def _time_out(_rooms: Rooms) -> None:
    raise TimeoutError


def test_a_time_out_is_noticed_while_the_database_is_well(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rooms, "refresh", _time_out)
    troubles = run(host, 1, [COMES]).troubles
    assert troubles == [
        "the server logged: failing, and tried again every time: looking up rooms and staff again (TimeoutError)"
    ]


def test_a_time_out_of_a_slow_database_is_none(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rooms, "refresh", _time_out)
    assert run(host, 1, [FAILS, COMES]).held
