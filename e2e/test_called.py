"""P08: a call is noticed from any state of the panel, and disturbs nobody who types on the clinic's page."""

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import WalkInPage
from e2e.support.people import People
from e2e.support.visibility import set_visible

ANA = "Ana Diaz"
READY = "Your call is ready"


def type_on_the_clinics_page(page: Page, text: str) -> None:
    """Type into a field of the page around the chat."""
    page.evaluate("document.body.prepend(Object.assign(document.createElement('input'), {id: 'search'}))")
    page.locator("#search").press_sequentially(text)


def put_away(ana: WalkInPage, state: str) -> None:
    """Close or minimize the panel."""
    if state == "closed":
        ana.chat.close()
        expect(ana.launcher.frame_element).to_be_hidden()
    else:
        ana.chat.minimize()
        expect(ana.launcher.button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("state", ["closed", "minimized"])
def test_P08_a_call_opens_the_panel_and_leaves_the_focus_where_it_is(people: People, state: str) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    put_away(ana, state)
    type_on_the_clinics_page(ana.page, "parking")
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    ana.page.keyboard.type(" near the clinic")
    expect(ana.page.locator("#search")).to_have_value("parking near the clinic")
    expect(ana.page.get_by_role("alert").filter(has_text=READY)).to_have_count(1)


def test_P08_the_title_says_so_until_the_page_is_looked_at(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    own = ana.page.title()
    put_away(ana, "closed")
    set_visible(ana.page, False)
    provider.start_call(ANA)
    expect(ana.page).to_have_title(f"{READY} · {own}")
    set_visible(ana.page, True)
    expect(ana.page).to_have_title(own)


def test_P08_the_launcher_says_how_far_the_visit_is(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient("Ben Ito")
    sign = ben.page.get_by_test_id("visit-state")
    expect(ben.launcher.button).to_have_accessible_name("Hide chat")
    put_away(ben, "closed")
    expect(sign).to_have_text("Number 2 in line")
    expect(ben.launcher.button).to_have_accessible_name("Open chat, Number 2 in line")
    ana.leave()
    expect(sign).to_have_text("You are next")
    provider.start_call("Ben Ito")
    expect(ben.view.get_by_role("link", name="Join the call")).to_be_visible()
    put_away(ben, "closed")
    expect(sign).to_have_text(READY)
    provider.end_call("Ben Ito")
    expect(sign).to_have_text("Visit ended")
    expect(ben.page.get_by_role("alert").filter(has_text="Visit ended")).to_have_count(1)


def test_P08_the_launcher_hides_an_open_panel_and_brings_it_back(people: People) -> None:
    ana = people.patient(ANA)
    ana.launcher.button.click()
    ana.chat.expect_minimized()
    ana.launcher.button.dblclick()
    ana.chat.expect_open()


def test_P08_the_launcher_shows_where_the_keyboard_is(people: People) -> None:
    visitor = people.visitor()
    visitor.goto()
    visitor.page.keyboard.press("Tab")
    while not visitor.launcher.button.evaluate("launcher => launcher.getRootNode().activeElement === launcher"):
        visitor.page.keyboard.press("Tab")
    expect(visitor.launcher.button).to_have_css("outline", "rgb(255, 255, 255) solid 3px")
