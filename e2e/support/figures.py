"""Measurements in the page, printed at the end of a run. Never asserted: a shared machine's clock proves nothing."""

from collections.abc import Sequence
from statistics import median
from typing import ClassVar

import pytest

from e2e.pages import ChatBox

_NOTE_THE_PRESS = """
(button) => button.addEventListener("click", () => {
  window.pressedAt = performance.timeOrigin + performance.now();
}, { capture: true, once: true })
"""

_NOTE_THE_SIGHT = """
(element, text) => {
  window.seenAt = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.body.innerText.includes(text)) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}
"""


def time_message(sender: ChatBox, receiver: ChatBox, text: str) -> float:
    """Send a message; milliseconds from the press of the button to the first frame that shows it on the other page."""
    receiver.region.evaluate(_NOTE_THE_SIGHT, text)
    sender.send_button.evaluate(_NOTE_THE_PRESS)
    sender.send(text)
    receiver.expect_received(text)
    seen: float = receiver.region.evaluate("() => window.seenAt")
    pressed: float = sender.region.evaluate("() => window.pressedAt")
    return seen - pressed


class Figures:
    """What one test measured. It travels in the test's report, so it is printed whatever worker ran the test."""

    KEY: ClassVar[str] = "figure"

    def __init__(self, test: pytest.Item) -> None:
        self._test = test

    def add(self, what: str, samples_ms: Sequence[float]) -> None:
        """Record a series of milliseconds as least, median and most."""
        text = f"{what}: {len(samples_ms)} samples, min {min(samples_ms):.0f} ms, "
        text += f"median {median(samples_ms):.0f} ms, max {max(samples_ms):.0f} ms"
        self._test.user_properties.append((self.KEY, text))
