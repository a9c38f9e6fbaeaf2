"""The provider's page: the queue, the patient information window, and the chat box."""

from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from .account import AccountSettings
from .chat_box import ChatBox, View


class PatientWindow:
    """The patient information window behind a row's three dots."""

    def __init__(self, view: View) -> None:
        self.dialog = view.get_by_test_id("patient-window")
        self.chat_button = self.dialog.get_by_role("button", name="Chat", exact=True)
        self.start_call_button = self.dialog.get_by_role("button", name="Start call", exact=True)
        self.end_call_button = self.dialog.get_by_role("button", name="End call", exact=True)
        self.remove_button = self.dialog.get_by_role("button", name="Remove from queue", exact=True)

    def expect_open(self, name: str) -> None:
        """Wait until the window shows this patient."""
        expect(self.dialog).to_be_visible()
        expect(self.dialog).to_contain_text(name)

    def dismiss(self) -> None:
        """Close the window with Escape."""
        self.dialog.press("Escape")
        self.expect_closed()

    def expect_closed(self) -> None:
        """Wait until there is no window."""
        expect(self.dialog).to_be_hidden()


class ProviderView:
    """A provider in front of one room's queue, wherever it is drawn."""

    def __init__(self, page: Page, address: str, view: View, private: list[str] | None = None) -> None:
        self.page = page
        self.address = address
        self.view = view
        self.queue = self.view.get_by_role("list", name="Patient queue")
        self.rows = self.view.get_by_test_id("queue-row")
        self.left_list = self.view.get_by_role("list", name="Left", exact=True)
        self.left_rows = self.view.get_by_test_id("left-row")
        self.summary = self.view.get_by_test_id("queue-summary")
        self.next_button = self.view.get_by_role("button", name="Next unread", exact=True)
        self.previous_button = self.view.get_by_role("button", name="Previous patient", exact=True)
        self.panel = self.view.get_by_test_id("patient-panel")
        self.connection = self.view.get_by_test_id("connection-status")
        self.undo = self.view.get_by_test_id("undo")
        self.undo_button = self.undo.get_by_role("button", name="Undo", exact=True)
        self.presence_switch = self.view.get_by_role("switch", name="Show patients that I am here")
        self.window = PatientWindow(self.view)
        self.settings = AccountSettings(self.view)
        self.chat = ChatBox(self.view, private)

    def arrive(self) -> None:
        """Load the page and wait until the queue is live."""
        self.page.goto(self.address)
        self.expect_connection("online")

    def row(self, name: str) -> Locator:
        """The queue's row of the patient with exactly this name."""
        return self.rows.filter(has=self.page.get_by_role("button", name=_more_options(name), exact=True))

    def left_row(self, name: str) -> Locator:
        """The row under "Left" of the patient with exactly this name."""
        return self.left_rows.filter(has=self.page.get_by_text(name, exact=True))

    def more_options(self, name: str) -> Locator:
        """The three dots of this patient's row."""
        return self.view.get_by_role("button", name=_more_options(name), exact=True)

    def row_button(self, name: str) -> Locator:
        """The row's own button, which opens the chat."""
        return self.view.get_by_role("button", name=f"Open chat with {name}", exact=True)

    def call_button(self, what: str, name: str) -> Locator:
        """In the chat's header: "Start call" or "End call" with this patient."""
        return self.view.get_by_role("button", name=f"{what} with {name}", exact=True)

    def badge(self, name: str) -> Locator:
        """The red circle beside a waiting patient's name."""
        return self.row(name).get_by_test_id("unread-badge")

    def open_window(self, name: str) -> PatientWindow:
        """Open a patient's information window with the three dots."""
        self.more_options(name).click()
        self.window.expect_open(name)
        return self.window

    def open_by_row(self, name: str) -> ChatBox:
        """Open a patient's chat with one press on the row."""
        self.row_button(name).click()
        self.chat.expect_open(name)
        return self.chat

    def open_chat(self, name: str) -> ChatBox:
        """Open a patient's chat with the three dots and the window's Chat button."""
        self.open_window(name).chat_button.click()
        self.chat.expect_open(name)
        return self.chat

    def start_call(self, name: str) -> None:
        """Start a call from the information window, and close the window."""
        window = self.open_window(name)
        window.start_call_button.click()
        expect(window.end_call_button).to_be_visible()
        window.dismiss()

    def end_call(self, name: str) -> None:
        """End a call from the information window, and wait until the row is gone. The patient is told a bit later."""
        self.open_window(name).end_call_button.click()
        self.window.expect_closed()
        expect(self.row(name)).to_have_count(0)

    def remove(self, name: str) -> None:
        """Remove a patient from the queue, and wait until the row is gone. The patient is told a little later."""
        self.open_window(name).remove_button.click()
        self.window.expect_closed()
        expect(self.row(name)).to_have_count(0)

    def set_undo_time(self, time: str) -> None:
        """Choose how long an end can be undone: "Off", "6 seconds", "20 seconds"."""
        self.settings.open("Patient queue")
        choice = self.settings.panel.get_by_role("radio", name=time, exact=True)
        choice.check()
        expect(choice).to_be_checked()
        self.settings.dismiss()

    def expect_queue(self, *names: str) -> None:
        """Wait until exactly these patients are in the queue, in this order."""
        expect(self.rows).to_have_count(len(names))
        for position, name in enumerate(names):
            expect(self.rows.nth(position)).to_contain_text(name)

    def expect_badge(self, name: str, count: int) -> None:
        """Wait until this many new messages are counted beside a waiting patient's name."""
        expect(self.badge(name)).to_have_count(1 if count else 0)
        if count:
            expect(self.badge(name)).to_have_text(str(count))
            expect(self.badge(name)).to_have_accessible_name(f"{count} new messages")

    def expect_connection(self, state: str) -> None:
        """Wait for `online` or `offline`."""
        expect(self.connection).to_have_attribute("data-state", state)


class ProviderPage(ProviderView):
    """The provider's page on the clinic's site."""

    def __init__(
        self,
        page: Page,
        base_url: str,
        room: str | None = None,
        *,
        colleague: str | None = None,
        path: str = "/staff",
        private: list[str] | None = None,
    ) -> None:
        """`colleague`: who signs in, as the clinic knows them; the room's own provider where nobody is named."""
        query = urlencode({key: value for key, value in {"as": colleague, "room": room}.items() if value})
        self.frame_element = page.get_by_test_id("waitside-frame")
        address = base_url.rstrip("/") + path + (f"?{query}" if query else "")
        super().__init__(page, address, self.frame_element.content_frame, private)


class ConsolePage(ProviderView):
    """The provider's side as a page of its own, at `/console` of the backend, behind sign-in."""

    def __init__(self, page: Page, base_url: str, room: str | None = None, *, private: list[str] | None = None) -> None:
        super().__init__(page, f"{base_url.rstrip('/')}/console" + (f"#{room}" if room else ""), page, private)
        self.email_field = page.get_by_role("textbox", name="E-mail")
        self.password_field = page.get_by_role("textbox", name="Password", exact=True)
        self.sign_in_button = page.get_by_role("button", name="Sign in", exact=True)
        self.sign_out_button = page.get_by_role("button", name="Sign out", exact=True)
        self.change_room_button = page.get_by_role("button", name="Change room", exact=True)

    def sign_in(self, email: str, password: str) -> None:
        """Fill in the sign-in form and send it. Does not wait for what comes of it."""
        self.email_field.fill(email)
        self.password_field.fill(password)
        self.sign_in_button.click()

    def room_button(self, name: str) -> Locator:
        """The button of a room, where there is a choice."""
        return self.page.get_by_role("listitem").get_by_role("button", name=name)


def _more_options(name: str) -> str:
    return f"More options for {name}"
