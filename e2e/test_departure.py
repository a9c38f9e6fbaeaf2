"""R08 to R10: a patient who is gone, and what becomes of the conversation."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.pages import PatientPage, ProviderPage
from e2e.support.dom import expect_erased, expect_held
from e2e.support.network import Line
from e2e.support.people import People

ANA, BEN = "Ana Diaz", "Ben Ito"
FROM_ANA, TO_ANA, DRAFT = "canary-from-ana", "canary-to-ana", "canary-draft"

Way = Callable[[ProviderPage], None]


def close_box(provider: ProviderPage) -> None:
    provider.chat.close()


def view_another(provider: ProviderPage) -> None:
    provider.open_chat(BEN)


def start_another_call(provider: ProviderPage) -> None:
    provider.start_call(BEN)


def refresh(provider: ProviderPage) -> None:
    provider.page.reload()
    provider.expect_queue(BEN)


WAYS: tuple[Way, ...] = (close_box, view_another, start_another_call, refresh)


def patient_leaves(provider: ProviderPage, patient: PatientPage) -> None:
    patient.leave()


def provider_removes(provider: ProviderPage, patient: PatientPage) -> None:
    provider.remove(ANA)


def provider_ends_call(provider: ProviderPage, patient: PatientPage) -> None:
    provider.start_call(ANA)
    provider.end_call(ANA)


def talk(provider: ProviderPage, patient: PatientPage) -> None:
    """A conversation of both, read, with another sentence half written, in the provider's open box."""
    chat = provider.open_chat(ANA)
    patient.chat.send(FROM_ANA)
    chat.expect_received(FROM_ANA)
    chat.send(TO_ANA)
    patient.chat.expect_received(TO_ANA)
    chat.expect_sent(TO_ANA, "read")
    chat.write(DRAFT)


@pytest.mark.parametrize("departure", [patient_leaves, provider_removes, provider_ends_call])
def test_R08_nothing_can_be_sent_to_a_patient_who_has_left(
    people: People, departure: Callable[[ProviderPage, PatientPage], None]
) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    talk(provider, ana)
    departure(provider, ana)
    provider.chat.expect_ended()
    expect(provider.chat.departed_notice).to_contain_text(ANA)
    provider.expect_queue()
    ana.chat.expect_ended()


def test_R08_message_that_races_with_the_departure_is_shown_as_not_delivered(people: People) -> None:
    provider_page = people.page()
    line = Line(provider_page.context)
    provider = people.provider_on(provider_page)
    ana = people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.send("in time, this one")
    ana.chat.expect_received("in time, this one")
    line.hold()  # the provider's page does not hear that Ana leaves
    ana.leave()
    chat.send("too late, this one")
    chat.expect_sent("too late, this one", "sending")
    line.release()
    chat.expect_sent("too late, this one", "failed")
    chat.expect_ended()
    expect(chat.message("too late, this one")).to_contain_text("Not delivered")
    expect(ana.chat.message("too late, this one")).to_have_count(0)


def test_R08_message_still_on_its_way_when_the_patient_is_removed_is_shown_as_not_delivered(people: People) -> None:
    ana_page = people.page()
    line = Line(ana_page.context)
    provider = people.provider()
    people.patient_on(ana_page, ANA)
    chat = provider.open_chat(ANA)
    line.hold()  # nothing reaches Ana's page, so it confirms nothing
    chat.send("never heard of again")
    chat.expect_sent("never heard of again", "sending")
    provider.remove(ANA)
    chat.expect_sent("never heard of again", "failed")
    chat.expect_ended()


def test_R08_others_go_on_chatting_when_one_patient_leaves(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    ana.leave()
    chat = provider.open_chat(BEN)
    chat.send("still here with you")
    ben.chat.expect_received("still here with you")
    ben.chat.send("and I with you")
    chat.expect_received("and I with you")


def test_R09_conversation_stays_readable_after_the_patient_left_and_says_when_it_goes(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    talk(provider, ana)
    ana.leave()
    provider.chat.expect_ended()
    provider.chat.expect_received(FROM_ANA)
    expect(provider.chat.message(TO_ANA, "sent")).to_be_visible()
    expect(provider.chat.departed_notice).to_contain_text(re.compile("erased", re.IGNORECASE))
    provider.chat.minimize()
    provider.chat.expand()
    provider.chat.expect_received(FROM_ANA)


def test_R09_box_without_messages_says_that_the_patient_left_and_nothing_of_erasing(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.leave()
    chat.expect_ended()
    expect(chat.departed_notice).to_have_text(f"{ANA} has left the waiting room.")


@pytest.mark.parametrize("way", WAYS)
def test_R09_conversation_with_a_patient_who_left_is_erased_when(people: People, way: Way) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    talk(provider, ana)
    ana.leave()
    provider.chat.expect_ended()
    expect_held(provider.page, ANA, FROM_ANA, TO_ANA)
    way(provider)
    expect(provider.view.get_by_text(FROM_ANA)).to_have_count(0)
    expect(provider.view.get_by_text(TO_ANA)).to_have_count(0)
    expect_erased(provider.page, ANA, FROM_ANA, TO_ANA, DRAFT)


@pytest.mark.parametrize("way", [view_another, start_another_call])
def test_R09_minimised_conversation_with_a_patient_who_left_is_erased_when(people: People, way: Way) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    talk(provider, ana)
    provider.chat.minimize()
    ana.leave()
    provider.expect_queue(BEN)
    provider.chat.expect_minimized(ANA)
    way(provider)
    expect_erased(provider.page, ANA, FROM_ANA, TO_ANA, DRAFT)


def test_R09_conversation_that_is_read_and_closed_is_erased_as_the_patient_leaves(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    talk(provider, ana)
    provider.chat.close()
    expect_held(provider.page, ANA)
    ana.leave()
    provider.expect_queue(BEN)
    expect_erased(provider.page, ANA, FROM_ANA, TO_ANA, DRAFT)


@pytest.mark.parametrize("way", [close_box, view_another, start_another_call])
def test_R09_nothing_is_erased_while_the_patient_is_present_when(people: People, way: Way) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    talk(provider, ana)
    way(provider)
    chat = provider.open_chat(ANA)
    chat.expect_received(FROM_ANA)
    expect(chat.message(TO_ANA, "sent")).to_be_visible()
    expect(chat.composer).to_have_value(DRAFT)


def test_R09_refresh_erases_while_the_patient_is_present(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    talk(provider, ana)
    expect_held(provider.page, FROM_ANA, TO_ANA, DRAFT)
    provider.page.reload()
    provider.expect_queue(ANA)
    provider.open_chat(ANA)
    expect(provider.chat.messages).to_have_count(0)
    expect_erased(provider.page, FROM_ANA, TO_ANA, DRAFT)
    ana.chat.expect_received(TO_ANA)


def test_R10_patient_who_leaves_with_unread_messages_keeps_a_row_under_left(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("I have to go now")
    ana.chat.send("please call me tomorrow")
    provider.expect_badge(ANA, 2)
    ana.leave()
    provider.expect_queue()
    expect(provider.left_list).to_be_visible()
    row = provider.left_row(ANA)
    expect(row.get_by_test_id("unread-badge")).to_have_text("2")
    row.get_by_role("button", name=f"View messages from {ANA}").click()
    provider.chat.expect_received("I have to go now", "please call me tomorrow")
    provider.chat.expect_ended()
    expect(provider.left_rows).to_have_count(0)
    provider.chat.close()
    expect_erased(provider.page, ANA, "I have to go now", "please call me tomorrow")


def test_R10_dismissing_the_row_under_left_erases(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("nobody will read this")
    provider.expect_badge(ANA, 1)
    ana.leave()
    provider.expect_queue()
    expect_held(provider.page, ANA)
    provider.left_row(ANA).get_by_role("button", name=f"Dismiss messages from {ANA}").click()
    expect(provider.left_rows).to_have_count(0)
    expect_erased(provider.page, ANA, "nobody will read this")
