"""Pages that tests serve themselves: on the clinic's origin, and on that of a stranger."""

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page

from e2e.support.demo import Demo

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Clinic</title><link rel="icon" href="data:,">{head}</head>
<body>{body}</body>
</html>"""


def script_tag(demo: Demo, onload: str = "", **data: str) -> str:
    """The widget's script tag: `role="provider"` becomes `data-role="provider"`."""
    attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    handler = f' onload="{html.escape(onload)}"' if onload else ""
    return f'<script async src="{demo.backend}/widget.js"{attributes}{handler}></script>'


def open_on_clinic_site(page: Page, demo: Demo, body: str, head: str = "", host: str = "localhost") -> None:
    """Load a page with this body, served by the test on an origin of the demo clinic."""
    address = f"http://{host}:{demo.site_port}/page-of-this-test"
    allow_local_network(page)
    page.route(address, lambda route: route.fulfill(content_type="text/html", body=_PAGE.format(head=head, body=body)))
    page.goto(address)


def allow_local_network(page: Page) -> None:
    """For Chromium a page that no server sent is from the internet, which may not reach this machine without asking."""
    browser = page.context.browser
    if browser is not None and browser.browser_type.name == "chromium":
        page.context.grant_permissions(["local-network-access"])


@contextmanager
def stranger_site(body: str) -> Iterator[str]:
    """The address of a page on an origin that is on nobody's list."""
    content = _PAGE.format(head="", body=body).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server looks for
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(content)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing: the test's output is not a web server's log."""

    with ThreadingHTTPServer(("localhost", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()
