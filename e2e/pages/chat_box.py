"""The panel that shows one conversation, the same on the patient's and on the provider's side."""

import re
from typing import Literal

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

Direction = Literal["sent", "received"]
Status = Literal["sending", "delivered", "read", "failed"]
View = Page | Frame | FrameLocator
"""Where the widget draws: its frame, or a page of its own."""


class ChatBox:
    """The chat box of one page. It is absent while closed; nothing here waits unless a method says so."""

    def __init__(self, view: View, private: list[str] | None = None) -> None:
        """`private` collects every text that is typed here, for checks that no log holds any of it."""
        self._private = [] if private is None else private
        self.region = view.get_by_test_id("chat-box")
        self._document = view if isinstance(view, Frame) else self.region.page
        self.log = self.region.get_by_role("log")
        self.messages = self.region.get_by_test_id("message")
        self.composer = self.region.get_by_role("textbox", name=re.compile("^Message "))
        self.send_button = self.region.get_by_role("button", name=re.compile("^Send to "))
        self.minimize_button = self.region.get_by_role("button", name="Minimize chat", exact=True)
        self.expand_button = self.region.get_by_role("button", name="Expand chat", exact=True)
        self.close_button = self.region.get_by_role("button", name="Close chat", exact=True)
        self.departed_notice = self.region.get_by_test_id("departed-notice")

    def write(self, text: str) -> None:
        """Replace the draft, without sending it."""
        self._private.append(text)
        self.composer.fill(text)

    def send(self, text: str) -> None:
        """Write a message and press the send button."""
        self.write(text)
        self.send_button.click()

    def minimize(self) -> None:
        """Press the down arrow and wait for the bar."""
        self.minimize_button.click()
        self.expect_minimized()

    def expand(self) -> None:
        """Open the bar again and wait for the box."""
        self.expand_button.click()
        self.expect_open()

    def close(self) -> None:
        """Press the X and wait until the box is gone."""
        self.close_button.click()
        self.expect_closed()

    def message(self, text: str, direction: Direction | None = None) -> Locator:
        """The messages with exactly this text."""
        messages = self.messages if direction is None else self.region.locator(f'[data-direction="{direction}"]')
        return messages.filter(has=self._document.get_by_text(text, exact=True))

    def expect_open(self, name: str | None = None) -> None:
        """Wait until the box is open, for the person with this name where one is given."""
        expect(self.region).to_have_attribute("data-state", "open")
        if name is not None:
            expect(self.region).to_have_accessible_name(f"Chat with {name}")

    def expect_minimized(self, name: str | None = None) -> None:
        """Wait until the box is a bar, for the person with this name where one is given."""
        expect(self.region).to_have_attribute("data-state", "minimized")
        if name is not None:
            expect(self.region).to_have_accessible_name(f"Chat with {name}")

    def expect_closed(self) -> None:
        """Wait until there is no box."""
        expect(self.region).to_have_count(0)

    def expect_received(self, *texts: str) -> None:
        """Wait until each of these messages of the other side is shown, once."""
        for text in texts:
            expect(self.message(text, "received")).to_have_count(1)
            expect(self.message(text, "received")).to_be_visible()

    def expect_sent(self, text: str, status: Status) -> None:
        """Wait until the own message with this text has this state."""
        expect(self.message(text, "sent")).to_have_attribute("data-status", status)

    def expect_ended(self) -> None:
        """Wait until the box says that the other side is gone and takes no more messages."""
        expect(self.departed_notice).to_be_visible()
        expect(self.departed_notice).to_have_role("status")
        expect(self.composer).to_be_disabled()
        expect(self.send_button).to_be_disabled()
