"""C03, C05, P04: a browser that names no language, and views that fail: nobody is left with an empty frame."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.support.people import People

ANA = "Ana Diaz"
NO_LANGUAGE = """
  for (const [name, value] of [["language", "C"], ["languages", Object.freeze(["C"])]])
    Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true });
"""
"""As WebKitGTK says on a Linux without a locale."""
BROKEN_DATES = """() => Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
  get() { throw new RangeError("Ana said: hello"); },
})"""
"""Throws where the first message is drawn, with its time."""
SORRY = "Something went wrong on this page"


def prepared(people: People, script: str) -> Page:
    """A page that runs this script in each of its frames before anything else."""
    page = people.page()
    page.add_init_script(script)
    return page


def test_C03_whole_visit_where_the_browser_names_no_language(people: People) -> None:
    provider = people.provider_on(prepared(people, NO_LANGUAGE))
    ana = people.patient_on(prepared(people, NO_LANGUAGE), ANA)
    ana.expect_place(1)
    expect(ana.queue_status).to_contain_text(re.compile("You joined just now|Waiting for"))
    provider.open_chat(ANA).send("Good morning")
    ana.chat.expect_received("Good morning")
    ana.chat.send("Hello")
    provider.chat.expect_received("Hello")
    provider.settings.open("Language and appearance")
    provider.settings.panel.get_by_role("combobox", name="Language").select_option("Deutsch")
    expect(provider.view.get_by_role("button", name="Kontoeinstellungen")).to_be_attached()
    expect(provider.view.get_by_text("Heute").first).to_be_attached()


def test_C03_console_and_own_page_work_where_the_browser_names_no_language(people: People) -> None:
    page = prepared(people, NO_LANGUAGE)
    page.goto(f"{people.demo.backend}/r/dr-rivera")
    people.private.append(ANA)
    page.get_by_role("textbox", name="Your name").fill(ANA)
    page.get_by_role("button", name="Check in", exact=True).click()
    expect(page.get_by_test_id("queue-status")).to_contain_text("You are next")
    page.goto(f"{people.demo.backend}/console")
    expect(page.get_by_role("textbox", name="E-mail")).to_be_visible()
    people.allow_errors("status of 401")


def test_P04_patient_whose_views_fail_is_told_and_reloads_into_the_same_place(people: People) -> None:
    provider = people.provider()
    people.patient("Bo Chen")
    page = people.page()
    ana = people.patient_on(page, ANA)
    ana.expect_place(2)
    page.frames[-1].evaluate(BROKEN_DATES)
    page.evaluate("() => { window.codes = []; addEventListener('waitside-error', (e) => codes.push(e.detail.code)); }")
    provider.open_chat(ANA).send("Good morning")
    alert = ana.view.get_by_role("alert")
    expect(alert).to_contain_text(SORRY)
    expect(ana.view.get_by_text("Ana said")).to_have_count(0)
    expect(provider.row(ANA)).to_be_visible()
    assert page.evaluate("codes") == ["view_failed"]
    ana.view.get_by_role("button", name="Close chat").click()
    expect(ana.launcher.frame_element).to_be_hidden()
    ana.launcher.open()
    expect(alert).to_be_visible()
    ana.view.get_by_role("button", name="Reload").click()
    ana.expect_place(2)
    expect(ana.queue_status).to_contain_text("You are number 2 in line")


@pytest.mark.parametrize("side", ["provider", "signed_in"])
def test_C05_provider_whose_views_fail_is_told_and_reloads(people: People, side: str) -> None:
    people.allow_errors("status of 401")
    ana = people.patient(ANA)
    staff = people.provider() if side == "provider" else people.signed_in()
    staff.row(ANA).wait_for()
    staff.page.frames[-1].evaluate(BROKEN_DATES)
    ana.chat.send("Hello")
    staff.more_options(ANA).click()  # the patient's window tells since when they have waited
    alert = staff.view.get_by_role("alert")
    expect(alert).to_contain_text(SORRY)
    expect(staff.view.get_by_text("Ana said")).to_have_count(0)
    ana.chat.send("Are you there?")
    ana.chat.expect_sent("Are you there?", "delivered")
    staff.view.get_by_role("button", name="Reload").click()
    staff.expect_badge(ANA, 2)
