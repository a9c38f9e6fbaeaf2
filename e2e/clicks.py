"""How many clicks a provider with twelve patients needs, and how long they take: `make clicks`.

Each task is played by the three dots and the patient information window, as it was before there was another way, and by
what the desk has for it. The page's own part is measured: from the first press until the composer has the focus, or the
call's page is open. A person's part is reckoned by the Keystroke-Level Model (Card, Moran and Newell, 1980).
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from time import perf_counter

from playwright.sync_api import BrowserContext, Locator, Page, expect, sync_playwright

from e2e.conftest import launch_arguments
from e2e.pages import ProviderPage, StandalonePage
from e2e.support.demo import Demo

POINT_AND_CLICK, KEY, THINK = 1.3, 0.2, 1.35
"""Seconds of the model: pointing and a click (P + 2 B), a key (K), and finding what to press next (M)."""
ROUNDS = 5
NAMES = [f"{first} {last}" for first in ("Ana", "Ben", "Cho", "Dee") for last in ("Diaz", "Ito", "Okafor")]

Play = Callable[[], None]


class Desk:
    """A provider in front of twelve patients."""

    def __init__(self, demo: Demo, provider: ProviderPage, patients: dict[str, StandalonePage]) -> None:
        self._provider = provider
        self._patients = patients
        self._demo = demo

    def tasks(self) -> Iterator[tuple[str, str, int, int, Play, Play]]:
        """What is played: task, way, clicks (a key counts as one), rows to find, what comes before, and the task."""
        desk, near, far = self._provider, NAMES[0], NAMES[9]
        yield "open a chat", "window", 2, 1, self._close, lambda: self._by_window(far)
        yield "open a chat", "row", 1, 1, self._close, lambda: self._by_row(far)
        yield "next unread", "window", 2, 1, lambda: self._news(near, far), lambda: self._by_window(far)
        yield "next unread", "button", 1, 0, lambda: self._news(near, far), lambda: self._press(desk.next_button, far)
        yield "previous patient", "window", 2, 1, lambda: self._walk(near, far), lambda: self._by_window(near)
        yield "previous patient", "button", 1, 0, lambda: self._walk(near, far), self._go_back
        yield "start a call and join", "window", 2, 1, self._idle, lambda: self._call_by_window(far)
        yield "start a call and join", "row", 2, 1, self._idle, lambda: self._call_by_row(far)
        yield "start a call and join", "in chat", 1, 0, lambda: self._chat_when_idle(far), lambda: self._call(far)

    def _by_window(self, name: str) -> None:
        self._provider.more_options(name).click()
        self._provider.window.chat_button.click()
        self._expect_ready(name)

    def _by_row(self, name: str) -> None:
        self._press(self._provider.row_button(name), name)

    def _go_back(self) -> None:
        self._press(self._provider.previous_button, NAMES[0])

    def _press(self, button: Locator, name: str) -> None:
        button.click()
        self._expect_ready(name)

    def _call_by_window(self, name: str) -> None:
        with self._provider.page.context.expect_page() as call:  # opens by itself where pop-ups are not blocked
            self._provider.more_options(name).click()
            self._provider.window.start_call_button.click()
        call.value.close()  # a page that is not in front draws once a second

    def _call_by_row(self, name: str) -> None:
        self._provider.row_button(name).click()
        self._call(name)

    def _call(self, name: str) -> None:
        with self._provider.page.context.expect_page() as call:
            self._provider.call_button("Start call", name).click()
        call.value.close()

    def _chat_when_idle(self, name: str) -> None:
        self._idle()
        self._by_row(name)

    def _close(self) -> None:
        if self._provider.window.dialog.is_visible():
            self._provider.window.dismiss()
        if self._provider.chat.region.count():
            self._provider.chat.close()

    def _news(self, shown: str, writer: str) -> None:
        self._by_window(shown)
        self._patients[writer].chat.send("a question")
        self._provider.expect_badge(writer, 1)

    def _walk(self, first: str, second: str) -> None:
        self._by_window(first)
        self._by_window(second)

    def _idle(self) -> None:
        self._close()
        in_call = self._provider.rows.filter(has_text="In call")
        if in_call.count():
            name = next(each for each in NAMES if each in (in_call.first.text_content() or ""))
            self._provider.end_call(name)
            self._provider.undo_button.wait_for(state="detached")
            patient = self._patients[name]
            patient.view.get_by_role("button", name="Check in again").click()
            patient.check_in(name)
            expect(self._provider.row(name)).to_be_visible()

    def _expect_ready(self, name: str) -> None:
        self._provider.chat.expect_open(name)
        expect(self._provider.chat.composer).to_be_focused()


def main() -> None:
    """Play, and print a table."""
    demo = Demo({})
    demo.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_arguments())
            context = browser.new_context()
            patients = {name: _arrive(context, demo, name) for name in NAMES}
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            provider = ProviderPage(page, demo.site)
            provider.arrive()
            provider.set_undo_time("Off")
            sys.stdout.write("\n".join([*_table(Desk(demo, provider, patients)), ""]))
            browser.close()
    finally:
        demo.kill()


def _arrive(context: BrowserContext, demo: Demo, name: str) -> StandalonePage:
    page: Page = context.new_page()
    patient = StandalonePage(page, demo.backend, "dr-rivera")
    patient.arrive(name)
    return patient


def _table(desk: Desk) -> Iterator[str]:
    yield f"{'task':24}{'way':10}{'clicks':>8}{'finds':>7}{'a person, s':>14}   the page, ms (min / median / max)"
    for task, way, clicks, finds, before, play in desk.tasks():
        person = clicks * POINT_AND_CLICK + (clicks - 1 + finds) * THINK
        spread = _spread([_played(before, play) for _ in range(ROUNDS)])
        yield f"{task:24}{way:10}{clicks:>8}{finds:>7}{person:>14.1f}   {spread}"


def _played(before: Play, play: Play) -> float:
    before()
    started = perf_counter()
    play()
    return (perf_counter() - started) * 1000


def _spread(values: Sequence[float]) -> str:
    return re.sub(r"\s+", " ", f"{min(values):.0f} / {median(values):.0f} / {max(values):.0f}")


if __name__ == "__main__":
    main()
