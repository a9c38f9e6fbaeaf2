"""A clinic's colour and logo on its pages."""

import json

from playwright.sync_api import Page, Route, expect

from e2e.pages import StandalonePage
from e2e.support.people import People
from waitside.web.branding import accents

LOGO = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def brand(page: Page, colour: str) -> None:
    """Serve pages as for a clinic with this colour and a logo."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        look = f'"logo":"{LOGO}","accents":{json.dumps(accents(colour))}'
        route.fulfill(response=answer, body=answer.text().replace('"logo":null,"accents":{}', look))

    page.route("**/r/*", serve)


def test_branding_a_clinics_colour_is_the_accent_of_both_themes_and_its_logo_has_its_name(people: People) -> None:
    page = people.page()
    brand(page, "#7a1fa2")
    patient = StandalonePage(page, people.demo.backend, "dr-rivera", private=people.private)
    patient.goto()
    expect(page.get_by_role("img", name="Harbor Street Clinic")).to_be_visible()
    expect(patient.check_in_button).to_have_css("background-color", "rgb(122, 31, 162)")
    page.emulate_media(color_scheme="dark")
    dark = tuple(int(accents("#7a1fa2")["--brand-accent-dark"][at : at + 2], 16) for at in (1, 3, 5))
    expect(patient.check_in_button).to_have_css("background-color", f"rgb{dark}")
