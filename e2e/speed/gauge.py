"""What a slowed-down page says of itself: its tasks, the delay of keys, and its memory."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Frame, Page

SLOWER: Final = 4  # times
LONG_MS: Final = 50.0

OBSERVE: Final = """
(() => {
  const seen = (window.speed = { tasks: [], keys: [] });
  const watch = (type, keep, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, ...options });
  watch("longtask", ({ duration }) => seen.tasks.push(duration));
  const keep = ({ interactionId, duration }) => interactionId && seen.keys.push([interactionId, duration]);
  watch("event", keep, { durationThreshold: 16 });
})();
"""
"""Runs before the page's own scripts. Entries of events that were painted within 16 ms do not come."""

_CLEAR = "() => { window.speed.tasks.length = window.speed.keys.length = 0; }"


def slow_down(page: Page, rate: float = SLOWER) -> None:
    """Have a page's main thread run so many times slower, with frames of the same site."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


class Observed:
    """A stretch of time on a page. In milliseconds."""

    def __init__(self) -> None:
        self.tasks: list[float] = []
        """Tasks that were long by the clock: also those that had to wait for a processor."""
        self.busy: list[float] = []
        """Tasks that were long by the processor time that they took. Other programs of the computer count little."""
        self.keys: list[float] = []
        """From a key to the frame that shows it, where that took 16 ms or more."""


class Gauge:
    """One page, whose app runs in `frame`, and which shares its process with no other page."""

    def __init__(self, browser: Browser, page: Page, frame: Frame) -> None:
        self._browser, self._page, self._frame = browser, page, frame
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.send("Performance.enable")

    def slow_down(self, rate: float = SLOWER) -> None:
        """Have the page's main thread run so many times slower."""
        slow_down(self._page, rate)

    @contextmanager
    def watching(self) -> Iterator[Observed]:
        """Observe the page. What was observed is there at the end."""
        observed = Observed()
        self._frame.evaluate(_CLEAR)
        self._browser.start_tracing(page=self._page, categories=["disabled-by-default-devtools.timeline"])
        yield observed
        trace = json.loads(self._browser.stop_tracing())["traceEvents"]
        seen: dict[str, Any] = self._frame.evaluate("() => window.speed")
        observed.tasks = seen["tasks"]
        observed.busy = _long_tasks(trace)
        keys: defaultdict[int, float] = defaultdict(float)
        for interaction, duration in seen["keys"]:
            keys[interaction] = max(keys[interaction], duration)
        observed.keys = list(keys.values())

    def heap(self) -> float:
        """What the page's objects take after a garbage collection, in kB."""
        self._cdp.send("HeapProfiler.collectGarbage")
        metrics = {each["name"]: each["value"] for each in self._cdp.send("Performance.getMetrics")["metrics"]}
        return float(metrics["JSHeapUsedSize"]) / 1_000


def _long_tasks(trace: list[dict[str, Any]]) -> list[float]:
    """Of the main thread that was busiest, in milliseconds of processor time."""
    mains = {
        (each["pid"], each["tid"])
        for each in trace
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    tasks: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for each in trace:
        if each["name"] == "RunTask" and (each["pid"], each["tid"]) in mains:
            tasks[each["pid"], each["tid"]].append(each.get("tdur", 0) / 1_000)
    busiest = max(tasks.values(), key=sum, default=[])
    return [task for task in busiest if task > LONG_MS]
