"""R25: the provider's desk at a glance: one look tells how things stand, one press opens a chat, and nothing moves."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Locator, ViewportSize, expect

from e2e.pages import ProviderPage, WalkInPage
from e2e.support.axe import expect_accessible
from e2e.support.keyboard import Keyboard
from e2e.support.people import People

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Min-jun"
SCREENS = {
    "wide": ViewportSize(width=1920, height=900),
    "laptop": ViewportSize(width=1280, height=720),
    "tablet": ViewportSize(width=768, height=900),
    "phone": ViewportSize(width=360, height=740),
}
every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)


def places(provider: ProviderPage) -> list[list[float]]:
    """Where each row stands once it has appeared, its three dots, and how high its red circle's column."""
    boxes: list[list[float]] = provider.queue.evaluate(
        """async (list) => {
          await Promise.all(list.getAnimations({ subtree: true }).map(({ finished }) => finished));
          return [...list.querySelectorAll("li, .icon-button, .row-unread")].map((each) => {
            const { x, y, width, height } = each.getBoundingClientRect();
            return each.matches("li, .icon-button") ? [x, y, width, height] : [y + height / 2];
          });
        }"""
    )
    assert len(boxes) > 3
    return boxes


def waiting(people: People, *names: str) -> Iterator[WalkInPage]:
    """Patients who have checked in one after the other."""
    for name in names:
        yield people.patient(name)


@every_screen
def test_R25_no_row_moves_when_a_chat_opens_by_hand_or_by_itself(people: People, screen: ViewportSize) -> None:
    provider = people.provider(viewport=screen)
    ana, _ = waiting(people, ANA, BEN)
    provider.expect_queue(ANA, BEN)
    ana.chat.send("before anybody looks")
    provider.expect_badge(ANA, 1)
    before = places(provider)
    chat = provider.open_by_row(ANA)
    chat.expect_received("before anybody looks")
    provider.expect_badge(ANA, 0)
    assert places(provider) == before
    chat.minimize()
    assert places(provider) == before
    ana.chat.send("which opens the box by itself")
    chat.expect_open(ANA)
    assert places(provider) == before
    chat.close()
    assert places(provider) == before


def test_R25_a_row_or_its_red_circle_opens_the_chat(people: People) -> None:
    provider = people.provider()
    ana, _ = waiting(people, ANA, BEN)
    provider.expect_queue(ANA, BEN)
    ana.chat.send("one press away")
    provider.expect_badge(ANA, 1)
    expect(provider.row_button(ANA)).to_have_accessible_description(re.compile("1 new messages"))
    provider.badge(ANA).click()
    provider.chat.expect_open(ANA)
    provider.chat.expect_received("one press away")
    expect(provider.chat.composer).to_be_focused()
    provider.open_by_row(BEN)
    provider.row(ANA).click(position={"x": 2, "y": 2})
    provider.chat.expect_open(ANA)


def test_R25_the_three_dots_and_the_window_stay(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    provider.expect_queue(ANA)
    provider.open_window(ANA)
    expect(provider.window.chat_button).to_be_visible()
    provider.window.dismiss()
    provider.chat.expect_closed()
    provider.open_by_row(ANA)
    provider.view.get_by_role("button", name=f"Information about {ANA}", exact=True).click()
    provider.window.expect_open(ANA)
    provider.window.dismiss()


def test_R25_the_row_of_the_open_chat_and_those_with_a_draft_are_marked(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    provider.open_by_row(ANA).write("not sent yet")
    expect(provider.row(ANA)).to_have_attribute("aria-current", "true")
    expect(provider.row(BEN)).not_to_have_attribute("aria-current", "true")
    provider.open_by_row(BEN)
    expect(provider.row(ANA)).not_to_have_attribute("aria-current", "true")
    expect(provider.row(ANA)).to_have_attribute("data-draft", "true")
    expect(provider.row(ANA)).to_contain_text("Draft")
    provider.open_by_row(ANA).send_button.click()
    expect(provider.row(ANA)).to_have_attribute("data-draft", "false")


def test_R25_the_summary_tells_how_things_stand_and_leads_there(people: People) -> None:
    provider = people.provider()
    ana, ben, cho = waiting(people, ANA, BEN, CHO)
    provider.expect_queue(ANA, BEN, CHO)
    for patient, count in ((ana, 2), (ben, 1), (cho, 2)):
        for number in range(count):
            patient.chat.send(f"{number} of {count}")
    expect(provider.summary).to_contain_text("3 waiting")
    expect(provider.summary).to_contain_text("5 unread")
    cho.leave()
    expect(provider.summary).to_contain_text("2 waiting")
    provider.summary.get_by_role("button", name="1 left").click()
    expect(provider.view.get_by_role("heading", name="Left", exact=True)).to_be_focused()
    provider.summary.get_by_role("button", name="longest under 1 min").click()
    expect(provider.row_button(ANA)).to_be_focused()
    provider.start_call(ANA)
    expect(provider.summary).to_contain_text("1 waiting")
    expect_accessible(provider.page.frames[-1], "a summary")


def test_R25_next_unread_and_previous_patient_by_button(people: People) -> None:
    provider = people.provider()
    ana, ben, cho = waiting(people, ANA, BEN, CHO)
    provider.expect_queue(ANA, BEN, CHO)
    expect(provider.next_button).to_have_attribute("aria-disabled", "true")
    provider.open_by_row(BEN)
    ana.chat.send("above")
    cho.chat.send("below")
    provider.expect_badge(CHO, 1)
    provider.expect_badge(ANA, 1)
    for name in (CHO, ANA):  # downwards first, then around
        provider.next_button.click()
        provider.chat.expect_open(name)
    expect(provider.next_button).to_have_attribute("aria-disabled", "true")
    for name in (CHO, BEN):
        provider.previous_button.click()
        provider.chat.expect_open(name)
    expect(ben.chat.messages).to_have_count(0)


def test_R25_next_unread_and_previous_patient_by_key_and_never_while_typing(people: People) -> None:
    provider = people.provider()
    ana, _ = waiting(people, ANA, BEN)
    provider.expect_queue(ANA, BEN)
    provider.open_by_row(BEN)
    ana.chat.send("to be read first")
    provider.expect_badge(ANA, 1)
    keys, chat = Keyboard(provider.page), provider.chat
    keys.type("n?")
    expect(chat.composer).to_have_value("n?")
    chat.expect_open(BEN)
    keys.to(chat.log, "Shift+Tab")
    keys.press("n")
    chat.expect_open(ANA)
    expect(chat.log).to_be_focused()
    keys.press("p")
    chat.expect_open(BEN)
    expect(chat.composer).to_have_value("n?")
    keys.press("r")
    expect(chat.composer).to_be_focused()


def test_R25_the_keys_are_listed_and_can_be_switched_off(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    provider.expect_queue(ANA)
    provider.row_button(ANA).focus()
    provider.page.keyboard.press("?")
    listed = provider.view.get_by_role("dialog", name="Keyboard shortcuts")
    expect(listed).to_contain_text("Next unread")
    expect_accessible(provider.page.frames[-1], "the shortcuts")
    switch = listed.get_by_role("switch", name="Use these shortcuts")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    provider.page.reload()
    provider.expect_queue(ANA)
    provider.row_button(ANA).focus()
    provider.page.keyboard.press("?")
    expect(listed).to_have_count(0)
    provider.view.get_by_role("button", name="Keyboard shortcuts").click()
    expect(switch).to_have_attribute("aria-checked", "false")


def test_R25_a_call_is_started_joined_and_ended_in_the_chats_header(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    provider.open_by_row(ANA)
    provider.call_button("Start call", ANA).click()
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    join = provider.view.get_by_role("link", name=f"Join call with {ANA}").first
    expect(join).to_have_attribute("rel", "noopener noreferrer")
    provider.call_button("End call", ANA).click()
    expect(provider.row(ANA)).to_have_count(0)
    provider.undo_button.click()
    provider.expect_queue(ANA)
    expect(provider.call_button("End call", ANA)).to_be_visible()


def test_R25_a_second_call_names_the_first_and_leads_there(people: People) -> None:
    provider, _ = people.provider(), people.patient(ANA)
    ben = people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    provider.start_call(ANA)
    provider.open_by_row(BEN)
    provider.call_button("Start call", BEN).click()
    alert = provider.view.get_by_role("alert")
    expect(alert).to_contain_text(f"You are in a call with {ANA}.")
    expect(provider.row(BEN)).to_have_attribute("data-status", "waiting")
    alert.get_by_role("button", name=f"Go to {ANA}", exact=True).click()
    provider.chat.expect_open(ANA)
    expect(ben.view.get_by_role("link", name="Join the call")).to_have_count(0)


@pytest.mark.parametrize("screen", [SCREENS["wide"], SCREENS["laptop"]], ids=["wide", "laptop"])
def test_R25_facts_stand_beside_the_chat_where_there_is_room(people: People, screen: ViewportSize) -> None:
    provider = people.provider(viewport=screen)
    people.portal_patient(ANA)
    provider.expect_queue(ANA)
    expect(provider.panel).to_have_count(0)
    provider.open_by_row(ANA)
    expect(provider.panel).to_be_visible()
    expect(provider.panel).to_contain_text(ANA)
    expect(provider.panel).to_contain_text("Connected")
    queue, chat, facts = (box(each) for each in (provider.queue, provider.chat.region, provider.panel))
    assert 380 <= queue["width"] <= 440
    assert queue["x"] + queue["width"] <= chat["x"] and chat["x"] + chat["width"] <= facts["x"]
    provider.view.get_by_role("button", name=f"Remove {ANA} from queue", exact=True).click()
    expect(provider.panel).to_contain_text("Left")
    provider.undo_button.click()
    provider.expect_queue(ANA)


def test_R25_on_a_phone_an_arrow_leads_back_with_what_others_wrote(people: People) -> None:
    provider = people.provider(viewport=SCREENS["phone"], has_touch=True)
    _, ben = waiting(people, ANA, BEN)
    provider.expect_queue(ANA, BEN)
    provider.open_by_row(ANA)
    assert box(provider.chat.region)["width"] == box(provider.queue)["width"]
    ben.chat.send("over here")
    back = provider.view.get_by_role("button", name="All patients. Unread messages: 1", exact=True)
    expect(back).to_be_visible()
    back.click()
    provider.chat.expect_minimized(ANA)
    provider.expect_badge(BEN, 1)


def test_R25_rows_are_as_high_as_each_other_and_the_name_in_the_box_is_whole(people: People) -> None:
    name = "Maximiliane Featherstonehaugh-Cholmondeley von und zu Hohenlohe"
    provider = people.provider(viewport=SCREENS["laptop"])
    ana, _ = waiting(people, name, BEN)
    provider.expect_queue(name, BEN)
    ana.chat.send("so that there is a red circle")
    provider.expect_badge(name, 1)
    heights = {box(each)["height"] for each in provider.rows.all()}
    assert len(heights) == 1 and 48 <= heights.pop() <= 52
    heading = provider.open_by_row(name).region.get_by_role("heading")
    cut = heading.evaluate("(each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight + 1")
    assert not cut


def test_R25_the_editor_of_the_message_to_waiting_patients_moves_nothing(people: People) -> None:
    provider, _ = people.provider(), people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    before = places(provider)
    provider.view.get_by_role("button", name="Message to waiting patients").click()
    expect(provider.view.get_by_role("textbox")).to_be_focused()
    assert places(provider) == before
    provider.page.keyboard.press("Escape")
    expect(provider.view.get_by_role("textbox")).to_have_count(0)


def box(locator: Locator) -> FloatRect:
    """Where an element stands, in pixels."""
    found = locator.bounding_box()
    assert found is not None
    return found
