"""The settings of a provider's own account."""

from playwright.sync_api import Locator, expect

from .chat_box import View


class AccountSettings:
    """The dialog behind the button "Account settings"."""

    def __init__(self, view: View) -> None:
        self.button = view.get_by_role("button", name="Account settings", exact=True)
        self.dialog = view.get_by_role("dialog", name="Account settings")
        self.tabs = self.dialog.get_by_role("tab")
        self.panel = self.dialog.get_by_role("tabpanel")
        self.save_button = self.panel.get_by_role("button", name="Save", exact=True)

    def open(self, tab: str = "Profile") -> None:
        """Open the dialog at one of its tabs."""
        self.button.click()
        self.choose(tab)

    def choose(self, tab: str) -> None:
        """Change to another tab."""
        self.dialog.get_by_role("tab", name=tab, exact=True).click()
        expect(self.dialog.get_by_role("tabpanel", name=tab, exact=True)).to_be_visible()

    def field(self, label: str) -> Locator:
        """A text field of the tab in view."""
        return self.panel.get_by_role("textbox", name=label, exact=True)

    def save(self) -> None:
        """Save the texts, and wait until that is done."""
        self.save_button.click()
        expect(self.panel.get_by_role("status").filter(has_text="Saved")).to_be_visible()

    def dismiss(self) -> None:
        """Close the dialog with Escape."""
        self.dialog.press("Escape")
        expect(self.dialog).to_be_hidden()
