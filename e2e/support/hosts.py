"""Pages that make it hard for a guest: each file in `e2e/hosts/` is a page of the clinic with a habit of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from playwright.sync_api import Frame, Page, Route, WebSocketRoute

from e2e.support.demo import Demo
from e2e.support.sites import allow_local_network

FOLDER = Path(__file__).parents[1] / "hosts"
SOCKET_IO = Path(__file__).parents[2] / "widget/node_modules/socket.io-client/dist/socket.io.min.js"
NONCE = "bm9uY2Ugb2YgdGhpcyBwYWdl"


@dataclass(frozen=True)
class Host:
    """A page, the headers that it is served with, and what has to be true on it in the end."""

    name: str
    file: str
    headers: Mapping[str, str] = field(default_factory=dict)
    holds: str = "true"
    sandbox: str | None = None
    """Where the page itself is in a frame: what that one allows."""


HOSTS = [
    Host("css_reset", "css_reset.html"),
    Host("positional_styles", "positional_styles.html"),
    Host(
        "strict_csp",
        "strict_csp.html",
        {
            "Content-Security-Policy": "default-src 'none'; img-src data:; script-src $backend; frame-src $backend; "
            "style-src 'none'; base-uri 'none'; form-action 'none'; trusted-types 'none'; "
            "require-trusted-types-for 'script'"
        },
    ),
    Host(
        "nonce_csp",
        "nonce_csp.html",
        {
            "Content-Security-Policy": "default-src 'none'; img-src data:; script-src 'nonce-$nonce'; "
            "style-src 'nonce-$nonce'; frame-src $backend"
        },
        holds="window.ownScriptRan",
    ),
    Host(
        "isolated",
        "isolated.html",
        {
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "autoplay=(), clipboard-write=(), fullscreen=(), storage-access=()",
        },
        holds="window.crossOriginIsolated",
    ),
    Host(
        "credentialless",
        "isolated.html",
        {"Cross-Origin-Embedder-Policy": "credentialless", "Cross-Origin-Opener-Policy": "same-origin"},
        holds="window.crossOriginIsolated",
    ),
    Host("right_to_left", "right_to_left.html"),
    Host("z_index_wars", "z_index_wars.html"),
    Host("transformed", "transformed.html"),
    Host("patched", "patched.html"),
    Host("polluted", "polluted.html"),
    Host("other_socket_io", "other_socket_io.html", holds="ownSocket.connected && ownNews.join() === 'news,kept'"),
    Host(
        "forged_messages",
        "forged_messages.html",
        holds="window.forged === 1000 && window.finished.size === 2 && "
        "window.answers.every(({ code }) => code === 'bridge_version')",
    ),
    Host("reading_parent", "reading_parent.html", holds="window.tries > 9 && window.read.length === 0"),
    Host("quirks", "quirks.html", holds="document.compatMode === 'BackCompat'"),
    Host("xhtml", "strict.xhtml", {"Content-Type": "application/xhtml+xml"}, holds="!document.doctype"),
    Host("late_body", "late_body.html"),
    Host("base_elsewhere", "base_elsewhere.html"),
    Host("in_a_sandbox", "isolated.html", sandbox="allow-scripts allow-same-origin allow-forms allow-popups"),
    Host("in_a_narrow_sandbox", "isolated.html", sandbox="allow-scripts allow-same-origin"),
]


class HostSite:
    """Serves the pages on an origin of the demo clinic, with the widget's tag and with one that does nothing."""

    def __init__(self, page: Page, demo: Demo, stranger: str) -> None:
        self._page = page
        self._demo = demo
        self._stranger = stranger
        allow_local_network(page)
        self._serve("/socket.io.min.js", SOCKET_IO.read_text("utf-8"), {"Content-Type": "text/javascript"})
        self._serve("/sibling", (FOLDER / "beside.html").read_text("utf-8"), {"Content-Type": "text/html"})
        page.route_web_socket("**/own-socket/**", _answer_as_socket_io)

    def open(self, host: Host, *, with_tag: bool) -> Frame:
        """Load a page. Returns the frame that it is in."""
        path = f"/{host.name}" + ("" if with_tag else "/without")
        values = {"backend": self._demo.backend, "nonce": NONCE, "stranger": self._stranger, "inner": path}
        values["tag"], values["sync_tag"] = _tags(self._demo.backend if with_tag else None)
        values["content"] = _filled("content.html", {})
        headers = {name: Template(value).substitute(values) for name, value in host.headers.items()}
        self._serve(path, _filled(host.file, values), {"Content-Type": "text/html", **headers})
        if host.sandbox is None:
            self._page.goto(self._demo.site + path)
            return self._page.main_frame
        self._serve(
            "/around", _filled("sandboxed.html", {**values, "sandbox": host.sandbox}), {"Content-Type": "text/html"}
        )
        self._page.goto(f"{self._demo.site}/around")
        inner = self._page.frame("clinic")
        assert inner is not None
        return inner

    def _serve(self, path: str, body: str, headers: Mapping[str, str]) -> None:
        def fulfill(route: Route) -> None:
            route.fulfill(body=body, headers=dict(headers))

        self._page.route(self._demo.site + path, fulfill)


def _filled(file: str, values: Mapping[str, str]) -> str:
    return Template((FOLDER / file).read_text("utf-8")).safe_substitute(values)


def _tags(backend: str | None) -> tuple[str, str]:
    """The tag, as it is pasted and as older pages have it: before all else. Without a backend it does nothing."""
    source = f'src="{backend}/widget.js"' if backend else ""
    rest = f'nonce="{NONCE}" {source} data-room="dr-rivera"></script>'
    return f'<script async="" {rest}', f"<script {rest}"


def _answer_as_socket_io(socket: WebSocketRoute) -> None:
    """As much of a Socket.IO server as the clinic's own client needs to be content."""

    def answer(message: str | bytes) -> None:
        if message == "40":
            socket.send('40{"sid":"own"}')
            socket.send('42["news","kept"]')

    socket.on_message(answer)
    socket.send('0{"sid":"own","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100000}')
