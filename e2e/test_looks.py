"""The views look as they did: they match the pictures in e2e/looks/references, which change only on purpose."""

import itertools
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from e2e.looks.differences import DIFFERENCES, keep
from e2e.looks.judge import Judge, Verdict
from e2e.looks.shots import EVERY_KIND, LOOKS, REFERENCES, Look, Studio, browser_of, made_with, reference_of
from e2e.support.preview import WIDGET, Preview

HOW_TO_RENEW = "`make looks` takes the pictures again; look at them before you commit them."
AT_REST_WITHIN = 5.0  # seconds
HOW_TO_FIX = "Give the text the app's font, or add the script to widget/preview/fonts.css."


@pytest.fixture
def studio(browser: Browser, preview: Preview, look: Look) -> Iterator[Studio]:
    """Where the pictures are taken; only by the browser that took the references, others draw differently."""
    here, there = browser_of(browser), made_with()
    if here != there:
        pytest.skip(f"the pictures were taken by {there}, and this is {here}. {HOW_TO_RENEW}")
    studio = Studio(browser, preview, look)
    yield studio
    studio.close()


COMPARED = [look for look in LOOKS if look.kept(EVERY_KIND)]


@pytest.mark.parametrize("look", [pytest.param(look, id=look.name) for look in COMPARED])
def test_C05_views_look_as_they_did(browser: Browser, studio: Studio, look: Look) -> None:
    changed = []
    with Judge(browser) as judge:
        for state in look.kept(studio.states):
            reference = reference_of(look, state)
            if not reference.exists():
                changed.append(f"{reference.name} is missing")
                continue
            picture, verdict = compared(judge, studio, state, reference.read_bytes())
            changed += [
                f"{reference.stem} shows text in a font of this machine: {each}" for each in studio.system_fonts()
            ]
            if not verdict.alike:
                changed.append(f"{reference.name} differs in {verdict.pixels} pixels")
                keep(reference.stem, reference.read_bytes(), picture, verdict.difference)
    assert not changed, "\n".join([*changed, f"The pictures are in {DIFFERENCES}. {HOW_TO_RENEW} {HOW_TO_FIX}"])


def compared(judge: Judge, studio: Studio, state: str, reference: bytes) -> tuple[bytes, Verdict]:
    """Compare a state with its picture: for a while, as on a busy machine a page may not have come to rest at once."""
    picture = judge.shrink(studio.take(state))
    until = time.monotonic() + AT_REST_WITHIN
    while not (verdict := judge.compare(reference, picture)).alike and time.monotonic() < until:
        picture = judge.shrink(studio.take_again())
    return picture, verdict


@pytest.mark.parametrize(
    "content",
    [
        "<p>text</p>",
        "<p>☂</p>",  # in none of the preview's fonts
        "<select><option>chosen</option></select>",
        "<input value='written'>",
        "<textarea placeholder='hint'></textarea>",
        "<button>press</button>",
        "<style>i::before { content: 'before' }</style><i></i>",
    ],
)
def test_text_in_a_font_of_the_machine_is_found(browser: Browser, preview: Preview, content: str) -> None:
    studio = Studio(browser, preview, LOOKS[0])
    studio.take("patient-waiting")
    assert studio.system_fonts() == []
    studio.page.locator("#app").evaluate("(app, html) => { app.innerHTML = html }", content)
    if "☂" not in content:
        studio.page.add_style_tag(content="#app * { font-family: monospace !important }")
    assert studio.system_fonts() != []
    studio.close()


def test_references_are_of_the_states_that_are_compared(browser: Browser, preview: Preview) -> None:
    page = browser.new_page()
    every_state = preview.states(page)
    page.close()
    assert set(EVERY_KIND) <= set(every_state)
    wanted = {reference_of(look, state) for look in LOOKS for state in look.kept(every_state)}
    assert set(REFERENCES.glob("*.webp")) == wanted, HOW_TO_RENEW


def test_what_is_loaded_only_when_it_is_drawn_is_in_the_preview_from_the_start() -> None:
    app, preview = WIDGET / "src" / "app", (WIDGET / "preview" / "main.tsx").read_text()
    (listed,) = re.findall(r"\{([\w,]+)\}\.tsx", preview)
    late = [re.findall(r'= late\b.*?import\("\./(\w+)"\)', file.read_text(), re.DOTALL) for file in app.rglob("*.tsx")]
    assert sorted(listed.split(",")) == sorted(itertools.chain(*late)), "else a picture may be taken before it is there"
