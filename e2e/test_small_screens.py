"""C05: low and zoomed screens, fingers that do not hover, and presses and keys that must not cost anything."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from e2e.support import controls
from e2e.support.people import RIVERA, People
from e2e.support.preview import Preview

ANA = "Ana Diaz"
UNAUTHORIZED = "status of 401"  # what the browser itself writes when nobody is signed in yet
SIDEWAYS = ViewportSize(width=740, height=180)
"""A phone held sideways, above its keyboard."""
UPRIGHT = ViewportSize(width=360, height=400)
"""A small phone above its keyboard."""
ZOOMED = ViewportSize(width=640, height=400)
"""A screen of 1280 by 800 at 200%."""
LOW = [pytest.param(SIDEWAYS, id="sideways"), pytest.param(UPRIGHT, id="upright"), pytest.param(ZOOMED, id="200%")]
MESSAGES_LEAST = 40
"""How much is left for the messages, in pixels: one of them."""

_UNSCROLLED = """() => {
  for (const each of document.querySelectorAll(":not(.log)")) each.scrollTop = 0;
}"""
_HOVERS = """() => {
  const active = (rules, found = []) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule && rule.selectorText.includes(":hover")) found.push(rule.selectorText);
      if (rule.cssRules && (!(rule instanceof CSSMediaRule) || matchMedia(rule.media.mediaText).matches))
        active(rule.cssRules, found);
    }
    return found;
  };
  const shadows = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const roots = shadows.length > 0 ? shadows : [document]; // the rest of a clinic's page is the clinic's own
  return roots.flatMap((root) => [...root.styleSheets, ...root.adoptedStyleSheets].flatMap((s) => active(s.cssRules)));
}"""
"""The rules for what the mouse is over that hold on this device."""


def phone(new_context: Callable[..., BrowserContext], screen: ViewportSize) -> Page:
    """A page under a finger."""
    return new_context(viewport=screen, has_touch=True, is_mobile=True, reduced_motion="reduce").new_page()


def box_of(locator: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in the page."""
    box = locator.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether a press could hit both."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("screen", LOW)
@pytest.mark.parametrize("side", ["patient", "provider"])
def test_C05_composer_is_in_sight_on_a_low_screen(
    new_context: Callable[..., BrowserContext], preview: Preview, side: str, screen: ViewportSize
) -> None:
    """Without scrolling, whatever else there is to say, and with messages above it."""
    page = phone(new_context, screen)
    wrong, seen = [], 0
    for state in (state for state in preview.states(page) if state.startswith(side)):
        preview.change(page, state)
        page.evaluate(_UNSCROLLED)
        composer = page.get_by_test_id("chat-box").get_by_role("textbox", name="Message ")
        if not (composer.is_visible() and composer.is_enabled()) or "long-names" in state:
            continue
        seen += 1
        bottom = box_of(composer)[3]
        log = box_of(page.get_by_role("log"))
        if bottom > screen["height"]:
            wrong.append(f"{state}: the composer ends at {bottom:.0f}")
        if log[3] - log[1] < MESSAGES_LEAST:
            wrong.append(f"{state}: {log[3] - log[1]:.0f} px of messages")
    assert seen > 5
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("screen", LOW)
def test_C05_low_screens_cut_nothing_off(
    new_context: Callable[..., BrowserContext], preview: Preview, screen: ViewportSize
) -> None:
    page = phone(new_context, screen)
    found = []
    for state in preview.states(page):
        preview.change(page, state)
        if "unruly" not in state:  # a link may be longer than the conversation is high: one scrolls along it
            found += [f"{state}: {each}" for each in controls.cut_off(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("screen", [pytest.param(SIDEWAYS, id="sideways"), pytest.param(UPRIGHT, id="upright")])
def test_C05_both_sides_write_above_a_phones_keyboard(people: People, screen: ViewportSize) -> None:
    touch: dict[str, Any] = {"has_touch": True, "is_mobile": True}
    ana = people.patient(ANA, viewport=screen, **touch)
    alone = people.standalone_patient("Ben Ito", viewport=screen, **touch)
    people.allow_errors(UNAUTHORIZED)
    console = people.signed_in(viewport=screen, **touch)
    chat = console.open_chat(ANA)
    for box in (ana.chat, alone.chat, chat):
        box.expect_open()
        expect(box.composer).to_be_in_viewport(ratio=1)
        expect(box.minimize_button).to_be_in_viewport(ratio=1)
    ana.chat.send("can you see this?")
    chat.expect_received("can you see this?")
    expect(chat.message("can you see this?")).to_be_in_viewport(ratio=0.9)
    expect(chat.composer).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("kind", ["patient", "patient-alone"])
def test_C05_presence_and_title_stay_at_200_percent(
    new_context: Callable[..., BrowserContext], preview: Preview, kind: str
) -> None:
    page = new_context(viewport=ZOOMED).new_page()
    preview.states(page)
    for state in (kind if "alone" in kind else "patient-waiting", f"{kind}-call"):
        preview.change(page, state)
        page.evaluate(_UNSCROLLED)
        status = page.get_by_test_id("queue-status")
        for text in ("Dr. Elena Rivera", "Family medicine", "On a call with you" if "call" in state else "Online"):
            expect(status.get_by_text(text, exact=True)).to_be_in_viewport(ratio=1)


def test_C05_a_finger_leaves_no_hover_behind(people: People) -> None:
    """No style for a mouse holds where there is none: such a style would stay on what was pressed last."""
    phone_of: dict[str, Any] = {"has_touch": True, "is_mobile": True, "viewport": ViewportSize(width=820, height=1180)}
    provider, ana = people.provider(**phone_of), people.patient(ANA, **phone_of)
    alone, console = people.standalone_patient("Ben Ito", **phone_of), people.console(**phone_of)
    people.allow_errors(UNAUTHORIZED)
    console.page.goto(console.address)
    expect(console.email_field).to_be_visible()
    provider.settings.open()
    for page in (provider.page, ana.page, alone.page, console.page):
        assert [rule for frame in page.frames for rule in frame.evaluate(_HOVERS)] == []


def test_C05_a_mouse_that_hovers_is_answered(people: People) -> None:
    ana = people.patient(ANA)
    assert [len(frame.evaluate(_HOVERS)) > 0 for frame in ana.page.frames] == [True, True]


@pytest.mark.parametrize("width", [360, 1280])
def test_C05_sign_out_is_not_where_sign_in_was(people: People, width: int) -> None:
    """The second press of a double click would sign out again."""
    people.allow_errors(UNAUTHORIZED)
    console = people.console(None, viewport={"width": width, "height": 740})
    console.page.goto(console.address)
    expect(console.email_field).to_be_focused()
    email, password = people.demo.console_account
    console.email_field.fill(email)
    console.password_field.fill(password)
    before = box_of(console.sign_in_button)
    console.sign_in_button.dblclick()
    expect(console.sign_out_button).to_be_visible()
    assert not overlap(before, box_of(console.sign_out_button))
    expect(console.room_button(RIVERA)).to_be_visible()


def test_C05_escape_in_the_settings_loses_nothing_that_was_typed(people: People) -> None:
    provider = people.provider()
    settings = provider.settings
    settings.open()
    settings.field("Title").fill("Travel medicine")
    settings.dismiss()
    settings.open()
    expect(settings.field("Title")).to_have_value("Travel medicine")
    expect(settings.panel.get_by_text("Not saved yet")).to_be_visible()
    settings.save()
    settings.dismiss()
    settings.open()
    expect(settings.field("Title")).to_have_value("Travel medicine")
    expect(settings.panel.get_by_text("Not saved yet")).to_be_hidden()
