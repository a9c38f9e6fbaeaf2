"""C04: a page that slept past the grace, while the server was restarted, takes its conversation up again."""

import pytest
from playwright.sync_api import expect

from e2e.pages import ProviderPage, WalkInPage
from e2e.support.network import Line
from e2e.support.people import People

ANA = "Ana Diaz"
NURSE_SUBJECT, ROOM = "nurse-patel", "dr-rivera"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"

pytestmark = pytest.mark.demo_settings(WAITSIDE_GRACE_SECONDS="4")


def talk(ana: WalkInPage, rivera: ProviderPage, about: str) -> None:
    """Each writes to the other, and both messages become read."""
    ana.chat.send(f"{about}, from Ana")
    rivera.chat.expect_received(f"{about}, from Ana")
    rivera.chat.send(f"{about}, from Rivera")
    ana.chat.expect_received(f"{about}, from Rivera")
    ana.chat.expect_sent(f"{about}, from Ana", "read")
    rivera.chat.expect_sent(f"{about}, from Rivera", "read")


def expect_at_home(ana: WalkInPage, rivera: ProviderPage) -> None:
    """The patient is back in the queue under her name, and can be written to."""
    ana.expect_connection("online")
    rivera.expect_queue(ANA)
    expect(rivera.left_rows).to_have_count(0)
    rivera.chat.expect_open(ANA)
    expect(rivera.chat.departed_notice).to_have_count(0)
    expect(rivera.chat.composer).to_be_enabled()


def test_C04_phone_that_slept_past_the_grace_while_the_server_restarted_chats_on(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    phone = Line(page.context)
    rivera, ana = people.provider(), people.patient_on(page, ANA)
    chat = rivera.open_chat(ANA)
    talk(ana, rivera, "before")
    phone.cut()
    ana.expect_connection("offline")
    ana.chat.send("Ana to a dead line")
    chat.send("Rivera to a phone asleep")
    people.demo.restart()
    rivera.expect_connection("online")
    chat.expect_ended()
    chat.expect_sent("Rivera to a phone asleep", "failed")
    phone.mend()
    expect_at_home(ana, rivera)
    chat.expect_received("Ana to a dead line")
    ana.chat.expect_received("Rivera to a phone asleep")
    ana.chat.expect_sent("Ana to a dead line", "read")
    chat.expect_sent("Rivera to a phone asleep", "read")
    talk(ana, rivera, "after")
    talk(ana, rivera, "and on")
    expect(chat.messages).to_have_count(8)
    expect(ana.chat.messages).to_have_count(8)


def test_C04_phone_comes_back_to_a_provider_who_has_closed_its_chat_and_brings_its_name(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    phone = Line(page.context)
    rivera, ana = people.provider(), people.patient_on(page, ANA)
    rivera.open_chat(ANA)
    talk(ana, rivera, "before")
    phone.cut()
    ana.expect_connection("offline")
    ana.chat.send("Ana to a dead line")
    people.demo.restart()
    rivera.expect_connection("online")
    rivera.chat.expect_ended()
    rivera.chat.close()
    phone.mend()
    rivera.expect_queue(ANA)
    rivera.expect_badge(ANA, 1)
    chat = rivera.open_chat(ANA)
    expect_at_home(ana, rivera)
    chat.expect_received("Ana to a dead line")
    ana.chat.expect_sent("Ana to a dead line", "read")
    expect(chat.messages).to_have_count(1)
    talk(ana, rivera, "after")


def test_C04_providers_laptop_that_slept_past_the_grace_while_the_server_restarted_chats_on(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    desk, page = people.page(), people.page()
    laptop, phone = Line(desk.context), Line(page.context)
    rivera, nurse = people.provider_on(desk), people.provider(ROOM, NURSE_SUBJECT)
    ana = people.patient_on(page, ANA)
    chat = rivera.open_chat(ANA)
    talk(ana, rivera, "before")
    for line in (laptop, phone):
        line.cut()
    ana.expect_connection("offline")
    rivera.expect_connection("offline")
    ana.chat.send("Ana to a dead line")
    chat.send("Rivera to a dead line")
    people.demo.restart()
    nurse.expect_connection("online")
    nurse.expect_queue()  # the grace is over
    laptop.mend()
    rivera.expect_connection("online")
    chat.expect_ended()
    phone.mend()
    expect_at_home(ana, rivera)
    nurse.expect_queue(ANA)
    chat.expect_received("Ana to a dead line")
    ana.chat.expect_received("Rivera to a dead line")
    ana.chat.expect_sent("Ana to a dead line", "read")
    chat.expect_sent("Rivera to a dead line", "read")
    talk(ana, rivera, "after")
    expect(chat.messages).to_have_count(6)
    expect(ana.chat.messages).to_have_count(6)
