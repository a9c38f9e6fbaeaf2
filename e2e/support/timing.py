"""What a page cost, as its browser tells it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

OBSERVE = """
(() => {
  const seen = { tasks: [], shifts: [] };
  Object.defineProperty(window, "seen", { value: seen });
  const watch = (type, keep) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
  watch("longtask", ({ duration }) => seen.tasks.push(duration));
  watch("layout-shift", ({ value }) => seen.shifts.push(value));
})();
"""
"""Runs before the page's own scripts. Shifts right after a click count as well: a chat that opens moves nothing."""

_LOAD = """
() => {
  const [{ loadEventEnd }] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return { load: loadEventEnd, paint: paint?.startTime ?? NaN, ...window.seen };
}
"""

_CLICK = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  if (top === self) addEventListener("click", () => { window.pressedAt = now(); }, { capture: true });
  else {
    const look = () => {
      const isThere = document.querySelector("input")?.checkVisibility();
      requestAnimationFrame(isThere ? () => { window.readyAt = now(); } : look);
    };
    look();
  }
})();
"""


@dataclass(frozen=True)
class Load:
    """One load of a page; times in milliseconds."""

    load: float
    paint: float
    tasks: list[float]
    shifts: list[float]
    requests: int
    transferred: int


def measure_load(page: Page, address: str) -> Load:
    """Load a page in a browser that has never seen it, and let it come to rest."""
    transferred: list[float] = []
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.on("Network.loadingFinished", lambda event: transferred.append(event["encodedDataLength"]))
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    measured: dict[str, Any] = page.evaluate(_LOAD)
    return Load(**measured, requests=len(transferred), transferred=round(sum(transferred)))


def measure_click(page: Page, address: str, launcher: str) -> float:
    """Load a page, press its launcher, and take the time until a field in the frame can be typed in."""
    page.add_init_script(_CLICK)
    page.goto(address, wait_until="networkidle")
    with page.expect_event("frameattached") as frame:
        page.locator(launcher).click()
    ready: float = frame.value.wait_for_function("() => window.readyAt").json_value()
    pressed: float = page.evaluate("() => window.pressedAt")
    return ready - pressed
