"""P02 and C02 while nobody of the team is there: who is, what becomes of messages, and that the place is kept."""

import re

import pytest
from playwright.sync_api import expect

from e2e.pages import PatientPage
from e2e.support.listening import Listener
from e2e.support.people import RIVERA, People

ANA = "Ana Diaz"
NOT_YET = f"{RIVERA} isn’t here yet. You keep your place."
NOT_NOW = f"{RIVERA} isn’t here right now. You keep your place."
ABSENT = re.compile("isn’t here")
WAITS = "Will be delivered when they are here"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"


def test_P02_patient_whom_nobody_has_come_for_yet_is_told_so_once_and_that_the_place_is_kept(people: People) -> None:
    ana = people.patient(ANA)
    expect(ana.queue_status).to_contain_text("You are next")
    expect(ana.queue_status).to_contain_text(NOT_YET)
    listener = Listener(ana.view.locator("html"))
    people.provider()
    expect(ana.queue_status).not_to_contain_text(ABSENT)
    expect(ana.queue_status).to_contain_text("Online")
    assert listener.count("isn’t here") == 0


@pytest.mark.parametrize("view", ["panel", "page of its own"])
def test_C02_message_that_nobody_is_there_for_says_what_it_waits_for(people: People, view: str) -> None:
    ana: PatientPage = people.patient(ANA) if view == "panel" else people.standalone_patient(ANA)
    ana.chat.send("canary-first")
    ana.chat.send("canary-second")
    ana.chat.expect_sent("canary-second", "sending")
    waits = ana.chat.log.get_by_text(WAITS)
    expect(waits).to_have_count(1)
    expect(ana.chat.message("canary-second").get_by_text(WAITS)).to_be_visible()
    expect(ana.chat.message("canary-first").get_by_role("img", name=WAITS)).to_be_visible()
    chat = people.provider().open_chat(ANA)
    chat.expect_received("canary-first", "canary-second")
    ana.chat.expect_sent("canary-second", "read")
    expect(waits).to_have_count(0)


def test_P02_provider_who_leaves_is_missed_once_and_politely_and_one_who_reloads_is_not(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    expect(ana.queue_status).to_contain_text("Online")
    listener = Listener(ana.view.locator("html"))
    provider.page.reload()
    provider.expect_queue(ANA)
    provider.page.close()
    expect(ana.queue_status).to_contain_text(NOT_NOW)
    assert listener.count("isn’t here") == 1
    ana.chat.send("canary-late")
    expect(ana.chat.message("canary-late").get_by_text(WAITS)).to_be_visible()
    people.provider()
    expect(ana.queue_status).not_to_contain_text(ABSENT)


def test_P02_patient_of_a_team_hears_nothing_while_one_of_it_is_there(people: People) -> None:
    rivera, nurse = people.provider(), people.provider(colleague="nurse-patel")
    ana = people.patient(ANA)
    expect(ana.queue_status).to_contain_text("Online")
    rivera.page.close()
    expect(ana.queue_status).to_contain_text("Nurse Priya Patel")
    expect(ana.queue_status).not_to_contain_text(ABSENT)
    nurse.page.close()
    expect(ana.queue_status).to_contain_text(NOT_NOW)


def test_P02_nobody_is_missed_by_mistake_after_the_server_was_restarted(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, ana = people.provider(), people.patient(ANA)
    expect(ana.queue_status).to_contain_text("Online")
    listener = Listener(ana.view.locator("html"))
    people.demo.restart()
    provider.expect_queue(ANA)
    ana.expect_connection("online")
    ana.chat.send("canary-after")
    ana.chat.expect_sent("canary-after", "delivered")
    expect(ana.queue_status).to_contain_text("Online")
    assert listener.count("isn’t here") == 0


def test_P02_patient_in_a_call_is_not_told_of_a_place(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.start_call(ANA)
    expect(ana.queue_status).to_contain_text("is ready for you")
    provider.page.close()
    ana.chat.send("canary-in-call")
    expect(ana.chat.message("canary-in-call").get_by_text(WAITS)).to_be_visible()
    expect(ana.queue_status).not_to_contain_text(ABSENT)
