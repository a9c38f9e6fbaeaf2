"""A patient's page: a walk-in on the clinic's site, a patient on its portal, or the chat as a page of its own."""

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from .chat_box import ChatBox, View
from .launcher import LauncherPanel


class PatientPage:
    """What every patient has: check-in, the waiting view, the chat box, and a way to leave."""

    def __init__(self, page: Page, address: str, view: View, private: list[str] | None) -> None:
        self.page = page
        self.address = address
        self.view = view
        self._private = [] if private is None else private
        self.chat = ChatBox(view, self._private)
        self.check_in_form = view.get_by_test_id("check-in")
        self.name_field = view.get_by_role("textbox", name="Your name")
        self.passcode_field = view.get_by_label(re.compile("passcode", re.IGNORECASE))
        self.check_in_button = view.get_by_role("button", name="Check in", exact=True)
        self.queue_status = view.get_by_test_id("queue-status")
        self.connection = view.get_by_test_id("connection-status")
        self.leave_button = view.get_by_role("button", name="Leave waiting room", exact=True)
        self.confirm_leave_button = view.get_by_role("button", name="Leave", exact=True)

    def goto(self) -> None:
        """Load the page."""
        self.page.goto(self.address)

    def check_in(self, name: str, passcode: str | None = None) -> None:
        """Fill in the check-in form and send it. Does not wait for the place in the queue."""
        self._private.append(name)
        self.name_field.fill(name)
        if passcode is not None:
            self.passcode_field.fill(passcode)
        self.check_in_button.click()

    def leave(self) -> None:
        """Leave the waiting room, and say yes when asked."""
        self.leave_button.click()
        self.confirm_leave_button.click()
        expect(self.leave_button).to_have_count(0)

    def expect_waiting(self) -> None:
        """Wait until the patient has a place in the queue and a live connection."""
        expect(self.queue_status).to_be_visible()
        self.expect_connection("online")

    def expect_place(self, place: int) -> None:
        """Wait until the waiting view tells this place in the queue, counted from 1."""
        expect(self.queue_status).to_contain_text("You are next" if place == 1 else f"number {place} in line")

    def expect_connection(self, state: str) -> None:
        """Wait for `online` or `offline`."""
        expect(self.connection).to_have_attribute("data-state", state)


class WalkInPage(PatientPage):
    """The clinic's public page with the launcher. Nothing of the chat is loaded before `launcher.open()`."""

    def __init__(
        self,
        page: Page,
        base_url: str,
        room: str | None = None,
        *,
        private: list[str] | None = None,
    ) -> None:
        self.launcher = LauncherPanel(page)
        super().__init__(page, _address(base_url, "/", room=room), self.launcher.frame, private)

    def arrive(self, name: str, passcode: str | None = None) -> None:
        """Load the page, open the chat, check in and wait for the place in the queue."""
        self.goto()
        self.launcher.open()
        self.check_in(name, passcode)
        self.expect_waiting()


class PortalPage(PatientPage):
    """The clinic's portal, which signs its patient in: the chat opens by itself, without a check-in."""

    def __init__(
        self,
        page: Page,
        base_url: str,
        name: str,
        room: str | None = None,
        *,
        private: list[str] | None = None,
    ) -> None:
        self.launcher = LauncherPanel(page)
        super().__init__(page, _address(base_url, "/portal", patient=name, room=room), self.launcher.frame, private)
        self._private.append(name)

    def arrive(self) -> None:
        """Load the page and wait for the place in the queue."""
        self.goto()
        self.expect_waiting()


class StandalonePage(PatientPage):
    """The patient's side as a page of its own, at `/r/{room}` of the backend."""

    def __init__(self, page: Page, base_url: str, room: str, *, private: list[str] | None = None) -> None:
        super().__init__(page, f"{base_url.rstrip('/')}/r/{room}", page, private)

    def arrive(self, name: str, passcode: str | None = None) -> None:
        """Load the page, check in and wait for the place in the queue."""
        self.goto()
        self.check_in(name, passcode)
        self.expect_waiting()


def _address(base_url: str, path: str, **parameters: str | None) -> str:
    query = urlencode({key: value for key, value in parameters.items() if value is not None})
    return f"{base_url.rstrip('/')}{path}" + (f"?{query}" if query else "")
