"""P08, P09: who begins to check in for another doctor is told of the wait there is and of its call."""

import pytest
from playwright.sync_api import expect

from e2e.pages import PatientPage, StandalonePage, WalkInPage
from e2e.support.alerts import expect_ring, watch_alerts
from e2e.support.network import Line
from e2e.support.people import RIVERA, People

ANA = "Ana Diaz"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"

both_ways = pytest.mark.parametrize("way", ["page of its own", "panel"])


def at_another_doctors(people: People, way: str) -> PatientPage:
    """A patient who waits for Dr. Rivera, and looks at Dr. Okafor's check-in in the same tab."""
    if way == "panel":
        return go_to_okafor(people, people.patient(ANA))
    ana = people.standalone_patient(ANA)
    ana.page.goto(f"{people.demo.backend}/r/dr-okafor")
    expect_wait(ana)
    return ana


def go_to_okafor(people: People, ana: WalkInPage) -> WalkInPage:
    """The same on the clinic's site."""
    ana.page.goto(f"{people.demo.site}/?room=dr-okafor")
    ana.launcher.open()
    expect_wait(ana)
    return ana


def expect_wait(ana: PatientPage) -> None:
    """Wait until the check-in says where the patient waits already."""
    expect(ana.check_in_form).to_be_visible()
    expect(ana.view.get_by_text(f"You are waiting for {RIVERA}.")).to_be_visible()


def go_there(ana: PatientPage) -> None:
    """Go to the first doctor's waiting room."""
    ana.view.get_by_role("button", name="Go there").click()
    ana.expect_waiting()


@both_ways
def test_P09_who_waits_for_another_doctor_can_go_there_and_keeps_the_place(people: People, way: str) -> None:
    provider = people.provider()
    ana = at_another_doctors(people, way)
    provider.expect_queue(ANA)
    expect(provider.row(ANA)).not_to_contain_text("Reconnecting")
    go_there(ana)
    expect(ana.queue_status).to_contain_text(RIVERA)
    ana.expect_place(1)
    provider.expect_queue(ANA)
    provider.open_chat(ANA).send("canary-found")
    ana.chat.expect_received("canary-found")


@both_ways
def test_P09_who_waits_for_another_doctor_can_leave_there(people: People, way: str) -> None:
    provider = people.provider()
    ana = at_another_doctors(people, way)
    provider.expect_queue(ANA)
    ana.view.get_by_role("button", name="Leave", exact=True).click()
    provider.expect_queue()
    expect(ana.view.get_by_test_id("elsewhere")).to_have_count(0)
    expect(ana.check_in_form).to_be_visible()
    frame = ana.page.frames[-1]
    assert frame.evaluate("() => Object.keys(sessionStorage)") == []


def test_P09_a_wait_that_cannot_be_left_now_says_so_and_is_kept(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    provider = people.provider_on(page)
    ana = at_another_doctors(people, "page of its own")
    provider.expect_queue(ANA)
    line.cut()
    people.demo.kill()
    leave = ana.view.get_by_role("button", name="Leave", exact=True)
    leave.click()
    expect(ana.view.get_by_role("alert")).to_contain_text("You have not left")
    with ana.page.expect_websocket():
        people.demo.start()
    leave.click()
    expect(ana.view.get_by_test_id("elsewhere")).to_have_count(0)
    line.mend()
    provider.expect_queue()


def test_P09_a_wait_that_ends_meanwhile_is_not_told_of_any_more(people: People) -> None:
    provider = people.provider()
    ana = at_another_doctors(people, "page of its own")
    provider.remove(ANA)
    expect(ana.view.get_by_test_id("elsewhere")).to_have_count(0)


def test_P09_a_wait_on_another_page_of_the_browser_is_not_taken_over(people: People) -> None:
    provider, ana = people.provider(), people.standalone_patient(ANA)
    with ana.page.context.expect_page() as opened:
        ana.page.evaluate("void window.open('/r/dr-okafor')")  # which copies what the tab keeps
    other = StandalonePage(opened.value, people.demo.backend, "dr-okafor", private=people.private)
    expect(other.view.get_by_text(f"You are waiting for {RIVERA}.")).to_be_visible()
    ana.expect_waiting()
    other.view.get_by_role("button", name="Leave", exact=True).click()
    provider.expect_queue()
    expect(other.view.get_by_test_id("elsewhere")).to_have_count(0)


@both_ways
def test_P08_who_is_called_by_another_doctor_is_told_and_can_join(people: People, way: str) -> None:
    provider = people.provider()
    ana = at_another_doctors(people, way)
    provider.start_call(ANA)
    notice = ana.view.get_by_test_id("elsewhere")
    expect(notice.get_by_role("status")).to_have_text(f"{RIVERA} is ready for you")
    go_there(ana)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()


@pytest.mark.parametrize("state", ["closed", "minimized"])
def test_P08_a_call_of_another_doctor_opens_the_panel_and_rings(people: People, state: str) -> None:
    provider, page = people.provider(), people.page()
    watch_alerts(page)
    ana = people.patient_on(page, ANA)
    ana.view.get_by_role("switch", name="Play a sound when I’m called").check()
    go_to_okafor(people, ana)
    control = ana.view.get_by_role("button", name="Close chat" if state == "closed" else "Minimize chat")
    control.click()
    expect(page.get_by_test_id("visit-state")).to_have_text("You are next")
    provider.start_call(ANA)
    expect(ana.view.get_by_text(f"{RIVERA} is ready for you")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Your call is ready")).to_have_count(1)
    expect_ring(page)


@both_ways
def test_P08_a_message_of_another_doctor_stays_unread_until_it_is_seen(people: People, way: str) -> None:
    provider = people.provider()
    ana = at_another_doctors(people, way)
    chat = provider.open_chat(ANA)
    chat.send("canary-unseen")
    chat.expect_sent("canary-unseen", "delivered")
    expect(ana.view.get_by_test_id("elsewhere").get_by_test_id("unread-badge")).to_have_text("1")
    if isinstance(ana, WalkInPage):
        ana.view.get_by_role("button", name="Minimize chat").click()
        chat.send("canary-second")
        expect(ana.view.get_by_test_id("elsewhere").get_by_test_id("unread-badge")).to_have_text("2")
    chat.expect_sent("canary-unseen", "delivered")
    go_there(ana)
    ana.chat.expect_received("canary-unseen")
    chat.expect_sent("canary-unseen", "read")


def test_P08_a_provider_who_reloads_still_knows_the_name(people: People) -> None:
    provider = people.provider()
    at_another_doctors(people, "panel")
    provider.arrive()
    provider.expect_queue(ANA)


@both_ways
def test_P09_who_checks_in_here_gives_up_the_place_there(people: People, way: str) -> None:
    people.allow_errors("403")
    rivera, okafor = people.provider(), people.provider("dr-okafor")
    ana = at_another_doctors(people, way)
    expect(ana.view.get_by_test_id("elsewhere")).to_contain_text("you give up your place there")
    ana.check_in(ANA, "wrong")
    expect(ana.view.get_by_text("This passcode is not right")).to_be_visible()
    rivera.expect_queue(ANA)
    ana.check_in(ANA, "471147")
    ana.expect_waiting()
    okafor.expect_queue(ANA)
    rivera.expect_queue()
    ana.page.reload()
    ana.expect_waiting()
    okafor.expect_queue(ANA)
    rivera.expect_queue()


def test_P09_what_nobody_has_seen_is_shown_when_the_other_visit_ends(people: People) -> None:
    provider = people.provider()
    ana = at_another_doctors(people, "panel")
    chat = provider.open_chat(ANA)
    chat.send("canary-last")
    chat.expect_sent("canary-last", "delivered")
    provider.remove(ANA)
    notice = ana.view.get_by_test_id("elsewhere")
    expect(notice).to_contain_text("before your visit ended")
    expect(notice).to_contain_text("canary-last")
    notice.get_by_role("button", name="I have read it").click()
    expect(notice).to_have_count(0)


def test_P09_a_reload_after_going_there_keeps_the_place_and_shows_the_way(people: People) -> None:
    """The clinic's page is still the second doctor's, so that check-in can be reached; nothing is lost by it."""
    provider = people.provider()
    ana = at_another_doctors(people, "panel")
    go_there(ana)
    ana.page.reload()
    expect_wait(ana)
    provider.expect_queue(ANA)
    go_there(ana)
    ana.expect_place(1)
