"""Passcodes: who knows them gets in, whoever guesses does not, and the checks notice if it is otherwise."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.hashing import TAKES
from tests.simulator.limits import small
from tests.simulator.looks import stage_of
from tests.simulator.pages import Host
from tests.simulator.run import Outcome, run
from tests.simulator.server import Server
from tests.simulator.story import LIMITS, PASSCODE, Step
from waitside.directory.hashing import CHECK_IN, FIRST_CHECK_IN, HashQueue
from waitside.limits import PASSCODES, Limits

ONE_ADDRESS = next(each for each in range(100) if small(each, 0).one_address)
ASKS, COMES, ARRIVES = Step(PASSCODE, 0, 0, 0), Step("provider_comes", 0, 0, 200), Step("arrive", 0, 1, 2_000)
GUESSES = Step("attacker_guesses", 0, 0, 0)
FLOOD = [ASKS, COMES, GUESSES, ARRIVES]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> "Counter[str]":
    """How often each answer was given."""
    told: Counter[str] = Counter()
    request = Server.request

    def listen(server: Server, method: str, path: str, body: object, address: str, answer: Any) -> None:
        def take(answered: Any) -> None:
            told[answered[1].get("code", "let in")] += 1
            answer(answered)

        request(server, method, path, body, address, take)

    monkeypatch.setattr(Server, "request", listen)
    return told


def test_a_flood_of_guesses_reaches_its_limit_and_keeps_out_nobody_else(host: Host, answers: "Counter[str]") -> None:
    outcome = run(host, 1, FLOOD)
    assert outcome.troubles == []
    assert stage_of(outcome.shown["phone1/1"]) == "visiting"
    assert (answers["wrong_passcode"], answers["let in"]) == (PASSCODES, 1)
    assert answers["too_many"] > 0


def test_who_shares_the_address_of_a_flood_gets_in_after_it(host: Host, answers: "Counter[str]") -> None:
    outcome = run(host, 1, [Step(LIMITS, ONE_ADDRESS, 0, 0), *FLOOD])
    assert outcome.troubles == []
    assert stage_of(outcome.shown["phone1/1"]) == "visiting"
    assert (answers["wrong_passcode"], answers["let in"]) == (PASSCODES, 1)


def test_guesses_that_count_for_everybody_are_noticed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    passcode = Limits.passcode
    monkeypatch.setattr(Limits, "passcode", lambda limits, room, _address: passcode(limits, room, ""))
    assert _first_trouble(run(host, 1, FLOOD)) == (
        "phone1/1#1 (patient in rivera) is told by /api/rooms/rivera/check-in that there were too many"
    )


def test_who_has_to_wait_for_a_flood_is_noticed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CHECK_IN, "add", lambda _who, job: HashQueue.add(CHECK_IN, "everybody", job))
    monkeypatch.setattr(Limits, "is_newcomer", lambda *_: False)
    what, _, took = _first_trouble(run(host, 1, FLOOD)).partition(" after ")
    assert what == "phone1/1#1 is answered by /api/rooms/rivera/check-in"
    assert int(took.removesuffix(" ms")) > (PASSCODES - 1) * TAKES * 1_000, "behind all that are tried"


def test_who_stays_outside_is_noticed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    wait = timedelta(seconds=10)
    monkeypatch.setattr(Limits, "passcode", lambda _limits, _room, _address: wait)
    story = [Step(LIMITS, ONE_ADDRESS, 0, 0), ASKS, ARRIVES]
    assert _first_trouble(run(host, 1, story)) == "phone1/1#1 (patient in rivera) is refused: too_many"


def test_a_wrong_passcode_that_lets_in_is_noticed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waitside.web.api.check_in.secret_fits", _fits_always)
    assert _first_trouble(run(host, 1, FLOOD)) == "an attacker was let in by a passcode that is wrong"


def test_places_that_are_left_are_noticed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FIRST_CHECK_IN, "_held", Counter({"192.0.2.7": 1}))
    assert run(host, 1, [ASKS, ARRIVES]).troubles == ["the server still has: place of 192.0.2.7 in a queue"]


async def _fits_always(*_: object) -> bool:
    return True


def _first_trouble(outcome: Outcome) -> str:
    return outcome.troubles[0] if outcome.troubles else "none"
