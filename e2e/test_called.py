"""P08: a call is noticed from any state of the panel, and disturbs nobody who types on the clinic's page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.pages import WalkInPage
from e2e.support.alerts import block_sound, expect_ring, tones, watch_alerts
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


def switch_of(ana: WalkInPage) -> Locator:
    """What decides whether a call is heard."""
    return ana.view.get_by_role("switch", name="Play a sound when I’m called")


def listening_patient(people: People) -> WalkInPage:
    """A patient who has switched the sound on, and heard what it is like."""
    page = people.page()
    watch_alerts(page)
    ana = people.patient_on(page, ANA)
    expect(switch_of(ana)).not_to_be_checked()
    switch_of(ana).check()
    expect_ring(page)
    return ana


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


@pytest.mark.parametrize("state", ["open", "closed", "minimized"])
def test_P08_a_call_is_heard_once_where_the_patient_switched_the_sound_on(people: People, state: str) -> None:
    provider, ana = people.provider(), listening_patient(people)
    if state != "open":
        put_away(ana, state)
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    expect_ring(ana.page, 2)
    ana.page.reload()
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    provider.open_chat(ANA).send("canary-joined")
    ana.chat.expect_received("canary-joined")
    assert tones(ana.page) == 0, "a page that was reloaded does not ring for the same call"


def test_P08_a_call_is_not_heard_unless_the_patient_wants_it(people: People) -> None:
    provider, ana = people.provider(), listening_patient(people)
    before = tones(ana.page)
    switch_of(ana).uncheck()
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    provider.open_chat(ANA).send("canary-quiet")
    ana.chat.expect_received("canary-quiet")
    assert tones(ana.page) == before


def test_P08_the_sound_is_remembered_for_the_visit_and_a_reloaded_page_says_that_it_is_blocked(people: People) -> None:
    provider, ana = people.provider(), listening_patient(people)
    block_sound(ana.page)
    ana.page.reload()
    expect(switch_of(ana)).to_be_checked()
    expect(ana.view.get_by_text("Your browser blocks the sound.")).to_be_visible()
    ana.view.get_by_role("button", name="Test the sound").click()
    expect(ana.view.get_by_text("Did you hear a sound?")).to_be_visible()
    expect_ring(ana.page)
    provider.start_call(ANA)
    expect_ring(ana.page, 2)
    provider.end_call(ANA)
    expect(ana.view.get_by_text("Your call has ended")).to_be_visible()
    frame = next(frame for frame in ana.page.frames if frame != ana.page.main_frame)
    assert frame.evaluate("() => Object.keys(sessionStorage)") == []
    ana.view.get_by_role("button", name="Check in again").click()
    ana.check_in("Ben Ito")
    expect(switch_of(ana)).not_to_be_checked()


def test_P08_a_page_whose_visit_was_taken_over_does_not_ring(people: People) -> None:
    provider, ana = people.provider(), listening_patient(people)
    before = tones(ana.page)
    with ana.page.context.expect_page() as opened:
        ana.page.evaluate("void window.open(location.href)")
    twin = WalkInPage(opened.value, people.demo.site, private=people.private)
    twin.view.get_by_role("button", name="Continue here").click()
    twin.expect_waiting()
    expect(ana.view.get_by_text("This visit is open in another tab")).to_be_visible()
    provider.start_call(ANA)
    expect(twin.view.get_by_role("link", name="Join the call")).to_be_visible()
    assert tones(ana.page) == before
