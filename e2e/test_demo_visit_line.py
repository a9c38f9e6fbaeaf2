"""P09, K03: the demo clinic's pages say that their visitor is already waiting, as docs/embedding.md has it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.pages import WalkInPage
from e2e.support.people import RIVERA, People
from e2e.support.timing import OBSERVE

ANA, BEN = "Ana Diaz", "Ben Ito"
CALL_911 = "In an emergency, call 911."


def line(page: Page) -> Locator:
    """What the page says of the visit."""
    return page.locator("[data-visit-line]")


def to_the_chat(ana: WalkInPage) -> Locator:
    """The button in it."""
    return ana.page.get_by_role("button", name="Go to the chat")


@pytest.mark.parametrize("width", [360, 1280])
def test_P09_a_page_of_the_clinic_says_how_its_visitors_visit_stands_and_opens_the_chat(
    people: People, width: int
) -> None:
    page = people.page(viewport={"width": width, "height": 740})
    page.add_init_script(OBSERVE)
    provider, ben = people.provider(), people.patient(BEN)
    ana = people.visitor_on(page)
    ana.goto()
    expect(page.get_by_text(CALL_911)).to_be_visible()
    expect(line(page)).to_be_hidden()
    ana.launcher.open()
    ana.check_in(ANA)
    expect(line(page)).to_contain_text(f"Number 2 in line for {RIVERA}")
    ana.chat.close()
    ben.leave()
    expect(line(page)).to_contain_text(f"You are next for {RIVERA}")
    to_the_chat(ana).click()
    ana.chat.expect_open()
    expect(ana.chat.composer).to_be_focused()
    provider.start_call(ANA)
    expect(line(page)).to_contain_text(f"{RIVERA} is ready for you")
    assert ANA not in line(page).inner_text()
    provider.end_call(ANA)
    expect(line(page)).to_be_hidden()
    expect(page.get_by_text(CALL_911)).to_be_visible()
    assert page.evaluate("() => window.seen.shifts") == []


def test_P09_every_page_of_the_clinic_says_so_and_leads_back_to_the_chat(people: People) -> None:
    ana = people.patient(ANA)
    ana.chat.close()
    ana.page.reload()
    expect(line(ana.page)).to_contain_text(f"You are next for {RIVERA}")
    people.allow_errors("404")
    for path in ("/?room=dr-okafor", "/no-such-page"):
        ana.page.goto(people.demo.site + path)
        expect(line(ana.page)).to_contain_text(f"You checked in with {RIVERA}")
        ana.page.get_by_role("link", name="Go to the chat").click()
        expect(line(ana.page)).to_contain_text(f"You are next for {RIVERA}")
    to_the_chat(ana).click()
    ana.leave()
    expect(line(ana.page)).to_be_hidden()
    ana.page.goto(f"{people.demo.site}/?room=dr-okafor")
    expect(line(ana.page)).to_be_hidden()


def test_P09_a_page_at_another_doctors_tag_names_the_doctor_who_is_waited_for(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.page.goto(f"{people.demo.site}/?room=dr-okafor")
    ana.launcher.open()
    expect(line(ana.page)).to_contain_text(f"You are next for {RIVERA}")
    provider.remove(ANA)
    expect(line(ana.page)).to_be_hidden()
    assert ana.page.evaluate("() => sessionStorage.length") == 0


def test_K03_a_handler_that_comes_later_hears_how_the_visit_stands(people: People) -> None:
    ana = people.patient(ANA)
    heard = "() => { window.heard = []; Waitside.instance.on('visit', (each) => heard.push(each)); return heard; }"
    assert ana.page.evaluate(heard) == [{"state": "waiting", "place": 1, "room": "dr-rivera"}]
