"""C05: a screen reader finds in the views what it found: the trees in e2e/looks/trees, which change only on purpose."""

import pytest
from playwright.sync_api import Browser

from e2e.looks.shots import SITUATIONS, Studio
from e2e.looks.trees import RIGHT_TO_LEFT, TREES, tree_look, trees_of
from e2e.support.preview import Preview

HOW_TO_RENEW = "`make looks` takes the trees again; read what changed before you commit it."


@pytest.mark.parametrize("language", ["en", "ar"])
def test_C05_screen_readers_find_what_they_found(browser: Browser, preview: Preview, language: str) -> None:
    look = tree_look(language)
    studio = Studio(browser, preview, look)
    trees = trees_of(studio, look)
    studio.close()
    kept = {path: path.read_text(encoding="utf-8") if path.exists() else "" for path in trees}
    assert kept == trees, HOW_TO_RENEW


def test_trees_are_of_the_states_that_are_compared() -> None:
    names = [*SITUATIONS, *(f"{state}-ar" for state in RIGHT_TO_LEFT)]
    assert {path.name for path in TREES.iterdir()} == {f"{name}.yml" for name in names}, HOW_TO_RENEW
