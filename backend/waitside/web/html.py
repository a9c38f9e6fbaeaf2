"""The two kinds of HTML pages: one with an app on it, one with a line of text."""

from collections.abc import Iterable
from html import escape
from typing import Final, NamedTuple

import msgspec

from waitside.web.assets import Bundle

NOTICE_STYLE: Final = (
    ":root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}"
    "body{display:grid;min-height:100vh;margin:0;padding:1.5rem;box-sizing:border-box;place-content:center;"
    "text-align:center}"
    "p+h1{margin-top:1rem}"
    "h1{margin:0 0 .5rem;font-size:1.25rem}p{margin:0;max-width:34em}a{display:block;margin-top:1rem;color:LinkText}"
    "i{display:block;width:1.5rem;height:1.5rem;margin:1.5rem auto 0;border:.2rem solid GrayText;border-radius:50%;"
    "border-block-start-color:transparent;animation:turn 1.2s linear infinite}@keyframes turn{to{rotate:1turn}}"
    "@media (prefers-reduced-motion:reduce){i{animation-duration:6s}}"
)

# Looks at its own address now and then, ever less often, and reloads once something else is there.
RETRY_SCRIPT: Final = """
(function look(wait) {
  setTimeout(function () {
    fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } }).then(
      function (answer) { answer.status < 500 ? location.reload() : look(Math.min(wait * 1.5, 30000)); },
      function () { look(wait); }
    );
  }, wait * (0.75 + Math.random() / 2));
})(3000);
"""
RELOAD_AFTER: Final = 10  # seconds, where scripts do not run


# Up to the edges of a phone's screen, and never under its keyboard.
VIEWPORT: Final = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"

# What would end a script element or begin a comment in it, and what older parsers take for a line's end.
_UNSAFE_IN_SCRIPT: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


class Notice(NamedTuple):
    """What a page says that comes without an app.

    `link`: an address and its name; `retries`: looks again by itself; `clinic`: the name of whose server it is.
    """

    title: str
    text: str
    link: tuple[str, str] | None = None
    retries: bool = False
    clinic: str | None = None


def app_page(title: str, bundle: Bundle, config: object, without_scripts: str) -> str:
    """A page that starts an app, which finds `config` in the element `waitside-config`."""
    data = msgspec.json.encode(config).decode().translate(_UNSAFE_IN_SCRIPT)
    return _page(
        title,
        [
            *(f'<link rel="stylesheet" href="{escape(style)}">' for style in bundle.styles),
            *(f'<link rel="modulepreload" href="{escape(script)}">' for script in bundle.imported),
            f'<script type="module" src="{escape(bundle.script)}"></script>',
        ],
        [
            '<div id="app"></div>',
            f"<noscript>{escape(without_scripts)}</noscript>",
            f'<script type="application/json" id="waitside-config">{data}</script>',
        ],
    )


def notice_page(notice: Notice, language: str, direction: str) -> str:
    """A page that says one thing, in a language and its direction, "ltr" or "rtl"."""
    reload = f'<noscript><meta http-equiv="refresh" content="{RELOAD_AFTER}"></noscript>'
    link = [] if notice.link is None else [f'<a href="{escape(notice.link[0])}">{escape(notice.link[1])}</a>']
    clinic = [] if notice.clinic is None else [f"<p>{escape(notice.clinic)}</p>"]
    busy = ["<i></i>", f"<script>{RETRY_SCRIPT}</script>"] if notice.retries else []
    return _page(
        notice.title,
        [f"<style>{NOTICE_STYLE}</style>", *([reload] if notice.retries else [])],
        [
            "<main>",
            *clinic,
            f"<h1>{escape(notice.title)}</h1>",
            f"<p>{escape(notice.text)}</p>",
            *link,
            *busy,
            "</main>",
        ],
        f'lang="{language}" dir="{direction}"',
    )


def _page(title: str, head: Iterable[str], body: Iterable[str], language: str = 'lang="en"') -> str:
    return "\n".join(
        [
            "<!doctype html>",
            f"<html {language}>",
            "<head>",
            '<meta charset="utf-8">',
            f'<meta name="viewport" content="{VIEWPORT}">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(title)}</title>",
            '<link rel="icon" href="data:,">',  # none, and no request for one either
            *head,
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )
