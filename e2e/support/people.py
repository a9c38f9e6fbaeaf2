"""The people of a test: each with a browser context of their own, as on computers of their own."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError

from e2e.pages import ConsolePage, PortalPage, ProviderPage, StandalonePage, WalkInPage
from e2e.support.demo import Demo, canaries

RIVERA = "Dr. Elena Rivera"
"""Who looks after the demo's room `dr-rivera`, as patients see it."""


class People:
    """Opens pages and watches their consoles: what they write must be no error and must hold nothing private."""

    def __init__(self, demo: Demo, new_context: Callable[..., BrowserContext]) -> None:
        self.demo = demo
        self.private = demo.private
        self._new_context = new_context
        self._console: list[str] = []
        self._errors: list[str] = []
        self._allowed: list[str] = []

    def patient(self, name: str, room: str | None = None, **context: Any) -> WalkInPage:
        """A walk-in who has checked in."""
        walk_in = self.visitor(room, **context)
        walk_in.arrive(name)
        return walk_in

    def patient_on(self, page: Page, name: str) -> WalkInPage:
        """A walk-in who checks in on a page that the test has prepared."""
        walk_in = self.visitor_on(page)
        walk_in.arrive(name)
        return walk_in

    def visitor_on(self, page: Page) -> WalkInPage:
        """A walk-in before anything is loaded, on a page that the test has prepared."""
        return WalkInPage(page, self.demo.site, private=self.private)

    def provider_on(self, page: Page) -> ProviderPage:
        """A provider on a page that the test has prepared."""
        provider = ProviderPage(page, self.demo.site, private=self.private)
        provider.arrive()
        return provider

    def visitor(self, room: str | None = None, **context: Any) -> WalkInPage:
        """A walk-in before anything is loaded."""
        return WalkInPage(self.page(**context), self.demo.site, room, private=self.private)

    def portal_patient(self, name: str, room: str | None = None, **context: Any) -> PortalPage:
        """A patient whom the clinic's portal has signed in."""
        patient = PortalPage(self.page(**context), self.demo.site, name, room, private=self.private)
        patient.arrive()
        return patient

    def standalone_patient(self, name: str, room: str = "dr-rivera", **context: Any) -> StandalonePage:
        """A patient on the backend's own page, checked in."""
        patient = StandalonePage(self.page(**context), self.demo.backend, room, private=self.private)
        patient.arrive(name)
        return patient

    def standalone_patient_on(self, page: Page, name: str, room: str = "dr-rivera") -> StandalonePage:
        """A patient who checks in on the backend's own page, in a page that the test has prepared."""
        patient = StandalonePage(page, self.demo.backend, room, private=self.private)
        patient.arrive(name)
        return patient

    def provider(self, room: str | None = None, colleague: str | None = None, **context: Any) -> ProviderPage:
        """A provider in front of the queue; the room's own, or a colleague who helps out."""
        page = self.page(**context)
        provider = ProviderPage(page, self.demo.site, room, colleague=colleague, private=self.private)
        provider.arrive()
        return provider

    def console(self, room: str | None = "dr-rivera", **context: Any) -> ConsolePage:
        """Dr. Rivera's console before she has signed in; it opens that room then, or asks for one."""
        return ConsolePage(self.page(**context), self.demo.backend, room, private=self.private)

    def signed_in(self, room: str = "dr-rivera", **context: Any) -> ConsolePage:
        """Dr. Rivera at the console, in front of a room's queue."""
        console = self.console(room, **context)
        console.page.goto(console.address)
        console.sign_in(*self.demo.console_account)
        console.expect_connection("online")
        return console

    def page(self, **context: Any) -> Page:
        """An empty page in a browser context of its own."""
        fresh = self._new_context(**context)
        fresh.on("console", self._on_console)
        fresh.on("weberror", self._on_error)
        return fresh.new_page()

    def allow_errors(self, pattern: str) -> None:
        """Accept console errors that match, for a test that causes them on purpose."""
        self._allowed.append(pattern)

    def check_consoles(self) -> None:
        """Fail on errors that no test asked for, and on anything private that a page wrote."""
        unexpected = [error for error in self._errors if not any(re.search(each, error) for each in self._allowed)]
        assert not unexpected, f"errors in the pages' consoles: {unexpected}"
        written = "\n".join(self._console)
        told = [text for text in canaries(self.private) if text in written]
        assert not told, f"the pages' consoles hold {told}"

    def _on_console(self, message: ConsoleMessage) -> None:
        self._console.append(message.text)
        if message.type == "error":
            self._errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _on_error(self, error: WebError) -> None:
        self._console.append(str(error.error))
        self._errors.append(str(error.error))
