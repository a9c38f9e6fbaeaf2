"""What the tag costs the page that it is on, and how soon after a click one can type: `make page-cost`.

The same page is loaded with the tag, without it, and once more without it, in turn and each time by a browser that has
seen none of it. The third is the control: what differs there is noise.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import TypeVar

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from e2e.conftest import launch_arguments
from e2e.support.demo import Demo
from e2e.support.timing import Load, measure_click, measure_load
from e2e.support.twin import Twins, serve_twins

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
ROUNDS = 20
T = TypeVar("T")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each page is loaded")
    rounds: int = parser.parse_args().rounds
    demo = Demo({})
    demo.start()
    try:
        with sync_playwright() as playwright, serve_twins(demo) as twins:
            browser = playwright.chromium.launch(**launch_arguments())
            lines = [*_loads(browser, twins, rounds), *_clicks(browser, twins, demo, rounds)]
            browser.close()
    finally:
        demo.kill()
    sys.stdout.write("\n".join([*lines, ""]))


def _loads(browser: Browser, twins: Twins, rounds: int) -> Iterator[str]:
    pages = {"without": twins.without_tag, "with": twins.with_tag, "without, again": twins.without_tag}
    runs: dict[str, list[Load]] = {name: [] for name in pages}
    for round_ in range(rounds + 1):
        for name, address in _in_turn(pages, round_):
            load = _in_new_context(browser, partial(measure_load, address=address))
            if round_ > 0:  # the first one warms up the servers
                runs[name].append(load)
    yield f"A clinic's page, {rounds} loads of each, in turn; min / median / max"
    for name, loads in runs.items():
        tasks = [duration for each in loads for duration in each.tasks]
        yield f"  {name}"
        yield f"    load event     {_spread([each.load for each in loads])} ms"
        yield f"    first paint    {_spread([each.paint for each in loads])} ms"
        yield f"    long tasks     {len(tasks)} in all, {sum(tasks):.0f} ms"
        yield f"    layout shift   {max(sum(each.shifts) for each in loads):.4f} at most"
        yield f"    requests       {_spread([each.requests for each in loads])}"
        yield f"    transferred    {_spread([each.transferred / 1000 for each in loads], 1)} kB"
    for name in ("with", "without, again"):
        pairs = list(zip(runs[name], runs["without"], strict=True))
        yield f"  {name} ÷ without"
        yield f"    load event     {_spread([one.load / other.load for one, other in pairs], 2)}"
        yield f"    first paint    {_spread([one.paint / other.paint for one, other in pairs], 2)}"


def _clicks(browser: Browser, twins: Twins, demo: Demo, rounds: int) -> Iterator[str]:
    home = demo.site.replace("localhost", "127.0.0.1")  # another site than the backend's, as the empty frame is
    pages = {"the chat": (home, "[data-testid=waitside-launcher]"), "an empty frame": (twins.empty, "#launcher")}
    runs: dict[str, list[float]] = {name: [] for name in pages}
    for round_ in range(rounds + 1):
        for name, (address, launcher) in _in_turn(pages, round_):
            time = _in_new_context(browser, partial(measure_click, address=address, launcher=launcher))
            if round_ > 0:
                runs[name].append(time)
    yield f"From the click to a field that can be typed in, {rounds} of each, in turn; min / median / max"
    for name, times in runs.items():
        yield f"  {name:16} {_spread(times)} ms"
    pairs = zip(runs["the chat"], runs["an empty frame"], strict=True)
    yield f"  the difference   {_spread([chat - empty for chat, empty in pairs])} ms"


def _in_turn(pages: Mapping[str, T], round_: int) -> Sequence[tuple[str, T]]:
    """All of them, each time beginning with another one: none is always the first."""
    items = list(pages.items())
    first = round_ % len(items)
    return items[first:] + items[:first]


def _in_new_context(browser: Browser, measure: Callable[[Page], T]) -> T:
    context = browser.new_context(viewport=DESKTOP)
    try:
        return measure(context.new_page())
    finally:
        context.close()


def _spread(values: Sequence[float], digits: int = 0) -> str:
    return " / ".join(f"{each:.{digits}f}" for each in (min(values), median(values), max(values)))


if __name__ == "__main__":
    main()
