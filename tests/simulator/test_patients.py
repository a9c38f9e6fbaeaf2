"""What patients do."""

from tests.simulator.looks import stage_of
from tests.simulator.pages import Host
from tests.simulator.run import run
from tests.simulator.story import Step


def test_a_patient_who_comes_on_another_device_has_the_visit_there(host: Host) -> None:
    story = [Step("arrive", 0, 0, 500), Step("patient_comes_elsewhere", 0, 0, 500)]
    outcome = run(host, 1, story)
    assert outcome.held
    stages = {tab: stage_of(look) for tab, look in outcome.shown.items()}
    assert stages == {"phone1/1": "replaced", "phone2/1": "visiting"}
