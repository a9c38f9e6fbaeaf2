"""P03: the patient's panel follows the rules of the provider's box."""

import re

from playwright.sync_api import Page, expect

from e2e.support.people import RIVERA, People

ANA, BEN = "Ana Diaz", "Ben Ito"


def test_P03_patient_can_write_before_anybody_is_there(people: People) -> None:
    ana = people.patient(ANA)
    ana.chat.expect_open()
    ana.chat.send("hello, is anyone there?")
    provider = people.provider()
    provider.expect_badge(ANA, 1)
    provider.open_chat(ANA).expect_received("hello, is anyone there?")


def test_P03_box_names_the_provider(people: People) -> None:
    people.provider()
    ana = people.patient(ANA)
    ana.chat.expect_open(RIVERA)
    expect(ana.chat.composer).to_have_accessible_name(f"Message {RIVERA}")
    expect(ana.chat.send_button).to_have_accessible_name(f"Send to {RIVERA}")


def test_P03_down_arrow_minimises_the_whole_panel_and_a_message_opens_it(people: People) -> None:
    provider, ana = people.provider(), people.portal_patient(ANA)
    chat = provider.open_chat(ANA)
    full = height_of_frame(ana.page)
    ana.chat.minimize()
    expect(ana.queue_status).to_be_hidden()
    ana.page.wait_for_function(IS_LOWER_THAN, arg=full / 2)
    chat.send("the bar opens for this")
    ana.chat.expect_open()
    ana.chat.expect_received("the bar opens for this")
    expect(ana.queue_status).to_be_visible()
    chat.expect_sent("the bar opens for this", "read")
    assert height_of_frame(ana.page) == full


def test_P03_bar_opens_by_hand(people: People) -> None:
    ana = people.patient(ANA)
    ana.chat.minimize()
    ana.chat.expand()
    expect(ana.queue_status).to_be_visible()


def test_P03_closed_panel_stays_closed_and_the_launcher_counts(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.launcher.expect_badge(0)
    ana.chat.close_button.click()
    expect(ana.launcher.frame_element).to_be_hidden()
    provider.expect_queue(ANA)
    chat.send("first for the badge")
    ana.launcher.expect_badge(1)
    chat.send("second for the badge")
    ana.launcher.expect_badge(2)
    expect(ana.launcher.frame_element).to_be_hidden()
    chat.expect_sent("second for the badge", "delivered")
    ana.launcher.open()
    ana.chat.expect_received("first for the badge", "second for the badge")
    ana.launcher.expect_badge(0)
    chat.expect_sent("second for the badge", "read")
    expect(ana.queue_status).to_be_visible()


def test_P03_launcher_badge_can_be_heard(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.close_button.click()
    provider.open_chat(ANA).send("something to count")
    ana.launcher.expect_badge(1)
    expect(ana.launcher.button).to_have_accessible_name(re.compile("Open chat"))
    expect(ana.launcher.button).to_be_visible()


def test_P03_closing_does_not_leave_the_queue_and_keeps_the_conversation(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("written before closing")
    ana.chat.write("half a sentence more")
    ana.chat.close_button.click()
    expect(ana.launcher.frame_element).to_be_hidden()
    provider.expect_queue(ANA)
    expect(provider.row(ANA)).not_to_contain_text("Reconnecting")
    ana.launcher.open()
    ana.chat.expect_open()
    expect(ana.chat.message("written before closing")).to_be_visible()
    expect(ana.chat.composer).to_have_value("half a sentence more")


def test_P03_launcher_never_toggles(people: People) -> None:
    ana = people.patient(ANA)
    ana.launcher.open()
    ana.chat.expect_open()
    ana.chat.minimize()
    expect(ana.launcher.button).to_have_attribute("aria-expanded", "false")
    ana.launcher.open()
    ana.chat.expect_open()


def test_P03_focus_and_draft_stay_when_a_message_comes(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.write("I was just about to")
    provider.open_chat(ANA).send("a word from the provider")
    ana.chat.expect_received("a word from the provider")
    expect(ana.chat.composer).to_be_focused()
    expect(ana.chat.composer).to_have_value("I was just about to")


def test_P03_standalone_page_keeps_the_waiting_view_when_the_chat_is_closed(people: People) -> None:
    provider, ben = people.provider(), people.standalone_patient(BEN)
    ben.chat.close()
    expect(ben.queue_status).to_be_visible()
    provider.open_chat(BEN).send("closed boxes stay closed")
    expect(ben.view.get_by_test_id("unread-badge")).to_have_text("1")
    ben.chat.expect_closed()
    ben.view.get_by_role("button", name=re.compile("^Open chat")).click()
    ben.chat.expect_received("closed boxes stay closed")


def test_P03_open_panel_fills_a_phones_screen(people: People) -> None:
    ana = people.patient(ANA, viewport={"width": 390, "height": 780}, has_touch=True)
    box = ana.launcher.frame_element.bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 780)
    ana.chat.minimize()
    ana.page.wait_for_function(IS_LOWER_THAN, arg=200)


IS_LOWER_THAN = """
(limit) => {
  const find = (root) => root.querySelector('[data-testid="waitside-frame"]')
    ?? [...root.querySelectorAll("*")].map((each) => each.shadowRoot && find(each.shadowRoot)).find(Boolean);
  return find(document).getBoundingClientRect().height < limit;
}
"""


def height_of_frame(page: Page) -> float:
    box = page.get_by_test_id("waitside-frame").bounding_box()
    assert box is not None
    return box["height"]
