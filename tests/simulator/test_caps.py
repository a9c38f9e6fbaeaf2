"""Providers' pages that take little of one patient."""

from tests.simulator.limits import small
from tests.simulator.pages import Host
from tests.simulator.patients import FLOOD
from tests.simulator.run import run
from tests.simulator.story import LIMITS, Step

FEW_UNREAD = next((each, 0) for each in range(100) if small(each, 0).server.visits == 4)
STORY = [
    Step(LIMITS, *FEW_UNREAD, 0),
    Step("provider_comes", 0, 0, 200),
    Step("arrive", 0, 1, 2_000),
    Step("patient_floods", 0, 0, 2_000),
]


def test_what_fills_a_page_comes_once_it_is_read(host: Host) -> None:
    outcome = run(host, 1, STORY)
    assert outcome.held
    conversation = outcome.shown["desk1/1"]["conversations"][0]
    caps = small(*FEW_UNREAD).caps
    assert caps is not None
    assert len(conversation["messages"]) == FLOOD[0] > caps["unread"]
    assert {message["status"] for message in conversation["messages"]} == {"read"}
