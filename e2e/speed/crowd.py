"""Many patients in one page of a browser of their own: real connections, real sealing, no views."""

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext

from e2e.support.demo import Demo
from widget.build_hook import find_node

WIDGET: Final = Path(__file__).parents[2] / "widget"
ROOM: Final = "dr-rivera"
ALLOWED: Final = {
    "WAITSIDE_LIMIT_ARRIVALS": "10000",
    "WAITSIDE_LIMIT_PATIENT": "100000",
    "WAITSIDE_LIMIT_PAGE": "100000",
}
"""What the demo has to allow: everybody comes from one address, and a long conversation is written within a minute."""

FILLED_WITHIN_MS: Final = 600_000.0


class Crowd:
    """Patients with names that sort by their arrival. They read everything at once."""

    def __init__(self, new_context: Callable[..., BrowserContext], demo: Demo, folder: Path) -> None:
        """`folder`: where the script of their page is built."""
        self._demo = demo
        self._page = new_context(bypass_csp=True).new_page()
        self._page.set_default_timeout(FILLED_WITHIN_MS)
        self._page.goto(f"{demo.backend}/healthz")  # pages connect to where they are from
        self._page.evaluate(build(folder))
        self.names: list[str] = []

    def enter(self, count: int) -> None:
        """Have so many more patients check in, one after the other."""
        arriving = [f"Patient {number:03}" for number in range(len(self.names) + 1, len(self.names) + count + 1)]
        self._page.evaluate("([room, names]) => window.crowd.enter(room, names)", [ROOM, arriving])
        self.names += arriving
        self._demo.private += arriving

    def start(self, per_second: float, writers: Sequence[int]) -> None:
        """Begin to write. The patients with these numbers take turns."""
        self._page.evaluate("([rate, writers]) => window.crowd.start(rate, writers)", [per_second, list(writers)])

    def stop(self) -> None:
        """Write no more."""
        self._page.evaluate("() => window.crowd.stop()")

    def burst(self, patient: int, count: int) -> None:
        """Have a patient write so many messages now."""
        self._page.evaluate("([patient, count]) => window.crowd.burst(patient, count)", [patient, count])

    def expect_settled(self, patient: int, messages: int) -> None:
        """Wait until the patient's page holds so many messages, and the provider's has the patient's own."""
        expected = {"messages": messages, "unsettled": 0}
        self._page.wait_for_function(
            "([patient, expected]) => JSON.stringify(window.crowd.counts(patient)) === JSON.stringify(expected)",
            arg=[patient, expected],
            polling=100,
        )


def build(folder: Path) -> str:
    """Build the script of the crowd's page into a folder. Return the script."""
    node = find_node()
    assert node is not None, "the build needs Node.js"
    command = [str(node / "npm"), "run", "--silent", "crowd", "--", "--outDir", str(folder), "--logLevel", "error"]
    environment = {**os.environ, "PATH": os.pathsep.join([str(node), os.environ.get("PATH", "")])}
    subprocess.run(command, cwd=WIDGET, env=environment, check=True)
    return (folder / "crowd.js").read_text()
