"""K05 and K06: a clinic from nothing, by the commands in the README; what is set there outlives the server."""

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.pages import ProviderPage, StandalonePage
from e2e.pages.chat_box import ChatBox
from e2e.support.installation import Installation

ANA, BEN, CHO = "Ana Diaz", "Ben Ortiz", "Cho Park"
RIVERA, OKAFOR = "rivera@clinic.example", "okafor@clinic.example"
LINE = "running 10 minutes late"
STAFF_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Staff</title><link rel="icon" href="data:,"></head>
<body><div id="queue" style="height: 90vh"></div>
<script async src="{backend}/widget.js" data-room="{room}" data-role="provider" data-token="{token}"
        data-container="#queue"></script></body></html>"""

LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def installation(set_up: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A clinic that has just been set up, and is served. Nothing private is printed."""
    fresh = set_up.copy(tmp_path)
    fresh.start()
    try:
        yield fresh
        printed = fresh.stop()
        assert not [name for name in (ANA, BEN, CHO, RIVERA, OKAFOR, LINE) if name in printed]
    finally:
        fresh.kill()


def sign_in(installation: Installation, page: Page, email: str) -> None:
    """Come into the only room of a provider by the console, with e-mail address and password."""
    page.goto(f"{installation.backend}/console")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(installation.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect_queue(page)


def expect_queue(page: Page, *names: str) -> None:
    """Wait until the console shows a live queue of these patients."""
    expect(page.get_by_test_id("connection-status")).to_have_attribute("data-state", "online")
    rows: Locator = page.get_by_test_id("queue-row")
    expect(rows).to_have_count(len(names))
    for row, name in zip(rows.all(), names, strict=True):
        expect(row).to_contain_text(name)


def open_chat(page: Page, name: str) -> ChatBox:
    """Open the chat with a patient in the console's queue."""
    page.get_by_role("button", name=f"More options for {name}", exact=True).click()
    page.get_by_test_id("patient-window").get_by_role("button", name="Chat", exact=True).click()
    chat = ChatBox(page)
    chat.expect_open(name)
    return chat


def enter_from_portal(installation: Installation, page: Page, email: str, room: str) -> ProviderPage:
    """Come into a room from the clinic's own site, with a token that its portal got for its key."""
    token = installation.token(room=room, role="provider", subject=email)
    content = STAFF_PAGE.format(backend=installation.backend, room=room, token=token)
    # A page that no server sent counts as one from the internet, which may not reach this machine without asking.
    page.context.grant_permissions(["local-network-access"])
    page.route(f"{installation.site}/staff", lambda route: route.fulfill(content_type="text/html", body=content))
    provider = ProviderPage(page, installation.site)
    provider.arrive()
    return provider


def check_in(installation: Installation, page: Page, room: str, name: str) -> StandalonePage:
    """Walk into a room on the server's own page."""
    patient = StandalonePage(page, installation.backend, room)
    patient.arrive(name)
    return patient


def expect_to_talk(provider: ChatBox, patient: ChatBox, *, about: str) -> None:
    """A message goes each way."""
    provider.send(f"Good morning, {about}")
    patient.expect_received(f"Good morning, {about}")
    patient.send(f"Thank you, {about}")
    provider.expect_received(f"Thank you, {about}")


def test_K06_a_clinic_from_nothing_chats_and_keeps_its_settings_over_a_restart(
    installation: Installation, new_context: NewContext
) -> None:
    rivera = new_context().new_page()
    sign_in(installation, rivera, RIVERA)
    ana = check_in(installation, new_context().new_page(), "dr-rivera", ANA)
    expect_queue(rivera, ANA)
    with_ana = open_chat(rivera, ANA)
    expect_to_talk(with_ana, ana.chat, about="first")
    set_line(rivera)
    expect(ana.view.get_by_text(LINE)).to_be_visible()

    installation.stop()
    expect(rivera.get_by_test_id("connection-status")).to_have_attribute("data-state", "offline")
    installation.start()

    expect_queue(rivera, ANA)
    expect_to_talk(with_ana, ana.chat, about="again")
    cho = check_in(installation, new_context().new_page(), "dr-rivera", CHO)
    expect(cho.view.get_by_text(LINE)).to_be_visible()
    expect_queue(rivera, ANA, CHO)


def test_K04_the_key_of_the_command_line_lets_a_portal_bring_its_provider(
    installation: Installation, new_context: NewContext
) -> None:
    okafor = enter_from_portal(installation, new_context().new_page(), OKAFOR, "dr-okafor")
    ben = check_in(installation, new_context().new_page(), "dr-okafor", BEN)
    okafor.expect_queue(BEN)
    expect_to_talk(okafor.open_chat(BEN), ben.chat, about="Ben")


def test_K06_what_the_command_line_changes_holds_for_the_next_who_come(
    installation: Installation, new_context: NewContext
) -> None:
    def change(*options: str) -> None:
        installation.run("waitside", "room", "change", "dr-rivera", *options)

    rivera = new_context().new_page()
    sign_in(installation, rivera, RIVERA)
    change("--providers-write-first")
    ana = check_in(installation, new_context().new_page(), "dr-rivera", ANA)
    expect(ana.chat.composer).to_be_disabled()
    change("--closed")
    visitor = StandalonePage(new_context().new_page(), installation.backend, "dr-rivera")
    visitor.goto()
    expect(visitor.view.get_by_text("The waiting room is closed")).to_be_visible()
    with_ana = open_chat(rivera, ANA)
    with_ana.send("Good morning, who is here stays")
    ana.chat.expect_received("Good morning, who is here stays")
    expect(ana.chat.composer).to_be_enabled()
    change("--open", "--portal-only")
    visitor.goto()
    expect(visitor.view.get_by_text("through your clinic’s patient portal")).to_be_visible()
    installation.run(
        "sh", "-c", "echo 471147 | waitside room change dr-rivera --walk-ins --patients-write-first --passcode"
    )
    visitor.goto()
    visitor.check_in(BEN, passcode="1234")
    expect(visitor.view.get_by_role("alert")).to_contain_text("passcode")
    visitor.check_in(BEN, passcode="471147")
    visitor.expect_waiting()
    expect(visitor.chat.composer).to_be_enabled()
    expect_queue(rivera, ANA, BEN)
    change("--name", "Dr. Rivera’s practice", "--no-passcode")
    installation.run("waitside", "room", "remove", "dr-rivera", "--yes")
    for patient in (ana, visitor):
        expect(patient.view.get_by_text("Your care team closed this visit")).to_be_visible()


def test_K06_patients_are_not_shown_a_provider_who_is_removed_as_somebody_without_a_name(
    installation: Installation, new_context: NewContext
) -> None:
    installation.run("waitside", "room", "change", "dr-rivera", "--name", "Family practice")
    sign_in(installation, new_context().new_page(), RIVERA)
    ana = check_in(installation, new_context().new_page(), "dr-rivera", ANA)
    expect(ana.queue_status).to_contain_text("Online")
    installation.run("waitside", "provider", "remove", RIVERA, "--yes")
    expect(ana.queue_status).to_contain_text("Family practice isn’t here right now. You keep your place.")
    ana.chat.send("canary-to-nobody")
    expect(ana.chat.message("canary-to-nobody").get_by_text("Will be delivered when they are here")).to_be_visible()
    expect(ana.chat.composer).to_have_accessible_name("Message Family practice")


def test_K06_a_clinics_sites_colour_logo_and_emergency_line_hold_from_the_next_page_on(
    installation: Installation, new_context: NewContext
) -> None:
    page = new_context().new_page()
    expect(framed_by(installation, page, installation.site)).to_have_count(1)
    (installation.folder / "logo.png").write_bytes(LOGO)
    look = ("--colour", "#7a1fa2", "--logo", "logo.png", "--site", "https://other.example")
    emergency = ("--emergency-line", "In an emergency call 112.")
    installation.run("waitside", "clinic", "change", "harbor", *look, *emergency)
    expect(framed_by(installation, page, installation.site)).to_have_count(0)
    assert page.frames[1].url.startswith("chrome-error:")
    expect(framed_by(installation, page, "https://other.example")).to_have_count(1)
    patient = StandalonePage(new_context().new_page(), installation.backend, "dr-okafor")
    patient.goto()
    expect(patient.page.get_by_role("banner").get_by_text("Harbor Street Clinic")).to_be_visible()
    logo = patient.page.locator("img.logo")
    assert logo.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 1
    expect(patient.check_in_button).to_have_css("background-color", "rgb(122, 31, 162)")
    patient.check_in(ANA)
    expect(patient.view.get_by_test_id("emergency-line")).to_have_text("In an emergency call 112.")


def framed_by(installation: Installation, page: Page, site: str) -> Locator:
    """The patient's app, as far as a site may show it."""
    content = f'<iframe src="{installation.backend}/embed/patient/dr-rivera" width="400" height="600"></iframe>'
    page.context.grant_permissions(["local-network-access"])
    page.route(f"{site}/framing", lambda route: route.fulfill(content_type="text/html", body=content))
    page.goto(f"{site}/framing")
    return page.frame_locator("iframe").locator("#app")


def set_line(page: Page) -> None:
    """Set what patients read while they wait."""
    page.get_by_role("button", name="Message to waiting patients").click()
    page.get_by_role("textbox", name=re.compile("What patients see")).fill(LINE)
    page.get_by_role("button", name="Save", exact=True).click()
