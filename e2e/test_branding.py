"""P01, K05: a clinic's name, colour and logo on its pages: there people need proof of where they are."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from e2e.pages import ConsolePage, StandalonePage
from e2e.support.installation import Installation
from e2e.support.people import People
from e2e.support.sites import allow_local_network
from waitside.web.branding import accents

ANA, CLINIC = "Ana Diaz", "Harbor Street Clinic"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"
LOGO = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def brand(page: Page, colour: str) -> None:
    """Serve pages as for a clinic with this colour and a logo."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        look = f'"logo":"{LOGO}","accents":{json.dumps(accents(colour))}'
        route.fulfill(response=answer, body=answer.text().replace('"logo":null,"accents":{}', look))

    allow_local_network(page)
    for path in ("**/r/*", "**/console"):
        page.route(path, serve)


def logo(page: Page) -> Locator:
    """The clinic's logo; its name stands beside it, so screen readers pass it over."""
    return page.locator(f"img[src='{LOGO}'][alt='']")


def expect_clinic(page: Page) -> None:
    """Wait until the page shows whose it is."""
    expect(page.get_by_text(CLINIC, exact=True)).to_be_in_viewport()
    expect(logo(page)).to_be_in_viewport()


def test_branding_a_clinics_colour_is_the_accent_of_both_themes(people: People) -> None:
    page = people.page()
    brand(page, "#7a1fa2")
    patient = StandalonePage(page, people.demo.backend, "dr-rivera", private=people.private)
    patient.goto()
    expect(patient.check_in_button).to_have_css("background-color", "rgb(122, 31, 162)")
    page.emulate_media(color_scheme="dark")
    dark = tuple(int(accents("#7a1fa2")["--brand-accent-dark"][at : at + 2], 16) for at in (1, 3, 5))
    expect(patient.check_in_button).to_have_css("background-color", f"rgb{dark}")


def test_P01_the_patients_own_page_shows_the_clinic_in_every_state(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, page = people.provider(), people.page()
    brand(page, "#7a1fa2")
    ana = StandalonePage(page, people.demo.backend, "dr-rivera", private=people.private)
    ana.goto()
    expect(ana.check_in_form).to_be_visible()
    expect_clinic(page)
    ana.check_in(ANA)
    ana.expect_waiting()
    expect_clinic(page)
    provider.remove(ANA)
    expect(page.get_by_role("button", name="Check in again")).to_be_visible()
    expect_clinic(page)
    page.goto(f"{people.demo.backend}/r/dr-tanaka")
    expect(page.get_by_text("The waiting room is closed.")).to_be_visible()
    expect_clinic(page)
    ana.arrive(ANA)
    people.demo.kill()
    ana.expect_connection("offline")
    expect_clinic(page)


@pytest.mark.parametrize(("width", "height"), [(360, 740), (740, 360)])
def test_P01_the_clinic_costs_the_composer_no_place(people: People, width: int, height: int) -> None:
    page = people.page(viewport={"width": width, "height": height})
    brand(page, "#7a1fa2")
    ana = StandalonePage(page, people.demo.backend, "dr-rivera", private=people.private)
    ana.arrive(ANA)
    expect_clinic(page)
    expect(ana.chat.composer).to_be_in_viewport(ratio=1)
    messages = ana.chat.log.bounding_box()
    assert messages is not None and messages["height"] > 100


def test_K05_the_console_shows_whose_it_is_before_sign_in_at_the_choice_of_rooms_and_in_one(people: People) -> None:
    people.allow_errors("401")
    console = people.console(None)
    brand(console.page, "#7a1fa2")
    console.page.goto(console.address)
    expect(console.email_field).to_be_focused()
    expect_clinic(console.page)
    expect(console.sign_in_button).to_have_css("background-color", "rgb(122, 31, 162)")
    console.sign_in(*people.demo.console_account)
    expect(console.room_button("Dr. Elena Rivera")).to_be_visible()
    expect(console.page.get_by_text(CLINIC, exact=True)).to_be_visible()
    console.room_button("Dr. Elena Rivera").click()
    expect(console.page.get_by_role("banner").get_by_text(CLINIC, exact=True)).to_be_in_viewport()


def test_P01_on_a_clinics_own_page_its_name_is_not_repeated(people: People) -> None:
    header = people.provider().view.get_by_role("banner")
    expect(header).to_contain_text("Dr. Elena Rivera")
    expect(header).not_to_contain_text(CLINIC)


def test_K05_a_console_of_several_clinics_names_none_before_sign_in(
    set_up: Installation, tmp_path: Path, new_context: Callable[..., BrowserContext]
) -> None:
    clinic = set_up.copy(tmp_path)
    clinic.start()
    try:
        page = new_context().new_page()
        console = ConsolePage(page, clinic.backend)
        page.goto(console.address)
        named = page.locator("main > p")
        expect(named).to_have_text(CLINIC)
        clinic.run("waitside", "clinic", "add", "another", "--name", "Another Clinic")
        page.reload()
        expect(console.email_field).to_be_focused()
        expect(named).to_have_count(0)
    finally:
        clinic.kill()
