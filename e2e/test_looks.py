"""The views look as they did: pictures of them are those in e2e/looks/references, or somebody meant to change them.

`WAITSIDE_LOOKS=all` compares every state in every look; without it, every state in light English, and each kind of view
in the others.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.looks.judge import Judge
from e2e.looks.shots import EVERY_KIND, LOOKS, REFERENCES, Look, Studio, made_with, reference_of
from e2e.support.preview import Preview

DIFFERENCES = Path(__file__).parents[1] / "test-results" / "looks"  # not in git
ALL = os.environ.get("WAITSIDE_LOOKS") == "all"
HOW_TO_RENEW = "`make looks` takes the pictures again; look at them before you commit them."


@pytest.fixture
def studio(browser: Browser, preview: Preview, look: Look) -> Iterator[Studio]:
    """Where the pictures are taken; only where they come out as they did when the references were made."""
    made_here = Studio(browser, preview, look)
    here, there = made_here.made_with(), made_with()
    if here != there:
        made_here.close()
        pytest.skip(f"the pictures were made with {there}, and here are {here}. {HOW_TO_RENEW}")
    yield made_here
    made_here.close()


@pytest.mark.parametrize("look", [pytest.param(look, id=look.name) for look in LOOKS])
def test_C05_views_look_as_they_did(browser: Browser, studio: Studio, look: Look) -> None:
    changed = []
    with Judge(browser) as judge:
        for state in studio.states if ALL or look.is_plain else EVERY_KIND:
            reference, picture = reference_of(look, state), judge.shrink(studio.take(state))
            if not reference.exists():
                changed.append(f"{reference.name} is missing")
                continue
            verdict = judge.compare(reference.read_bytes(), picture)
            if not verdict.alike:
                changed.append(f"{reference.name} differs in {verdict.pixels} pixels")
                _show(reference, picture, verdict.difference)
    assert not changed, "\n".join([*changed, f"The pictures are in {DIFFERENCES}. {HOW_TO_RENEW}"])


def test_references_are_of_every_state_in_every_look(browser: Browser, preview: Preview) -> None:
    page = browser.new_page()
    every_state = preview.states(page)
    page.close()
    assert set(EVERY_KIND) <= set(every_state)
    assert set(REFERENCES.glob("*.webp")) == {reference_of(look, state) for look in LOOKS for state in every_state}


def _show(reference: Path, actual: bytes, difference: bytes) -> None:
    DIFFERENCES.mkdir(parents=True, exist_ok=True)
    name = reference.stem
    (DIFFERENCES / f"{name}-expected.webp").write_bytes(reference.read_bytes())
    (DIFFERENCES / f"{name}-actual.webp").write_bytes(actual)
    (DIFFERENCES / f"{name}-difference.png").write_bytes(difference)
