"""`python -m e2e.speed`: measure, and print a table."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import expect, sync_playwright

from e2e.conftest import launch_arguments
from e2e.speed.crowd import ALLOWED, Crowd
from e2e.speed.gauge import SLOWER
from e2e.speed.scenes import QUICK, ProviderScenes, Row, Scale, patient_clicks
from e2e.support.demo import Demo
from tests.bench.machine import cpu_model

WAIT_MS = 120_000


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m e2e.speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a little of everything: whether it works at all")
    scale = QUICK if parser.parse_args().quick else Scale()
    expect.set_options(timeout=WAIT_MS)
    demo = Demo(ALLOWED)
    demo.start()
    try:
        for line in report(measure(demo, scale)):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    finally:
        demo.kill()


def measure(demo: Demo, scale: Scale) -> Iterator[Row]:
    """Play all scenes on a demo that allows a crowd. The crowd has a browser of its own, as it is not slowed down."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser, others = (playwright.chromium.launch(**launch_arguments()) for _ in range(2))
        yield from patient_clicks(browser, demo, scale)
        yield from ProviderScenes(browser, Crowd(others.new_context, demo, Path(folder)), demo, scale).play()
        browser.close()
        others.close()


def report(rows: Iterator[Row]) -> Iterator[str]:
    """The table, line by line."""
    before = os.getloadavg()[0]
    machine = f"{cpu_model()} ({os.cpu_count()} cores), Python {platform.python_version()}"
    yield f"{datetime.now(UTC).date()}: {machine}, pages {SLOWER} × slower.\n"
    yield "| what | count | min | median | max | |\n| --- | ---: | ---: | ---: | ---: | --- |"
    for what, unit, values in rows:
        spread = [f"{of(values):,.1f}" for of in (min, median, max)] if values else ["", "", ""]
        yield f"| {what} | {len(values)} | {' | '.join(spread)} | {unit} |"
    yield f"\nLoad of the computer: {before:.1f} at the beginning, {os.getloadavg()[0]:.1f} at the end."


if __name__ == "__main__":
    main()
