"""Takes the references again: `make looks`. Look at what changed before you commit it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from e2e.conftest import launch_arguments
from e2e.looks.judge import Judge
from e2e.looks.shots import LOOKS, PRINT, REFERENCES, Look, Studio, made_with, reference_of
from e2e.support.preview import Preview, serve_preview


def main() -> None:
    """Write the pictures that changed, and remove those of states that are no more."""
    REFERENCES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright, serve_preview(Path(folder)) as preview:
        browser = playwright.chromium.launch(**launch_arguments())
        with Judge(browser) as judge:
            kept = {path for look in LOOKS for path in _renew(browser, judge, preview, look)}
        browser.close()
    for path in set(REFERENCES.glob("*.webp")) - kept:
        path.unlink()
        sys.stdout.write(f"removed {path.name}\n")


def _renew(browser: Browser, judge: Judge, preview: Preview, look: Look) -> Iterator[Path]:
    studio = Studio(browser, preview, look)
    new_machine = not PRINT.exists() or made_with() != studio.made_with()
    for state in studio.states:
        path, picture = reference_of(look, state), judge.shrink(studio.take(state))
        if new_machine or not path.exists() or not judge.compare(path.read_bytes(), picture).alike:
            path.write_bytes(picture)
            sys.stdout.write(f"wrote {path.name}\n")
        yield path
    if look == LOOKS[-1]:
        PRINT.write_text(json.dumps(studio.made_with(), indent=2) + "\n", encoding="utf-8")
    studio.close()


if __name__ == "__main__":
    main()
