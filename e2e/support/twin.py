"""The demo clinic's home page with the widget's tag and without it, from one server, so that nothing else differs."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

from e2e.support.demo import Demo

_TAG = re.compile(rb'<script async src="[^"]*/widget\.js"[^>]*></script>')
_EMPTY_HOST = b"""<!doctype html><meta charset="utf-8"><title>Empty</title><link rel="icon" href="data:,">
<button id="launcher">Open</button>
<script>
  document.getElementById("launcher").onclick = () => {
    const frame = document.createElement("iframe");
    frame.src = "http://localhost:" + location.port + "/empty-frame";
    document.body.append(frame);
  };
</script>"""
_EMPTY_FRAME = b"""<!doctype html><meta charset="utf-8"><title>Empty</title><input aria-label="Name">"""


@dataclass(frozen=True)
class Twins:
    """Where the pages are. `empty` has a button that opens a frame with nothing in it but a field to type in."""

    with_tag: str
    without_tag: str
    empty: str


@contextmanager
def serve_twins(demo: Demo) -> Iterator[Twins]:
    """Serve them, on another site than the backend's, with all that the home page needs."""
    home = demo.fetch("/").encode()
    assert len(_TAG.findall(home)) == 1
    pages = {"/with": home, "/without": _TAG.sub(b"", home), "/empty": _EMPTY_HOST, "/empty-frame": _EMPTY_FRAME}
    contents = {path: (page, "text/html; charset=utf-8") for path, page in pages.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server looks for
            if self.path not in contents:
                with urlopen(demo.site + self.path) as answer:
                    contents[self.path] = answer.read(), answer.headers["Content-Type"]
            content, kind = contents[self.path]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing: the measure's output is a table."""

    with ThreadingHTTPServer(("localhost", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"
        try:
            yield Twins(f"{origin}/with", f"{origin}/without", f"{origin}/empty")
        finally:
            server.shutdown()
