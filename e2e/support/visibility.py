"""A page that its person cannot see. Headless pages are always visible: this tells them otherwise, as browsers do."""

from playwright.sync_api import Page

_SET = """
(state) => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  Object.defineProperty(document, "hidden", { configurable: true, get: () => state === "hidden" });
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}
"""


def set_visible(page: Page, visible: bool) -> None:
    """Put the tab into the foreground or the background, for all of its frames."""
    for frame in page.frames:
        frame.evaluate(_SET, "visible" if visible else "hidden")
