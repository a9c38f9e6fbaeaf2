"""The two kinds of HTML pages: one with an app on it, one with a line of text."""

from collections.abc import Iterable
from html import escape
from typing import Final

import msgspec

from waitside.web.assets import Bundle

NOTICE_STYLE: Final = (
    ":root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}"
    "body{display:grid;min-height:100vh;margin:0;padding:1.5rem;box-sizing:border-box;place-content:center;"
    "text-align:center}"
    "h1{margin:0 0 .5rem;font-size:1.25rem}p{margin:0;max-width:34em}"
)

# Up to the edges of a phone's screen, and never under its keyboard.
VIEWPORT: Final = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"

# What would end a script element or begin a comment in it, and what older parsers take for a line's end.
_UNSAFE_IN_SCRIPT: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def app_page(title: str, bundle: Bundle, config: object) -> str:
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
            "<noscript>The waiting room needs JavaScript.</noscript>",
            f'<script type="application/json" id="waitside-config">{data}</script>',
        ],
    )


def notice_page(title: str, text: str) -> str:
    """A page that says one thing."""
    body = [f"<main><h1>{escape(title)}</h1>", f"<p>{escape(text)}</p></main>"]
    return _page(title, [f"<style>{NOTICE_STYLE}</style>"], body)


def _page(title: str, head: Iterable[str], body: Iterable[str]) -> str:
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
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
