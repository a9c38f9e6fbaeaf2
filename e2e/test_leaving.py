"""P04 and P05: leaving, losing the connection, and what is left afterwards."""

import re

import pytest
from playwright.sync_api import expect

from e2e.pages import PatientPage, WalkInPage
from e2e.support.dom import expect_erased, expect_held
from e2e.support.network import Line
from e2e.support.people import People

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"
FROM_ANA, TO_ANA, DRAFT = "canary-from-ana", "canary-to-ana", "canary-draft"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"


def ended_conversation(people: People) -> WalkInPage:
    """A patient's page after the call has ended, with a conversation and a half-written draft on it."""
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send(FROM_ANA)
    chat.send(TO_ANA)
    ana.chat.expect_received(TO_ANA)
    ana.chat.write(DRAFT)
    provider.start_call(ANA)
    provider.end_call(ANA)
    return ana


def test_P04_leaving_is_confirmed_first(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.leave_button.click()
    expect(ana.confirm_leave_button).to_be_visible()
    ana.view.get_by_role("button", name="Stay", exact=True).click()
    expect(ana.confirm_leave_button).to_have_count(0)
    provider.expect_queue(ANA)
    ana.leave()
    provider.expect_queue()
    expect(ana.view.get_by_text("You have left the waiting room")).to_be_visible()


def test_P04_leaving_says_what_is_lost_and_speaks_of_no_place_in_a_call(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    dialog = ana.view.get_by_role("dialog", name="Leave the waiting room?")
    ana.leave_button.click()
    expect(dialog).to_contain_text("You lose your place in line")
    provider.start_call(ANA)
    expect(dialog).to_contain_text("This ends your visit and this conversation.")
    expect(dialog).not_to_contain_text("place")


def test_P04_patient_who_left_can_check_in_again_as_a_new_visit(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("from the first visit")
    provider.open_chat(ANA).expect_received("from the first visit")
    ana.leave()
    provider.expect_queue()
    ana.view.get_by_role("button", name="Check in again").click()
    ana.check_in(ANA)
    ana.expect_waiting()
    provider.expect_queue(ANA)
    expect(ana.chat.messages).to_have_count(0)


@pytest.mark.demo_settings(WAITSIDE_GRACE_SECONDS="2")
def test_P04_closing_the_tab_leaves_after_the_grace_period(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    ana.page.close()
    expect(provider.row(ANA)).to_contain_text("Reconnecting")
    provider.expect_queue(BEN)


def test_P04_lost_connection_shows_on_both_sides_and_keeps_the_place(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    provider = people.provider()
    ana = people.patient_on(page, ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    line.cut()
    ana.expect_connection("offline")
    expect(provider.row(ANA)).to_contain_text("Reconnecting")
    provider.expect_queue(ANA, BEN)
    line.mend()
    ana.expect_connection("online")
    ana.expect_place(1)
    expect(provider.row(ANA)).not_to_contain_text("Reconnecting")
    provider.expect_queue(ANA, BEN)


@pytest.mark.demo_settings(WAITSIDE_GRACE_SECONDS="2")
def test_P04_connection_lost_for_too_long_costs_the_place_and_the_page_is_sorry(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    provider = people.provider()
    ana = people.patient_on(page, ANA)
    provider.expect_queue(ANA)
    line.cut()
    provider.expect_queue()
    line.mend()
    regret = "We lost your connection for too long and couldn’t hold your place. We’re sorry."
    expect(ana.view.get_by_text(regret)).to_be_visible()


def test_P04_what_is_written_offline_arrives_once_and_in_order_on_return(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    provider = people.provider()
    ana = people.patient_on(page, ANA)
    chat = provider.open_chat(ANA)
    line.cut()
    ana.expect_connection("offline")
    texts = [f"written offline {number}" for number in range(3)]
    for text in texts:
        ana.chat.send(text)
        ana.chat.expect_sent(text, "sending")
    line.mend()
    chat.expect_received(*texts)
    expect(chat.messages).to_have_count(len(texts))
    for position, text in enumerate(texts):
        expect(chat.messages.nth(position)).to_contain_text(text)
        ana.chat.expect_sent(text, "read")


def test_P04_killed_server_gives_everybody_their_place_back(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider = people.provider()
    patients = {name: people.patient(name) for name in (ANA, BEN, CHO)}
    provider.expect_queue(ANA, BEN, CHO)
    chat = provider.open_chat(BEN)
    people.demo.kill()
    provider.expect_connection("offline")
    for patient in patients.values():
        patient.expect_connection("offline")
    patients[BEN].chat.send("said while all was dark")
    people.demo.restart()
    provider.expect_connection("online")
    for place, patient in enumerate(patients.values(), start=1):
        patient.expect_connection("online")
        patient.expect_place(place)
    provider.expect_queue(ANA, BEN, CHO)
    chat.expect_received("said while all was dark")


def test_P04_visit_that_a_server_with_other_keys_does_not_know_ends_and_can_be_begun_again(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    ana = people.patient(ANA)
    people.demo.restart(fresh_keys=True)
    ana.view.get_by_role("button", name="Check in again").click()
    ana.check_in(ANA)
    ana.expect_waiting()


def test_P05_ended_visit_is_told_and_takes_no_messages(people: People) -> None:
    ana = ended_conversation(people)
    ana.chat.expect_ended()
    expect(ana.view.get_by_text("Your call has ended")).to_be_visible()
    expect(ana.queue_status).to_have_count(0)
    expect(ana.leave_button).to_have_count(0)
    ana.chat.expect_received(TO_ANA)
    expect(ana.chat.departed_notice).to_contain_text(re.compile("erased", re.IGNORECASE))


def test_P05_ended_visit_without_messages_says_nothing_of_erasing(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.start_call(ANA)
    provider.end_call(ANA)
    ana.chat.expect_ended()
    expect(ana.chat.departed_notice).to_have_text("This visit has ended. You can’t send more messages.")


def test_P05_closing_erases_the_conversation(people: People) -> None:
    ana = ended_conversation(people)
    ana.chat.expect_ended()
    expect_held(ana.page, FROM_ANA, TO_ANA)
    ana.chat.close_button.click()
    expect_erased(ana.page, ANA, FROM_ANA, TO_ANA, DRAFT)
    ana.launcher.open()
    expect_erased(ana.page, ANA, FROM_ANA, TO_ANA, DRAFT)


def test_P05_refresh_erases_the_conversation_and_does_not_come_back_to_the_visit(people: People) -> None:
    ana = ended_conversation(people)
    ana.chat.expect_ended()
    expect_held(ana.page, FROM_ANA, TO_ANA)
    ana.page.reload()
    ana.launcher.open()
    expect(ana.check_in_form).to_be_visible()
    expect_erased(ana.page, ANA, FROM_ANA, TO_ANA, DRAFT)


def test_P05_going_back_in_the_history_brings_nothing_back(people: People) -> None:
    ana = ended_conversation(people)
    ana.chat.expect_ended()
    ana.page.goto("about:blank")
    ana.page.go_back()
    expect(ana.launcher.button).to_be_visible()
    expect_erased(ana.page, ANA, FROM_ANA, TO_ANA, DRAFT)


@pytest.mark.parametrize("way", ["panel", "page of its own"])
def test_P05_who_checks_in_again_finds_their_name_and_a_next_person_types_over_it(people: People, way: str) -> None:
    ana = people.patient(ANA) if way == "panel" else people.standalone_patient(ANA)
    ana.leave()
    again(ana)
    expect(ana.name_field).to_have_value(ANA)
    expect(ana.name_field).to_be_focused()
    ana.page.keyboard.press("Enter")
    ana.expect_waiting()
    ana.leave()
    again(ana)
    ana.name_field.click()  # also a finger, which brings no focus before it
    people.private.append(BEN)
    ana.page.keyboard.type(BEN)
    ana.page.keyboard.press("Enter")
    ana.expect_waiting()
    people.provider().expect_queue(BEN)


def test_P05_the_name_goes_when_the_panel_is_closed_and_on_a_reload(people: People) -> None:
    ana = people.patient(ANA)
    ana.leave()
    again(ana)
    expect(ana.name_field).to_have_value(ANA)
    assert ana.page.frames[-1].evaluate("() => [sessionStorage.length, localStorage.length]") == [0, 0]
    ana.view.get_by_role("button", name="Close chat").click()
    expect(ana.launcher.frame_element).to_be_hidden()
    ana.launcher.open()
    expect(ana.name_field).to_have_value("")
    ana.check_in(ANA)
    ana.leave()
    ana.page.reload()
    ana.launcher.open()
    expect(ana.name_field).to_have_value("")
    expect_erased(ana.page, ANA)


def again(patient: PatientPage) -> None:
    """Press the button that a visit which has ended offers."""
    patient.view.get_by_role("button", name="Check in again").click()
    expect(patient.check_in_form).to_be_visible()
