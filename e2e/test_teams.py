"""R14 and R15: several providers, or several pages of one, look after a room together."""

from playwright.sync_api import Locator, expect

from e2e.pages import PatientPage, ProviderView
from e2e.support.network import Line
from e2e.support.people import RIVERA, People
from e2e.support.visibility import set_visible

ANA = "Ana Diaz"
NURSE, NURSE_SUBJECT, ROOM = "Nurse Priya Patel", "nurse-patel", "dr-rivera"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"


def host_card(patient: PatientPage) -> Locator:
    """What the patient sees of who looks after the room."""
    return patient.queue_status


def test_R15_everyone_sees_every_message_and_one_ones_reply_with_the_writers_name(people: People) -> None:
    rivera, nurse = people.provider(), people.provider(ROOM, NURSE_SUBJECT)
    ana = people.patient(ANA)
    chats = rivera.open_chat(ANA), nurse.open_chat(ANA)
    ana.chat.send("canary-question")
    for chat in chats:
        chat.expect_received("canary-question")
    chats[1].send("canary-answer")
    ana.chat.expect_received("canary-answer")
    expect(ana.chat.message("canary-answer")).to_contain_text(NURSE)
    expect(chats[0].message("canary-answer", "sent")).to_contain_text(NURSE)
    for chat in chats:
        chat.expect_sent("canary-answer", "read")
    expect(chats[1].message("canary-answer", "sent")).not_to_contain_text(NURSE)


def test_R15_two_pages_of_one_provider_show_the_same(people: People) -> None:
    desk, tablet, ana = people.provider(), people.provider(), people.patient(ANA)
    chat = desk.open_chat(ANA)
    chat.send("canary-from-the-desk")
    ana.chat.send("canary-from-ana")
    tablet.expect_badge(ANA, 0)  # the desk has read it
    there = tablet.open_chat(ANA)
    there.expect_received("canary-from-ana")
    there.expect_sent("canary-from-the-desk", "read")


def test_R15_a_reply_counts_as_nobodys_unread_message_and_opens_nothing(people: People) -> None:
    rivera, nurse, ana = people.provider(), people.provider(ROOM, NURSE_SUBJECT), people.patient(ANA)
    rivera.open_chat(ANA).minimize()
    nurse.open_chat(ANA).send("canary-reply")
    ana.chat.expect_received("canary-reply")
    rivera.chat.expect_minimized(ANA)
    rivera.expect_badge(ANA, 0)


def test_R15_read_on_one_page_is_read_for_the_patient_and_for_the_team(people: People) -> None:
    rivera, nurse, ana = people.provider(), people.provider(ROOM, NURSE_SUBJECT), people.patient(ANA)
    ana.chat.send("canary-one")
    for provider in (rivera, nurse):
        provider.expect_badge(ANA, 1)
    ana.chat.expect_sent("canary-one", "delivered")
    nurse.open_chat(ANA)
    ana.chat.expect_sent("canary-one", "read")
    rivera.expect_badge(ANA, 0)


def test_R15_a_reply_reaches_the_patient_though_its_writer_has_closed_the_page(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    rivera, nurse = people.provider(), people.provider(ROOM, NURSE_SUBJECT)
    ana = people.patient_on(page, ANA)
    chat = nurse.open_chat(ANA)
    rivera.open_chat(ANA).send("canary-before")
    ana.chat.expect_received("canary-before")
    line.cut()
    ana.expect_connection("offline")
    rivera.chat.send("canary-last-words")
    expect(chat.message("canary-last-words", "sent")).to_be_visible()
    rivera.page.close()
    line.mend()
    ana.chat.expect_received("canary-last-words")
    chat.expect_sent("canary-last-words", "read")


def test_R15_a_page_that_joins_later_has_what_nobody_has_read_and_all_that_follows(people: People) -> None:
    rivera, ana = people.provider(), people.patient(ANA)
    chat = rivera.open_chat(ANA)
    ana.chat.send("canary-read-already")
    ana.chat.expect_sent("canary-read-already", "read")
    chat.close()
    ana.chat.send("canary-unread")
    rivera.expect_badge(ANA, 1)
    nurse = people.provider(ROOM, NURSE_SUBJECT)
    nurse.expect_badge(ANA, 1)
    there = nurse.open_chat(ANA)
    there.expect_received("canary-unread")
    expect(there.message("canary-read-already")).to_have_count(0)


def test_R14_patients_see_who_is_there_away_or_on_another_call(people: People) -> None:
    rivera, ana = people.provider(), people.patient(ANA)
    ben = people.patient("Ben Ito")
    expect(host_card(ben)).to_contain_text(RIVERA)
    expect(host_card(ben)).to_contain_text("Online")
    rivera.presence_switch.click()
    expect(host_card(ben)).to_contain_text("Away")
    rivera.presence_switch.click()
    expect(host_card(ben)).to_contain_text("Online")
    rivera.start_call(ANA)
    expect(host_card(ben)).to_contain_text("On a call")
    expect(host_card(ana)).to_contain_text("On a call with you")
    rivera.end_call(ANA)
    expect(host_card(ben)).to_contain_text("Online")


def test_R14_away_holds_through_a_refresh_and_on_the_providers_other_pages(people: People) -> None:
    desk, tablet, ana = people.provider(), people.provider(), people.patient(ANA)
    desk.presence_switch.click()
    expect(host_card(ana)).to_contain_text("Away")
    expect(tablet.presence_switch).not_to_be_checked()
    desk.arrive()
    expect(desk.presence_switch).not_to_be_checked()
    expect(host_card(ana)).to_contain_text("Away")


def test_R14_away_and_back_hold_through_restarts_of_the_server(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    desk, tablet, ana = people.provider(), people.provider(), people.patient(ANA)
    desk.presence_switch.click()
    expect(host_card(ana)).to_contain_text("Away")
    expect(tablet.presence_switch).not_to_be_checked()
    desk.page.close()  # the tablet has to tell it
    restart(people, tablet, ana)
    expect(host_card(ana)).to_contain_text("Away")
    expect(tablet.presence_switch).not_to_be_checked()
    tablet.presence_switch.click()
    expect(host_card(ana)).to_contain_text("Online")
    restart(people, tablet, ana)
    expect(host_card(ana)).to_contain_text("Online")
    expect(tablet.presence_switch).to_be_checked()


def test_R14_a_page_that_slept_since_the_provider_was_away_does_not_set_it_again(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    asleep, awake, ana = people.provider_on(page), people.provider(), people.patient(ANA)
    asleep.presence_switch.click()
    expect(host_card(ana)).to_contain_text("Away")
    line.cut()
    asleep.expect_connection("offline")
    awake.presence_switch.click()
    expect(host_card(ana)).to_contain_text("Online")
    restart(people, awake, ana)
    line.mend()
    asleep.expect_connection("online")
    expect(asleep.presence_switch).to_be_checked()
    expect(awake.presence_switch).to_be_checked()
    expect(host_card(ana)).to_contain_text("Online")


def restart(people: People, provider: ProviderView, patient: PatientPage) -> None:
    """Kill the server and start it again. Both pages come back."""
    people.demo.kill()
    for side in (provider, patient):
        side.expect_connection("offline")
    people.demo.restart()
    for side in (provider, patient):
        side.expect_connection("online")


def test_R14_a_provider_who_does_not_look_for_minutes_is_away_until_they_look_again(people: People) -> None:
    page = people.page()
    page.clock.install()
    rivera, ana = people.provider_on(page), people.patient(ANA)
    expect(host_card(ana)).to_contain_text("Online")
    set_visible(page, visible=False)
    page.clock.run_for(5 * 60_000)
    expect(host_card(ana)).to_contain_text("Away")
    expect(rivera.presence_switch).not_to_be_checked()
    set_visible(page, visible=True)
    expect(host_card(ana)).to_contain_text("Online")
