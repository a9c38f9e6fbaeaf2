"""Takes the references again: `make looks`. Look at what changed before you commit it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from e2e.conftest import launch_arguments
from e2e.looks.differences import SEEN
from e2e.looks.judge import Judge
from e2e.looks.shots import (
    LOOKS,
    MADE_WITH,
    REFERENCES,
    SITUATIONS,
    TABLET,
    WIDE,
    Look,
    Studio,
    browser_of,
    made_with,
    reference_of,
)
from e2e.looks.trees import TREES, tree_look, trees_of
from e2e.support.preview import Preview, serve_preview


def main() -> None:
    """Write the pictures that changed, and remove those that are compared no more. Others go to `SEEN`, to look at."""
    SEEN.mkdir(parents=True, exist_ok=True)
    REFERENCES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright, serve_preview(Path(folder)) as preview:
        browser = playwright.chromium.launch(**launch_arguments())
        with Judge(browser) as judge:
            kept = {path for look in LOOKS for path in _renew(browser, judge, preview, look)}
        MADE_WITH.write_text(f"{browser_of(browser)}\n", encoding="utf-8")
        kept |= {path for language in ("en", "ar") for path in _renew_trees(browser, preview, tree_look(language))}
        browser.close()
    for path in {*REFERENCES.glob("*.webp"), *TREES.glob("*.yml")} - kept:
        path.unlink()
        sys.stdout.write(f"removed {path.name}\n")


def _renew_trees(browser: Browser, preview: Preview, look: Look) -> Iterator[Path]:
    TREES.mkdir(exist_ok=True)
    studio = Studio(browser, preview, look)
    for path, tree in trees_of(studio, look).items():
        if not path.exists() or path.read_text(encoding="utf-8") != tree:
            path.write_text(tree, encoding="utf-8")
            sys.stdout.write(f"wrote {path.name}\n")
        yield path
    studio.close()


def _renew(browser: Browser, judge: Judge, preview: Preview, look: Look) -> Iterator[Path]:
    studio = Studio(browser, preview, look)
    other_browser = not MADE_WITH.exists() or made_with() != browser_of(browser)
    for state in look.kept(studio.states):
        path, picture = reference_of(look, state), judge.shrink(studio.take(state))
        if other_browser or not path.exists() or not judge.compare(path.read_bytes(), picture).alike:
            path.write_bytes(picture)
            sys.stdout.write(f"wrote {path.name}\n")
        yield path
    others = () if look.screen in (TABLET, WIDE) else SITUATIONS
    for state in set(others).difference(look.kept(studio.states)):
        (SEEN / reference_of(look, state).name).write_bytes(judge.shrink(studio.take(state)))
    studio.close()


if __name__ == "__main__":
    main()
