"""What the script tag puts into a clinic's page."""

from playwright.sync_api import Frame, Page, expect


class LauncherPanel:
    """The launcher button, its badge, and the frame with the chat."""

    def __init__(self, page: Page | Frame) -> None:
        self.button = page.get_by_test_id("waitside-launcher")
        self.badge = page.get_by_test_id("waitside-launcher-badge")
        self.frame_element = page.get_by_test_id("waitside-frame")
        self.frame = self.frame_element.content_frame

    def open(self) -> None:
        """Press the launcher, unless the panel is open or about to be, and wait until the frame shows."""
        if self.button.get_attribute("aria-expanded") == "false":
            self.button.click()
        expect(self.frame_element).to_be_visible()

    def expect_badge(self, count: int) -> None:
        """Wait until the launcher counts this many new messages; no badge means none."""
        if count:
            expect(self.badge).to_have_text(str(count))
        else:
            expect(self.badge).to_be_hidden()
