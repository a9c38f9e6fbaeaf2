"""P02 and P03: the patient's waiting view while it is empty, in trouble, and while somebody writes on a low screen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from e2e.pages import PatientPage
from e2e.support.network import Line
from e2e.support.people import RIVERA, People

ANA = "Ana Diaz"
NEXT = f"{RIVERA} will start the call here. Keep this page open."
EMERGENCY = "In an emergency call 911. Our nurse line: 555-0100"
VIEWS = ["panel", "page of its own"]
UPRIGHT = ViewportSize(width=360, height=400)
"""A small phone above its keyboard."""
ONE_LINE = 32
"""Pixels."""

BESIDE = [ViewportSize(width=740, height=360), ViewportSize(width=740, height=180)]
"""Phones held sideways, where the waiting view stands beside the chat."""


def waiting(people: People, view: str, **context: Any) -> PatientPage:
    """Ana, who has checked in."""
    return people.patient(ANA, **context) if view == "panel" else people.standalone_patient(ANA, **context)


def under_a_finger(screen: ViewportSize) -> dict[str, Any]:
    """The context of a phone."""
    return {"viewport": screen, "has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}


def span(locator: Locator) -> tuple[float, float]:
    """Top and bottom in the page."""
    box = locator.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def height(locator: Locator) -> float:
    """In pixels."""
    top, bottom = span(locator)
    return bottom - top


@pytest.mark.parametrize("view", VIEWS)
def test_P02_empty_view_says_what_happens_next_until_there_are_messages(people: People, view: str) -> None:
    people.provider()
    ana = waiting(people, view)
    block, line = ana.view.get_by_test_id("meanwhile"), ana.view.get_by_test_id("emergency-line")
    expect(block).to_contain_text(NEXT)
    expect(block).to_contain_text("You can write to your care team while you wait.")
    expect(line).to_have_text(EMERGENCY)
    expect(line.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")
    for each in (block, line, ana.chat.composer):
        expect(each).to_be_in_viewport(ratio=1)
    ana.chat.send("canary-hello")
    expect(block).to_have_count(0)
    expect(line).to_be_hidden()
    ana.queue_status.get_by_text("Urgent help").click()
    expect(line).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_P02_empty_view_is_right_while_nobody_is_there_and_in_a_call(people: People, view: str) -> None:
    ana = waiting(people, view)
    block = ana.view.get_by_test_id("meanwhile")
    expect(ana.queue_status).to_contain_text(f"{RIVERA} isn’t here yet. You keep your place.")
    expect(block).to_contain_text(NEXT)
    provider = people.provider()
    provider.open_chat(ANA)
    provider.start_call(ANA)
    expect(ana.queue_status).to_contain_text(f"{RIVERA} is ready for you")
    expect(block).to_have_count(0)
    expect(ana.queue_status.get_by_text("Urgent help")).to_be_visible()


def test_P02_closed_chat_of_a_page_of_its_own_leaves_what_happens_next_in_sight(people: People) -> None:
    ana = people.standalone_patient(ANA)
    block = ana.view.get_by_test_id("meanwhile")
    expect(block).to_contain_text(NEXT)
    ana.chat.close()
    expect(block).to_contain_text(NEXT)
    expect(block).to_be_in_viewport(ratio=1)


def test_P02_closed_room_shows_the_emergency_line(people: People) -> None:
    visitor = people.visitor("dr-tanaka")
    visitor.goto()
    visitor.launcher.open()
    expect(visitor.view.get_by_test_id("emergency-line")).to_have_text(EMERGENCY)
    expect(visitor.view.get_by_test_id("emergency-line")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_P02_connection_is_seen_while_it_is_in_trouble_only(people: People, view: str) -> None:
    people.allow_errors("ERR_INTERNET_DISCONNECTED")
    page = people.page()
    line = Line(page.context)
    arrive: Callable[[Page, str], PatientPage] = people.patient_on
    if view != "panel":
        arrive = people.standalone_patient_on
    ana = arrive(page, ANA)
    expect(ana.connection).to_have_attribute("data-state", "online")
    expect(ana.connection).to_have_text("")
    assert height(ana.connection) <= 1
    line.cut()
    expect(ana.connection).to_have_text("Offline")
    assert height(ana.connection) > 8
    line.mend()
    expect(ana.connection).to_have_text("Connected")
    assert height(ana.connection) <= 1, "it is only said"


@pytest.mark.parametrize("view", VIEWS)
def test_P03_waiting_view_is_one_line_while_somebody_writes_on_a_low_screen(people: People, view: str) -> None:
    people.provider()
    ana = waiting(people, view, **under_a_finger(UPRIGHT))
    whole, place = height(ana.queue_status), span(ana.chat.composer)
    assert whole > 2 * ONE_LINE
    ana.chat.composer.tap()
    assert height(ana.queue_status) == ONE_LINE
    expect(ana.queue_status.get_by_text("You are next")).to_be_in_viewport(ratio=1)
    assert span(ana.chat.composer) == place, "it stays under the finger"
    ana.chat.composer.fill("canary-draft")
    ana.chat.composer.blur()
    assert height(ana.queue_status) == ONE_LINE, "there is a draft"
    ana.queue_status.tap()
    assert height(ana.queue_status) == whole, "a press brings it back"
    expect(ana.leave_button).to_be_in_viewport(ratio=1)
    ana.chat.composer.fill("")
    ana.chat.composer.blur()
    assert (height(ana.queue_status), span(ana.chat.composer)) == (whole, place)


@pytest.mark.parametrize("view", VIEWS)
def test_P03_call_that_starts_while_somebody_writes_is_at_hand_on_a_low_screen(people: People, view: str) -> None:
    provider = people.provider()
    ana = waiting(people, view, **under_a_finger(UPRIGHT))
    ana.chat.composer.fill("canary-draft")
    ana.chat.composer.focus()
    place = span(ana.chat.composer)
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_in_viewport(ratio=1)
    expect(ana.chat.composer).to_be_focused()
    assert span(ana.chat.composer) == place


@pytest.mark.parametrize("screen", BESIDE, ids=["360", "180"])
@pytest.mark.parametrize("view", VIEWS)
def test_P03_waiting_view_beside_the_chat_takes_nothing_from_it(
    people: People, view: str, screen: ViewportSize
) -> None:
    people.provider()
    ana = waiting(people, view, **under_a_finger(screen))
    place = span(ana.chat.composer)
    ana.chat.composer.tap()
    expect(ana.chat.composer).to_be_in_viewport(ratio=1)
    assert span(ana.chat.composer) == place
    beside, chat = ana.queue_status.bounding_box(), ana.chat.composer.bounding_box()
    assert beside is not None and chat is not None
    assert beside["x"] + beside["width"] <= chat["x"]


def test_P03_low_waiting_view_opens_for_the_keyboard_that_comes_to_it(people: People) -> None:
    people.provider()
    ana = people.patient(ANA, viewport=UPRIGHT)
    ana.chat.composer.fill("canary-draft")
    ana.chat.composer.focus()
    assert height(ana.queue_status) == ONE_LINE
    ana.leave_button.focus()
    expect(ana.leave_button).to_be_in_viewport(ratio=1)
    assert height(ana.queue_status) > 2 * ONE_LINE
