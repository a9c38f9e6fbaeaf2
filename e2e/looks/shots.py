"""What there are pictures of: every state in every look."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

from e2e.support.preview import Preview

REFERENCES = Path(__file__).parent / "references"
PRINT = REFERENCES / "made-with.json"
NOW = "2030-03-14T15:30:00+01:00"  # the preview's own time, in the time zone of the pictures
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=800)
EVERY_KIND = (
    "patient-check-in-passcode",
    "patient-waiting",
    "patient-leaving",
    "patient-offline",
    "patient-call",
    "patient-ended",
    "patient-blocked-crypto",
    "patient-minimized",
    "patient-alone",
    "provider-queue",
    "provider-empty",
    "provider-loading",
    "provider-window",
    "provider-chat",
    "provider-gone",
    "provider-settings-notifications",
    "console-sign-in",
    "console-rooms",
)
"""States that are enough to see whether a theme or a direction still works on a view."""

_SAMPLE = """async () => {
  document.body.replaceChildren("Waitside العربية 👋");
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))); // it has no font before
}"""


@dataclass(frozen=True)
class Look:
    """How a series of pictures looks."""

    screen: ViewportSize
    theme: str
    language: str = "en"

    @property
    def name(self) -> str:
        """As it stands in the pictures' names."""
        return f"{self.screen['width']}-{self.theme}" + ("" if self.language == "en" else f"-{self.language}")

    @property
    def is_plain(self) -> bool:
        """Whether it has neither another theme nor another direction than most people see."""
        return (self.theme, self.language) == ("light", "en")


LOOKS = (
    Look(PHONE, "light"),
    Look(PHONE, "dark"),
    Look(PHONE, "light", "ar"),
    Look(DESKTOP, "light"),
    Look(DESKTOP, "dark"),
    Look(DESKTOP, "light", "ar"),
)


class Studio:
    """A page that always looks the same: one clock, one locale, one time zone, nothing that moves."""

    def __init__(self, browser: Browser, preview: Preview, look: Look) -> None:
        context = browser.new_context(
            viewport=look.screen, locale="en-US", timezone_id="Europe/Berlin", reduced_motion="reduce"
        )
        self._preview = preview
        self._look = look
        self._page = context.new_page()
        self._page.clock.set_fixed_time(NOW)
        self.states = preview.states(self._page)

    def take(self, state: str) -> bytes:
        """A picture of this state, as PNG."""
        self._preview.show(self._page, state, theme=self._look.theme, lang=self._look.language)
        self._page.evaluate("document.fonts.ready")
        return self._page.screenshot(animations="disabled", caret="hide")

    def made_with(self) -> dict[str, Any]:
        """What pictures depend on besides our own code: the browser, and the fonts that it finds here."""
        self._preview.show(self._page, "patient-waiting")
        self._page.evaluate(_SAMPLE)
        session = self._page.context.new_cdp_session(self._page)
        return {"browser": _version(self._page), "fonts": _fonts(session)}

    def close(self) -> None:
        """Close the page."""
        self._page.context.close()


def reference_of(look: Look, state: str) -> Path:
    """Where the picture is kept."""
    return REFERENCES / f"{state}-{look.name}.webp"


def made_with() -> dict[str, Any]:
    """What the references were made with."""
    written: dict[str, Any] = json.loads(PRINT.read_text(encoding="utf-8"))
    return written


def _version(page: Page) -> str:
    browser = page.context.browser
    assert browser is not None
    return f"{browser.browser_type.name} {browser.version.split('.')[0]}"


def _fonts(session: CDPSession) -> list[str]:
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    body = session.send("DOM.querySelector", {"nodeId": root, "selector": "body"})["nodeId"]
    return sorted(font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": body})["fonts"])
