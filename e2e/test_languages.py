"""C05, P01, R11: everybody reads their own language, from the first word, and may change it in mid-conversation."""

import re
from pathlib import PurePosixPath

from playwright.sync_api import Locator, Page, expect

from e2e.support.people import People
from e2e.support.sites import open_on_clinic_site, script_tag

ANA = "Ana Diaz"
CATALOG = re.compile(r"^([a-z]{2,3})\.(shared|patient|provider|settings|console)-")


def catalogs_of(page: Page) -> set[str]:
    """Which catalogs the page asks for from now on, such as `es.patient`."""
    asked: set[str] = set()

    def note(address: str) -> None:
        found = CATALOG.match(PurePosixPath(address).name)
        if found:
            asked.add(f"{found[1]}.{found[2]}")

    page.on("request", lambda request: note(request.url))
    return asked


def language_of(view: Locator) -> tuple[str | None, str | None]:
    """What the page around an element says of its language and direction."""
    page = view.locator("xpath=/ancestor-or-self::*[last()]")
    return page.get_attribute("lang"), page.get_attribute("dir")


def test_C05_spanish_page_gives_a_spanish_chat_and_loads_no_other_language(people: People) -> None:
    page = people.page()
    asked = catalogs_of(page)
    open_on_clinic_site(page, people.demo, script_tag(people.demo, room="dr-rivera", lang="es"))
    page.get_by_test_id("waitside-launcher").click()
    frame = page.get_by_test_id("waitside-frame").content_frame
    people.private.append(ANA)
    frame.get_by_role("textbox", name="Su nombre").fill(ANA)
    frame.get_by_role("button", name="Registrar mi llegada").click()
    expect(frame.get_by_test_id("queue-status")).to_contain_text("Salir de la sala de espera")
    assert language_of(frame.locator("#app")) == ("es", "ltr")
    assert asked == {"es.patient"}


def test_C05_browser_language_holds_where_nobody_says_another(people: People) -> None:
    visitor = people.page(locale="fr-CA")
    asked = catalogs_of(visitor)
    visitor.goto(f"{people.demo.backend}/r/dr-rivera")
    expect(visitor.get_by_role("button", name="Signaler mon arrivée")).to_be_visible()
    expect(visitor).to_have_title(re.compile("Salle d’attente"))
    assert asked == {"fr.patient"}


def test_C05_patients_choice_holds_in_mid_conversation_and_after_a_reload(people: People) -> None:
    provider, ana = people.provider(), people.standalone_patient(ANA)
    chat = provider.open_chat(ANA)
    chat.send("Good morning")
    ana.chat.expect_received("Good morning")
    ana.chat.write("half a sentence")
    asked = catalogs_of(ana.page)
    menu = ana.page.get_by_role("combobox", name="Language")
    menu.focus()
    menu.select_option("Polski")
    region = ana.page.get_by_role("region", name=re.compile("^Czat: "))
    expect(region.get_by_role("textbox")).to_have_value("half a sentence")
    expect(region.get_by_test_id("message")).to_have_count(1)
    expect(region.get_by_text("Dzisiaj")).to_be_visible()
    expect(ana.page.get_by_role("combobox", name="Język")).to_be_focused()
    assert language_of(ana.page.locator("#app")) == ("pl", "ltr")
    assert asked == {"pl.patient"}
    region.get_by_role("button", name=re.compile("^Wyślij")).click()
    chat.expect_received("half a sentence")
    asked.clear()
    ana.page.reload()
    expect(ana.page.get_by_role("button", name="Opuść poczekalnię")).to_be_visible()
    assert asked == {"pl.patient"}


def test_C05_choice_ends_with_the_visit(people: People) -> None:
    people.provider()
    ana = people.standalone_patient(ANA)
    ana.page.get_by_role("combobox", name="Language").select_option("Deutsch")
    ana.page.get_by_role("button", name="Wartezimmer verlassen").click()
    ana.page.get_by_role("button", name="Verlassen", exact=True).click()
    expect(ana.page.get_by_role("heading", name="Sie haben das Wartezimmer verlassen")).to_be_visible()
    ana.page.reload()
    expect(ana.check_in_button).to_be_visible()


def test_C05_arabic_is_mirrored(people: People) -> None:
    provider, ana = people.provider(), people.standalone_patient(ANA)
    provider.open_chat(ANA)
    box = ana.chat.close_button
    expect(box).to_be_visible()
    before = box.evaluate("(each) => each.getBoundingClientRect().x / innerWidth")
    ana.page.get_by_role("combobox", name="Language").select_option("العربية")
    close = ana.page.get_by_role("button", name="إغلاق المحادثة")
    expect(close).to_be_visible()
    assert language_of(ana.page.locator("#app")) == ("ar", "rtl")
    after = close.evaluate("(each) => each.getBoundingClientRect().x / innerWidth")
    assert before > 0.5 > after


def test_R11_accounts_language_holds_at_once_on_all_its_pages_and_on_the_next(people: People) -> None:
    people.allow_errors("status of 401")
    desk, console, nurse = people.provider(), people.signed_in(), people.provider("dr-rivera", "nurse-patel")
    desk.settings.open("Language and appearance")
    choice = desk.settings.panel.get_by_role("combobox", name="Language")
    choice.focus()
    choice.select_option("Deutsch")
    for page in (desk, console):
        expect(page.view.get_by_role("button", name="Kontoeinstellungen")).to_be_attached()
        expect(page.view.locator("html")).to_have_attribute("lang", "de")
    expect(desk.view.get_by_role("dialog", name="Kontoeinstellungen").get_by_role("combobox")).to_be_focused()
    expect(console.page).to_have_title("Konsole · Wartezimmer")
    expect(nurse.settings.button).to_be_visible()
    asked = catalogs_of(console.page)
    console.page.reload()
    expect(console.view.get_by_role("button", name="Kontoeinstellungen")).to_be_visible()
    assert asked == {"de.provider", "de.console"}
    elsewhere = people.console(room=None)
    elsewhere.page.goto(elsewhere.address)
    elsewhere.sign_in(*people.demo.console_account)
    expect(elsewhere.room_button("Dr. Elena Rivera")).to_be_visible()
    expect(elsewhere.page).to_have_title("Konsole · Wartezimmer")


def test_C05_what_cannot_be_loaded_is_said_in_english(people: People) -> None:
    people.allow_errors("Failed to load|ERR_FAILED|preload")
    page = people.page(locale="it-IT")
    page.route(re.compile(r"/assets/it\."), lambda route: route.abort())
    page.goto(f"{people.demo.backend}/r/dr-rivera")
    expect(page.get_by_role("button", name="Check in", exact=True)).to_be_visible()
