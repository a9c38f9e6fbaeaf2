"""K05: a visit that has ended stays ended, also when the server is killed right after that was told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.pages import StandalonePage
from e2e.support.installation import Installation
from e2e.support.network import Line

ANA, BEN, CHO = "Ana Diaz", "Ben Ortiz", "Cho Park"
RIVERA = "rivera@clinic.example"
OVER = "Your visit has ended"
KEPT = "sessionStorage.getItem('waitside:dr-rivera')"

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def installation(set_up: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A clinic on a database in a file, served."""
    fresh = set_up.copy(tmp_path)
    fresh.start()
    try:
        yield fresh
    finally:
        fresh.kill()


def test_K05_a_removed_patient_stays_away_when_the_server_is_killed_right_after(
    installation: Installation, new_context: NewContext
) -> None:
    rivera = sign_in(installation, new_context().new_page())
    ana, line = offline_patient(installation, new_context(), ANA)
    ben = check_in(installation, new_context(), BEN)
    cho = check_in(installation, new_context(), CHO)
    ticket_of_ana, ticket_of_cho = ana.page.evaluate(KEPT), cho.page.evaluate(KEPT)
    expect_queue(rivera, ANA, BEN, CHO)

    remove(rivera, CHO)
    remove(rivera, ANA)
    expect_queue(rivera, BEN)
    installation.kill()
    installation.start()

    line.mend()
    expect(ana.view.get_by_role("heading", name=OVER)).to_be_visible()
    expect(cho.view.get_by_role("heading", name=OVER)).to_be_visible()
    for ticket in (ticket_of_ana, ticket_of_cho):
        reload_with(new_context(), installation, ticket)
    ben.expect_connection("online")
    ben.expect_waiting()
    expect_queue(rivera, BEN)


def sign_in(installation: Installation, page: Page) -> Page:
    """The console, signed in to the only room of Dr. Rivera."""
    page.goto(f"{installation.backend}/console")
    page.get_by_label("E-mail").fill(RIVERA)
    page.get_by_label("Password").fill(installation.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def check_in(installation: Installation, context: BrowserContext, name: str) -> StandalonePage:
    """A patient who waits."""
    patient = StandalonePage(context.new_page(), installation.backend, "dr-rivera")
    patient.arrive(name)
    return patient


def offline_patient(installation: Installation, context: BrowserContext, name: str) -> tuple[StandalonePage, Line]:
    """A patient who waits, and whose network has gone."""
    line = Line(context)
    patient = check_in(installation, context, name)
    line.cut()
    patient.expect_connection("offline")
    return patient, line


def expect_queue(page: Page, *names: str) -> None:
    """Wait until the console shows a live queue of these patients."""
    expect(page.get_by_test_id("connection-status")).to_have_attribute("data-state", "online")
    rows = page.get_by_test_id("queue-row")
    expect(rows).to_have_count(len(names))
    for row, name in zip(rows.all(), names, strict=True):
        expect(row).to_contain_text(name)


def remove(page: Page, name: str) -> None:
    """Remove a patient from the queue."""
    page.get_by_role("button", name=f"More options for {name}", exact=True).click()
    page.get_by_test_id("patient-window").get_by_role("button", name="Remove from queue", exact=True).click()


def reload_with(context: BrowserContext, installation: Installation, kept: str) -> None:
    """Load the patient's page with a ticket that was copied before the visit ended: it stays out."""
    page = context.new_page()
    page.add_init_script(f"sessionStorage.setItem('waitside:dr-rivera', {kept!r})")
    patient = StandalonePage(page, installation.backend, "dr-rivera")
    patient.goto()
    expect(patient.view.get_by_role("heading", name=OVER)).to_be_visible()
