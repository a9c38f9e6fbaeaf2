"""Every state of the views with made-up models, as widget/preview/ has them: built, and served without a backend."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page

from widget.build_hook import find_node

WIDGET = Path(__file__).parents[2] / "widget"


class Preview:
    """The preview's pages at an address of their own."""

    def __init__(self, address: str) -> None:
        self._address = address

    def states(self, page: Page) -> list[str]:
        """The names of all states."""
        page.goto(self._address)
        page.locator("li").first.wait_for(state="attached")  # on a machine without fonts it has no size
        return page.locator("a").all_text_contents()

    def show(self, page: Page, state: str, **look: str) -> None:
        """Load a state, in a `theme`, a `dir` and a `lang` where they are given, and wait until it is there."""
        page.goto(f"{self._address}?{urlencode({'state': state, **look})}")
        page.locator(f"html[data-state='{state}']").wait_for()

    def change(self, page: Page, state: str) -> None:
        """Put a state in the place of the one that is there, or of the list: a fifth of what a load costs."""
        page.evaluate("(state) => show(state)", state)


@contextmanager
def serve_preview(folder: Path, widget: Path = WIDGET) -> Iterator[Preview]:
    """Build the preview into this folder, from the sources in `widget`, and serve it."""
    _build(folder, widget)
    handler = partial(_Quiet, directory=folder)
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Preview(f"http://localhost:{server.server_port}/preview/index.html")
        finally:
            server.shutdown()


def _build(folder: Path, widget: Path) -> None:
    node = find_node()
    assert node is not None, "the preview cannot be built: there is no Node.js"
    command = [str(node / "npm"), "run", "--silent", "preview", "--", "--outDir", str(folder), "--logLevel", "error"]
    environment = {**os.environ, "PATH": os.pathsep.join([str(node), os.environ.get("PATH", "")])}
    built = subprocess.run(command, cwd=widget, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, f"the preview was not built:\n{built.stdout}{built.stderr}"


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name that http.server has
        """Nothing: the test's output is not a web server's log."""
