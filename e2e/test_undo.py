"""R26: Remove from queue and End call can be undone where they were pressed. Patients hear nothing until then."""

import re

from playwright.sync_api import expect

from e2e.pages import PatientPage
from e2e.support.axe import expect_accessible
from e2e.support.keyboard import Keyboard
from e2e.support.network import Line
from e2e.support.people import People

ANA, BEN = "Ana Diaz", "Ben Ito"
OVER = re.compile("Your (visit|call) has ended")
FORGOTTEN_WITHIN_MS = 60_000  # a server that has just begun may hear of a visit yet, for as long as its grace
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"


def expect_over(patient: PatientPage) -> None:
    """Wait until a patient's page says that the visit has ended."""
    expect(patient.view.get_by_role("heading", name=OVER)).to_be_visible()


def test_R26_remove_from_queue_is_undone_and_all_is_as_before(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    chat = provider.open_chat(ANA)
    chat.send("before")
    ana.chat.expect_received("before")
    chat.write("half written")
    provider.remove(ANA)
    provider.expect_queue(BEN)
    expect(provider.undo).to_contain_text(f"{ANA} was removed from the queue.")
    expect(chat.departed_notice).to_contain_text(ANA)
    chat.expect_ended()
    ana.chat.send("written meanwhile")
    chat.expect_received("written meanwhile")
    ana.expect_place(1)
    ben.expect_place(2)
    provider.undo_button.click()
    provider.expect_queue(ANA, BEN)
    expect(provider.undo).to_have_count(0)
    expect(chat.departed_notice).to_have_count(0)
    expect(chat.composer).to_have_value("half written")
    chat.send("and after")
    ana.chat.expect_received("before", "and after")
    provider.remove(BEN)  # whose time runs out later than that of Ana would have
    expect_over(ben)
    ana.expect_place(1)
    provider.expect_queue(ANA)


def test_R26_end_call_is_undone_and_the_call_goes_on(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.start_call(ANA)
    join = ana.view.get_by_role("link", name="Join the call")
    address = join.get_attribute("href")
    provider.end_call(ANA)
    expect(provider.undo).to_contain_text(f"The call with {ANA} has ended.")
    provider.undo_button.click()
    expect(provider.row(ANA)).to_contain_text("In call")
    ben = people.patient(BEN)
    provider.remove(BEN)
    expect_over(ben)
    expect(join).to_have_attribute("href", address or "")
    provider.end_call(ANA)
    expect_over(ana)


def test_R26_nothing_can_be_undone_once_its_time_is_over(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    provider.remove(ANA)
    expect(provider.undo_button).to_be_visible()
    expect(provider.undo).to_have_count(0)
    expect_over(ana)
    ben.expect_place(1)
    provider.expect_queue(BEN)


def test_R26_a_closed_tab_takes_nothing_back(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.remove(ANA)
    expect(provider.undo_button).to_be_visible()
    provider.page.close()
    expect_over(ana)
    people.provider().expect_queue()


def test_R26_a_server_that_is_killed_meanwhile_ends_it_all_the_same(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    provider.remove(ANA)
    expect(provider.undo_button).to_be_visible()
    people.demo.restart()
    expect_over(ana)
    ben.expect_connection("online")
    provider.expect_queue(BEN)


def test_R26_what_was_ended_before_a_restart_can_be_undone_after_it(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    provider.set_undo_time("20 seconds")
    provider.remove(ANA)
    people.demo.restart()
    provider.expect_connection("online")
    provider.undo_button.click()
    provider.expect_queue(ANA, BEN)
    provider.set_undo_time("6 seconds")
    provider.remove(BEN)
    expect_over(ben)
    ana.expect_connection("online")
    ana.expect_place(1)


def test_R26_a_patient_who_leaves_takes_the_undo_away(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.set_undo_time("20 seconds")
    chat = provider.open_chat(ANA)
    provider.remove(ANA)
    expect(chat.departed_notice).to_contain_text("was removed from the queue")
    ana.leave()
    expect(chat.departed_notice).to_contain_text("has left the waiting room")
    expect(provider.undo).to_have_count(0)


def test_R26_another_call_ends_it_at_once(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    provider.set_undo_time("20 seconds")
    provider.start_call(ANA)
    chat = provider.open_chat(ANA)
    provider.end_call(ANA)
    expect(provider.undo_button).to_be_visible()
    provider.start_call(BEN)
    expect(provider.undo).to_have_count(0)
    chat.expect_closed()
    expect_over(ana)
    expect(ben.view.get_by_role("link", name="Join the call")).to_be_visible()


def test_R26_colleagues_see_it_at_once_and_undo_is_where_it_was_pressed(people: People) -> None:
    rivera, nurse, ana = people.provider(), people.provider("dr-rivera", "nurse-patel"), people.patient(ANA)
    ana.chat.send("nobody has read this")
    nurse.expect_badge(ANA, 1)
    rivera.remove(ANA)
    nurse.expect_queue()
    expect(nurse.left_row(ANA)).to_be_visible()
    expect(nurse.undo).to_have_count(0)
    rivera.undo_button.click()
    nurse.expect_queue(ANA)
    rivera.expect_queue(ANA)
    expect(nurse.left_rows).to_have_count(0)
    nurse.expect_badge(ANA, 1)


def test_R26_off_ends_it_at_once(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.set_undo_time("Off")
    provider.arrive()  # the account keeps it
    provider.remove(ANA)
    expect(provider.undo).to_have_count(0)
    expect_over(ana)


def test_R26_undo_by_keyboard_takes_no_focus_by_itself(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    provider.set_undo_time("20 seconds")
    keys = Keyboard(provider.page)
    provider.more_options(ANA).focus()
    keys.press("Enter")
    keys.use(provider.window.remove_button)
    expect(provider.undo_button).to_be_visible()
    expect(provider.view.get_by_role("heading", name="Patient queue")).to_be_focused()
    expect_accessible(provider.page.frames[-1], "undo")
    keys.use(provider.undo_button, "Shift+Tab")
    expect(provider.more_options(ANA)).to_be_focused()
    expect(provider.undo).to_have_count(0)


def test_R26_an_end_that_never_arrived_cuts_no_call_of_a_colleague(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    rivera = people.provider_on(page)
    nurse, ana = people.provider("dr-rivera", "nurse-patel"), people.patient(ANA)
    rivera.expect_queue(ANA)
    line.die()
    rivera.remove(ANA)
    line.cut()
    rivera.expect_connection("offline")
    nurse.start_call(ANA)
    join = ana.view.get_by_role("link", name="Join the call")
    expect(join).to_be_visible()
    line.mend()
    rivera.expect_connection("online")
    alert = rivera.view.get_by_role("alert")
    expect(alert).to_have_text(f"{ANA} was not removed from the queue. There was no connection.")
    expect(rivera.row(ANA)).to_contain_text("In call")
    expect_accessible(rivera.page.frames[-1], "not removed")
    rivera.view.get_by_role("button", name="Close", exact=True).click()
    expect(alert).to_have_count(0)
    expect(join).to_be_visible()


def test_R26_undo_is_at_hand_before_a_slow_server_answers(people: People) -> None:
    page = people.page()
    line = Line(page.context)
    provider = people.provider_on(page)
    people.patient(ANA)
    provider.expect_queue(ANA)
    line.hold(pings=False)
    provider.remove(ANA)
    provider.undo_button.click()
    provider.expect_queue(ANA)
    line.release()
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)


def test_R26_the_browser_asks_before_an_end_is_lost(people: People) -> None:
    page = people.page()
    line = Line(page.context)
    provider = people.provider_on(page)
    people.patient(ANA)
    provider.expect_queue(ANA)
    line.hold(pings=False)
    provider.remove(ANA)
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    line.release()
    expect(provider.undo).to_have_count(0)
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_R26_an_undo_that_comes_too_late_says_so(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    provider = people.provider_on(page)
    ana = people.patient(ANA)
    provider.remove(ANA)
    expect(provider.undo_button).to_be_visible()
    line.cut()
    provider.undo_button.click()
    provider.expect_queue(ANA)
    expect_over(ana)
    line.mend()
    expect(provider.rows).to_have_count(0, timeout=FORGOTTEN_WITHIN_MS)
    expect(provider.view.get_by_role("alert")).to_have_text(f"Too late to undo. {ANA} was removed from the queue.")


def test_R26_R10_what_is_written_after_dismiss_is_not_erased_unseen(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.set_undo_time("20 seconds")
    ana.chat.send("first")
    provider.expect_badge(ANA, 1)
    provider.remove(ANA)
    provider.left_row(ANA).get_by_role("button", name="Dismiss").click()
    expect(provider.left_rows).to_have_count(0)
    ana.chat.send("second")
    expect(provider.left_row(ANA)).to_be_visible()
    ana.leave()
    expect(provider.undo).to_have_count(0)
    provider.left_row(ANA).get_by_role("button", name="View").click()
    provider.chat.expect_received("first", "second")


def test_R26_R07_a_colleagues_end_that_is_undone_gives_the_focus_back(people: People) -> None:
    rivera, nurse = people.provider(), people.provider("dr-rivera", "nurse-patel")
    people.patient(ANA)
    chat = nurse.open_chat(ANA)
    chat.composer.press_sequentially("half a sen")
    rivera.remove(ANA)
    chat.expect_ended()
    rivera.undo_button.click()
    expect(chat.composer).to_be_focused()
    nurse.page.keyboard.type("tence")
    expect(chat.composer).to_have_value("half a sentence")
