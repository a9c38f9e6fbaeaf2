"""What there are pictures of, and how they are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from e2e.looks.fonts import FontCheck
from e2e.support.preview import Preview

REFERENCES = Path(__file__).parent / "references"
MADE_WITH = REFERENCES / "made-with.txt"
NOW = "2030-03-14T15:30:00+01:00"  # the preview's own time, in the time zone of the pictures
PHONE = ViewportSize(width=360, height=740)
SIDEWAYS = ViewportSize(width=740, height=360)
ZOOMED = ViewportSize(width=640, height=400)
"""A screen of 1280 by 800 at 200%."""
DESKTOP = ViewportSize(width=1280, height=800)
TABLET = ViewportSize(width=768, height=1024)
WIDE = ViewportSize(width=1920, height=1080)
SITUATIONS = (
    "patient-call",  # a call opens the panel, whatever it was
    "patient-minimized-call",
    "patient-alone-call",
    "patient-nobody",
    "patient-slow",
    "patient-unreached",
    "patient-offline",
    "patient-alone-offline",
    "patient-check-in-not-ready",  # while the database is down
    "provider-undo",
    "provider-slow",
    "provider-offline",
    "console-unreachable",
)
"""States of trouble and of news, looked at on every screen and in every look: one line here adds a state to all."""
DESK = ("provider-twelve-chat", "provider-forty")
"""The provider's desk with many patients: looked at on every screen that it changes on."""
KINDS = (
    "patient-check-in-passcode",
    "patient-waiting",
    "patient-leaving",
    "patient-offline",
    "patient-call",
    "patient-ended",
    "patient-blocked-crypto",
    "patient-minimized",
    "patient-alone",
    *DESK,
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
EVERY_KIND = tuple(dict.fromkeys((*KINDS, *SITUATIONS)))


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

    def kept(self, states: Sequence[str]) -> Sequence[str]:
        """The states that a reference is kept of.

        On a phone and a desktop all in light English, and one of each kind in the other looks. On a tablet and a wide
        screen the desk, in every look. On other screens the situations in light English.
        """
        is_first = (self.theme, self.language) == ("light", "en")
        if self.screen in (PHONE, DESKTOP):
            return states if is_first else EVERY_KIND
        if self.screen in (TABLET, WIDE):
            return DESK
        return SITUATIONS if is_first else ()


LOOKS = (
    Look(PHONE, "light"),
    Look(PHONE, "dark"),
    Look(PHONE, "light", "ar"),
    Look(DESKTOP, "light"),
    Look(DESKTOP, "dark"),
    Look(DESKTOP, "light", "ar"),
    *(
        Look(screen, theme, language)
        for screen in (SIDEWAYS, ZOOMED, TABLET, WIDE)
        for theme, language in (("light", "en"), ("dark", "en"), ("light", "ar"))
    ),
)


class Studio:
    """A page that always looks the same: one clock, one locale, one time zone, its own fonts, nothing that moves."""

    def __init__(self, browser: Browser, preview: Preview, look: Look) -> None:
        context = browser.new_context(
            viewport=look.screen, locale="en-US", timezone_id="Europe/Berlin", reduced_motion="reduce"
        )
        self._preview = preview
        self.page = context.new_page()
        self.page.clock.set_fixed_time(NOW)
        self.states = preview.states(self.page)
        preview.show(self.page, self.states[0], theme=look.theme, lang=look.language)
        self._fonts = FontCheck(self.page)

    def take(self, state: str) -> bytes:
        """Take a picture of this state, as PNG."""
        self._preview.change(self.page, state)
        return self.take_again()

    def take_again(self) -> bytes:
        """Take a picture of the state that is there, as PNG."""
        return self.page.screenshot(animations="disabled", caret="hide")

    def tree(self, state: str) -> str:
        """Tell what a screen reader finds in this state, in order, as YAML."""
        self._preview.change(self.page, state)
        if self.page.locator(".message").count() > 0:
            self.page.locator(".copy").wait_for(state="attached")  # it is loaded late
        return self.page.locator("body").aria_snapshot() + "\n"

    def system_fonts(self) -> list[str]:
        """Where the state of the last picture shows text in a font of this machine: such a picture proves nothing."""
        return self._fonts.found()

    def close(self) -> None:
        """Close the page."""
        self.page.context.close()


def reference_of(look: Look, state: str) -> Path:
    """Where the picture is kept."""
    return REFERENCES / f"{state}-{look.name}.webp"


def made_with() -> str:
    """The browser that took the references, as `browser_of` names it."""
    return MADE_WITH.read_text(encoding="utf-8").strip()


def browser_of(browser: Browser) -> str:
    """Name a browser and its major version, which decide how a picture is drawn, such as "chromium 156"."""
    return f"{browser.browser_type.name} {browser.version.split('.')[0]}"
