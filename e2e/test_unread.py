"""C02, C04 and R10: what nobody has seen is not lost, whichever page goes, and nobody is told otherwise."""

import pytest
from playwright.sync_api import Page, expect

from e2e.support.network import Line
from e2e.support.people import People

ANA = "Ana Diaz"
MISSED_WITHIN_MS = 60_000  # the grace of that test, and the time that a page gives one that is missing
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"


def expect_to_be_asked(page: Page) -> None:
    """The browser asks before the page goes. The answer is no: the page stays."""
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def expect_to_go_without_a_word(page: Page) -> None:
    """The page closes at once."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_R10_unseen_messages_survive_the_providers_refresh(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("canary-one")
    ana.chat.send("canary-two")
    provider.expect_badge(ANA, 2)
    provider.arrive()
    provider.expect_badge(ANA, 2)
    chat = provider.open_chat(ANA)
    chat.expect_received("canary-one", "canary-two")
    expect(chat.messages).to_have_count(2)
    ana.chat.expect_sent("canary-two", "read")


def test_R10_unseen_messages_wait_for_a_provider_when_the_last_page_has_closed(people: People) -> None:
    first, ana = people.provider(), people.patient(ANA)
    ana.chat.send("canary-one")
    first.expect_badge(ANA, 1)
    ana.chat.expect_sent("canary-one", "delivered")
    first.page.close()
    ana.chat.send("canary-two")
    ana.chat.expect_sent("canary-two", "sending")
    second = people.provider()
    second.expect_badge(ANA, 2)
    second.open_chat(ANA).expect_received("canary-one", "canary-two")
    for text in ("canary-one", "canary-two"):
        ana.chat.expect_sent(text, "read")


@pytest.mark.demo_settings(WAITSIDE_GRACE_SECONDS="1")
def test_C02_a_message_is_not_shown_as_delivered_once_the_page_that_had_it_is_gone(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("canary-one")
    ana.chat.expect_sent("canary-one", "delivered")
    provider.page.close()
    lost = ana.chat.message("canary-one", "sent")
    expect(lost).to_have_attribute("data-status", "sending", timeout=MISSED_WITHIN_MS)
    again = people.provider()
    again.expect_badge(ANA, 1)
    ana.chat.expect_sent("canary-one", "delivered")


def test_C04_leaving_a_page_with_undelivered_messages_asks_first(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    people.provider()
    ana = people.patient_on(page, ANA)
    line.cut()
    ana.expect_connection("offline")
    ana.chat.send("canary-one")
    ana.chat.expect_sent("canary-one", "sending")
    expect_to_be_asked(page)
    line.mend()
    ana.chat.expect_sent("canary-one", "delivered")
    expect_to_go_without_a_word(page)


def test_R10_a_page_with_the_only_copy_of_unseen_messages_asks_before_it_goes(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("canary-goodbye")
    provider.expect_badge(ANA, 1)
    ana.leave()
    expect(provider.left_row(ANA)).to_be_visible()
    provider.view.get_by_role("heading", level=1).click()  # a page that nobody has touched may not ask
    expect_to_be_asked(provider.page)
    provider.left_row(ANA).get_by_role("button", name=f"View messages from {ANA}").click()
    provider.chat.expect_received("canary-goodbye")
    expect_to_go_without_a_word(provider.page)


@pytest.mark.demo_settings(WAITSIDE_LIMIT_ATTEMPTS="1")
def test_P04_a_page_that_comes_in_a_crowd_waits_and_is_let_in(people: People) -> None:
    people.allow_errors("429")  # the browser writes it when a page asks whether it may connect
    provider, ana = people.provider(), people.visitor()
    ana.goto()
    ana.launcher.open()
    ana.check_in(ANA)
    expect(ana.queue_status).to_be_visible(timeout=MISSED_WITHIN_MS)
    provider.expect_queue(ANA)


def test_P04_what_was_written_before_leaving_arrives_before_it(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    provider, ana = people.provider(), people.patient_on(page, ANA)
    line.hold()
    ana.chat.send("canary-last-words")
    ana.leave_button.click()
    expect(ana.view.get_by_text("1 message has not been received yet")).to_be_visible()
    ana.confirm_leave_button.click()
    expect(ana.view.get_by_role("button", name="Leaving…")).to_be_visible()
    line.release()
    expect(ana.view.get_by_text("You have left the waiting room")).to_be_visible()
    ana.chat.expect_sent("canary-last-words", "delivered")
    expect(provider.left_row(ANA).get_by_test_id("unread-badge")).to_have_text("1")


def test_P04_leaving_without_a_connection_ends_the_visit_here_at_once(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    ana = people.patient_on(page, ANA)
    line.cut()
    ana.expect_connection("offline")
    ana.leave()
    expect(ana.view.get_by_text("You have left the waiting room")).to_be_visible()
