"""K01: what docs/embedding.md tells a clinic's web people to paste, in pages of a clinic made from nothing."""

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.pages import ConsolePage, LauncherPanel, PatientPage, ProviderPage, StandalonePage
from e2e.support.guide import snippet
from e2e.support.installation import Installation

ANA, BEN = "Ana Diaz", "Ben Ortiz"
RIVERA = "rivera@clinic.example"
GUIDE, PORTALS = "docs/embedding.md", "docs/embedding-portals.md"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Clinic</title><link rel="icon" href="data:,"></head>
<body><h1>Clinic</h1>{body}</body></html>"""

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def clinic(set_up: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One clinic for all of these tests: each makes visits of its own."""
    fresh = set_up.copy(tmp_path_factory.mktemp("served"))
    fresh.start()
    try:
        yield fresh
        printed = fresh.stop()
        assert not [name for name in (ANA, BEN) if name in printed]
    finally:
        fresh.kill()


@pytest.fixture
def portal(clinic: Installation, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The guide's `waitside_token.py`, as a portal's own module."""
    monkeypatch.setenv("WAITSIDE_URL", clinic.backend)
    monkeypatch.setenv("WAITSIDE_API_KEY", clinic.api_key)
    module = ModuleType("waitside_token")
    exec(snippet(PORTALS, "Python: Django, Flask, FastAPI", "python"), module.__dict__)
    return module


def paste(clinic: Installation, heading: str, token: str = "") -> str:
    """The guide's lines for a page, with what stands for the reader's own replaced."""
    html = snippet(GUIDE, heading, "html")
    return html.replace("https://chat.clinic.example", clinic.backend).replace("THE-TOKEN", token)


def open_page(page: Page, site: str, body: str, **headers: str) -> None:
    """Load a page of a site with this body."""
    page.context.grant_permissions(["local-network-access"])
    content = PAGE.format(body=body)
    page.route(f"{site}/page", lambda route: route.fulfill(content_type="text/html", body=content, headers=headers))
    page.goto(f"{site}/page")


def patient_on(page: Page) -> PatientPage:
    return PatientPage(page, page.url, LauncherPanel(page).frame, [])


def walk_in(page: Page, name: str) -> PatientPage:
    """Press the launcher, give a name, and wait."""
    LauncherPanel(page).open()
    patient = patient_on(page)
    patient.check_in(name)
    patient.expect_waiting()
    return patient


def console(clinic: Installation, new_context: NewContext) -> ConsolePage:
    """The provider, at the console."""
    provider = ConsolePage(new_context().new_page(), clinic.backend)
    provider.page.goto(provider.address)
    provider.sign_in(RIVERA, clinic.password)
    provider.expect_connection("online")
    return provider


def test_K01_the_line_for_walk_ins_is_all_that_a_page_needs(clinic: Installation, new_context: NewContext) -> None:
    provider, page = console(clinic, new_context), new_context().new_page()
    open_page(page, clinic.site, paste(clinic, "A walk-in patient's page"))
    ana = walk_in(page, ANA)
    provider.open_chat(ANA).send("Good morning")
    ana.chat.expect_received("Good morning")
    ana.leave()


def test_P09_a_page_says_that_its_visitor_is_waiting_already(clinic: Installation, new_context: NewContext) -> None:
    provider, page = console(clinic, new_context), new_context().new_page()
    open_page(page, clinic.site, paste(clinic, "A visitor who is already waiting"))
    line, button = page.locator("#visit"), page.get_by_role("button", name="Go to the chat")
    expect(line).to_be_hidden()
    ana = walk_in(page, ANA)
    expect(line).to_contain_text("You are waiting for Dr. Rivera, place 1.")
    ana.chat.close_button.click()
    page.reload()
    expect(line).to_contain_text("place 1.")
    button.click()
    ana.chat.expect_open()
    provider.start_call(ANA)
    expect(line).to_contain_text("Dr. Rivera is ready for you.")
    assert ANA not in line.inner_text()
    provider.end_call(ANA)
    expect(line).to_be_hidden()


def test_K01_an_element_takes_the_chat_into_the_page(clinic: Installation, new_context: NewContext) -> None:
    page = new_context().new_page()
    open_page(page, clinic.site, paste(clinic, "In the page instead of the corner"))
    place = page.locator("waitside-chat").bounding_box()
    ana = patient_on(page)
    ana.check_in(ANA)
    ana.expect_waiting()
    assert LauncherPanel(page).frame_element.bounding_box() == place
    ana.leave()


def test_K01_a_portal_s_page_and_token_bring_the_patient_in(
    clinic: Installation, new_context: NewContext, portal: ModuleType
) -> None:
    provider, page = console(clinic, new_context), new_context().new_page()
    token = portal.room_token("dr-rivera", "patient-20418", reference="HSC-20418")
    open_page(page, clinic.site, paste(clinic, "A signed-in patient's page", token))
    ana = patient_on(page)
    ana.expect_waiting()
    provider.open_window(ANA)
    expect(provider.window.dialog).to_contain_text("HSC-20418")
    provider.window.dismiss()
    ana.leave()


def test_K01_the_provider_s_queue_fills_its_place(
    clinic: Installation, new_context: NewContext, portal: ModuleType
) -> None:
    page = new_context().new_page()
    token = portal.room_token("dr-rivera", RIVERA, role="provider")
    open_page(page, clinic.site, paste(clinic, "A provider's page", token))
    queue = ProviderPage(page, clinic.site)
    queue.expect_connection("online")
    ben = StandalonePage(new_context().new_page(), clinic.backend, "dr-rivera")
    ben.arrive(BEN)
    queue.expect_queue(BEN)
    ben.leave()


def test_K01_a_portal_knows_why_there_is_no_token(
    clinic: Installation, portal: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusal() -> str:
        with pytest.raises(portal.WaitingRoomDown) as caught:
            portal.room_token("dr-nobody", "patient-20418")
        return str(caught.value)

    assert refusal() == "Waitside answered with 404"
    monkeypatch.setenv("WAITSIDE_API_KEY", "none")
    assert refusal() == "Waitside answered with 401"
    monkeypatch.setattr(portal, "WAITSIDE_URL", f"http://localhost:{clinic.site_port}")
    assert refusal() == "Waitside gave no answer: URLError"


@pytest.mark.parametrize("more", ["", "; require-trusted-types-for 'script'"])
def test_K01_two_entries_of_a_policy_are_enough(
    clinic: Installation, new_context: NewContext, portal: ModuleType, more: str
) -> None:
    page = new_context().new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    entries = (
        snippet(GUIDE, "Content security policy", "csp").strip().replace("https://chat.clinic.example", clinic.backend)
    )
    headers = {
        "Content-Security-Policy": f"default-src 'none'; img-src data:; {entries}{more}",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }
    token = portal.room_token("dr-rivera", RIVERA, role="provider")
    open_page(page, clinic.site, paste(clinic, "A provider's page", token), **headers)
    ProviderPage(page, clinic.site).expect_connection("online")
    open_page(page, clinic.site, paste(clinic, "A walk-in patient's page"), **headers)
    walk_in(page, ANA).leave()
    # The queue's height stands in an attribute of the page's own, which such a policy refuses.
    assert [each for each in errors if "style" not in each] == []


def test_K02_a_site_that_is_refused_is_let_in_by_the_guide_s_command(
    clinic: Installation, new_context: NewContext
) -> None:
    page = new_context().new_page()
    portal_site = f"http://127.0.0.1:{clinic.site_port}"
    open_page(page, portal_site, paste(clinic, "A walk-in patient's page"))
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        LauncherPanel(page).button.click()

    command = snippet(GUIDE, "Before you begin", "sh")
    sites = {"https://www.clinic.example": clinic.site, "https://portal.clinic.example": portal_site}
    for named, own in sites.items():
        command = command.replace(named, own)
    clinic.run("sh", "-euc", command)
    page.reload()
    walk_in(page, ANA).leave()


def test_K01_a_tag_without_a_room_says_so(clinic: Installation, new_context: NewContext) -> None:
    page = new_context().new_page()
    with page.expect_console_message(lambda message: message.text == "Waitside: bad options"):
        body = paste(clinic, "A walk-in patient's page").replace('"dr-rivera"', '""')
        open_page(page, clinic.site, body)
    expect(LauncherPanel(page).button).to_have_count(0)
