"""`python -m e2e.privacy`: run the proof and write the report. Exit code 1 when something was found or missed."""

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import expect, sync_playwright

from e2e.conftest import WAIT_MS, launch_arguments
from e2e.privacy.prove import prove
from e2e.privacy.report import summary, write_report
from e2e.support.guide import ROOT

REPORTS: Final = ROOT / "test-results" / "prove-private"


def main() -> int:
    """Run it."""
    expect.set_options(timeout=WAIT_MS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        proof = prove(Path(folder), browser.new_context, _say)
        browser.close()
    path = write_report(proof, REPORTS)
    _say(f"\n{summary(proof)}\nThe report: {path}")
    return 0 if proof.holds else 1


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command shows how far it is


if __name__ == "__main__":
    sys.exit(main())
