"""K01: one script tag, and nothing else on the page changes."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import LauncherPanel, PatientPage, ProviderPage, WalkInPage
from e2e.support import tokens
from e2e.support.people import People
from e2e.support.sites import open_on_clinic_site, script_tag

ANA = "Ana Diaz"

CLINIC_STYLE = """<style>
  * { box-sizing: content-box } button { color: rgb(1, 2, 3); border: 9px solid red; text-transform: uppercase }
  iframe { max-width: 50px !important } div { margin: 3px } p { font: 17px/2 serif }
</style>"""
CLINIC_BODY = """<header><h1>A clinic</h1><button id="own">Menu</button></header>
<main><p id="text">Opening hours</p><form><input name="mail" value="kept"></form><div id="here"></div></main>"""

# Everything of the page but the widget's own element, and all that it could have left behind.
SNAPSHOT = """
() => {
  const widget = [...document.querySelectorAll("*")].filter((each) =>
    each.dataset.testid === "waitside-frame" || each.shadowRoot?.querySelector('[data-testid^="waitside-"]'));
  const marks = widget.map(() => document.createComment("widget"));
  widget.forEach((each, index) => each.replaceWith(marks[index]));
  const clone = document.documentElement.cloneNode(true);
  marks.forEach((mark, index) => mark.replaceWith(widget[index]));
  return clone.outerHTML.replaceAll("<!--widget-->", "");
}
"""
STATE = """
() => ({
  globals: Object.getOwnPropertyNames(window),
  styles: ["html", "body", "h1", "#own", "#text", "input", "main"].map((selector) => {
    const element = document.querySelector(selector);
    const { color, font, margin, overflow, position, cursor, textTransform } = getComputedStyle(element);
    return [selector, color, font, margin, overflow, position, cursor, textTransform,
            JSON.stringify(element.getBoundingClientRect())];
  }),
  sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
  title: document.title, address: location.href, history: history.length,
  cookies: document.cookie,
  storage: [Object.keys(localStorage), Object.keys(sessionStorage).filter((key) => key !== "waitside-dr-rivera")],
  prototypes: [Array, Object, Element, Node, Promise, EventTarget].map(({ prototype }) =>
    Object.getOwnPropertyNames(prototype).join()),
  scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
})
"""
"""`SNAPSHOT` moves the widget's frame, which reloads it: it comes last in a test."""


def open_clinic_page(people: People, page: Page, **data: str) -> dict[str, Any]:
    """Load a page of the clinic's own, note its state, and only then put the script tag into it."""
    open_on_clinic_site(page, people.demo, head=CLINIC_STYLE, body=CLINIC_BODY)
    before: dict[str, Any] = page.evaluate(STATE)
    tag = script_tag(people.demo, **data)
    page.evaluate(
        """(tag) => {
          const script = document.createElement("script");
          for (const [, name, value] of tag.matchAll(/([a-z-]+)="([^"]*)"/g)) script.setAttribute(name, value);
          document.head.append(script);
        }""",
        tag,
    )
    return before


def check_unchanged(page: Page, before: dict[str, Any]) -> None:
    after: dict[str, Any] = page.evaluate(STATE)
    assert set(after.pop("globals")) - set(before.pop("globals")) == {"Waitside"}
    assert after == before
    assert page.context.cookies() == []
    html: str = page.evaluate(SNAPSHOT)
    script = page.locator("head script").evaluate("(script) => script.outerHTML")
    assert html.replace(script, "") == page_without_widget(page)


def page_without_widget(page: Page) -> str:
    page.reload()
    html: str = page.evaluate("() => document.documentElement.outerHTML")
    return html


@pytest.mark.parametrize("width", [1280, 390])
def test_K01_patients_chat_changes_nothing_else_on_the_page(people: People, width: int) -> None:
    provider, page = people.provider(), people.page(viewport={"width": width, "height": 780})
    before = open_clinic_page(people, page, room="dr-rivera")
    launcher = LauncherPanel(page)
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    launcher.open()
    ana.check_in(ANA)
    ana.expect_waiting()
    provider.open_chat(ANA).send("something to show")
    ana.chat.expect_received("something to show")
    ana.chat.minimize()
    ana.chat.expand()
    ana.chat.close_button.click()
    expect(launcher.frame_element).to_be_hidden()
    check_unchanged(page, before)


def test_K01_providers_queue_stays_in_its_container(people: People) -> None:
    page = people.page()
    before = open_clinic_page(
        people, page, room="dr-rivera", role="provider", container="#here", token=tokens.provider_token(people.demo)
    )
    expect(page.locator("#here").get_by_test_id("waitside-frame")).to_have_attribute("title", "Patient queue")
    provider = ProviderPage(page, people.demo.site)
    provider.expect_connection("online")
    after: dict[str, Any] = page.evaluate(STATE)
    assert set(after["globals"]) - set(before["globals"]) == {"Waitside"}
    for what in ("cookies", "storage", "title", "address", "prototypes", "sheets"):
        assert after[what] == before[what], what


def test_K01_nothing_is_loaded_before_the_launcher_is_pressed(people: People) -> None:
    page = people.page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    visitor = WalkInPage(page, people.demo.site, private=people.private)
    visitor.goto()
    expect(visitor.launcher.button).to_be_visible()
    expect(visitor.launcher.button).to_have_accessible_name("Open chat")
    page.wait_for_load_state("networkidle")
    assert [address for address in requests if address.startswith(people.demo.backend)] == [
        f"{people.demo.backend}/widget.js"
    ]
    assert len(page.frames) == 1


def test_K01_the_same_tag_twice_gives_one_chat(people: People) -> None:
    page = people.page()
    tag = script_tag(people.demo, room="dr-rivera")
    open_on_clinic_site(page, people.demo, body=tag + tag)
    launcher = LauncherPanel(page)
    expect(launcher.button).to_have_count(1)
    page.wait_for_load_state("networkidle")
    expect(launcher.button).to_have_count(1)


def test_K01_chat_looks_the_same_under_the_clinics_styles(people: People) -> None:
    plain, styled = people.page(), people.page()
    tag = script_tag(people.demo, room="dr-rivera")
    open_on_clinic_site(plain, people.demo, body=tag)
    open_on_clinic_site(styled, people.demo, head=CLINIC_STYLE, body=tag)
    boxes = []
    for page in (plain, styled):
        launcher = LauncherPanel(page)
        expect(launcher.button).to_be_visible()
        resting = launcher.button.bounding_box()
        launcher.open()
        expect(launcher.frame.get_by_test_id("check-in")).to_be_visible()
        boxes.append((resting, launcher.frame_element.bounding_box()))
    assert boxes[0] == boxes[1]


def test_K01_works_where_the_frame_is_of_another_site_and_has_no_storage(people: People) -> None:
    provider, page = people.provider(), people.page()
    tag = script_tag(people.demo, room="dr-rivera")
    open_on_clinic_site(page, people.demo, body=tag, host="127.0.0.1")  # the backend is on localhost: another site
    launcher = LauncherPanel(page)
    launcher.open()
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    ana.chat.send("from another site")
    provider.open_chat(ANA).expect_received("from another site")
    ana.leave()
    provider.chat.expect_ended()


def test_K01_works_on_a_page_with_a_strict_content_policy(people: People) -> None:
    provider, page = people.provider(), people.page()
    backend = people.demo.backend
    policy = f"default-src 'none'; script-src {backend}; frame-src {backend}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    people.allow_errors("favicon|icon")
    open_on_clinic_site(page, people.demo, head=head, body=script_tag(people.demo, room="dr-rivera"))
    launcher = LauncherPanel(page)
    launcher.open()
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    provider.expect_queue(ANA)
