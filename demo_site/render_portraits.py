"""Renders the portraits' SVG drawings to the PNG photos that the clinic sends to Waitside.

Run after changing a drawing: ``python demo_site/render_portraits.py [path of Chromium]``. Needs Playwright.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PORTRAITS = Path(__file__).parent / "waitside_demo" / "static" / "portraits"
SIDE = 160  # CSS pixels, as the drawings are made


def render(chromium: str) -> None:
    """Writes one PNG beside each SVG, with the browser at the path *chromium*."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        for drawing in sorted(PORTRAITS.glob("*.svg")):
            page.set_content(f"<style>body {{ margin: 0 }}</style>{drawing.read_text()}")
            page.screenshot(path=drawing.with_suffix(".png"))
        browser.close()


if __name__ == "__main__":
    render(sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium")
