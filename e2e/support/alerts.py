"""What a page rings and shows beyond itself: its audio graph and notifications are watched."""

from playwright.sync_api import Locator, Page, expect

from e2e.pages import AccountSettings
from e2e.pages.chat_box import View

_WATCH = """
window.rings = 0;
window.notices = [];
const { createOscillator } = BaseAudioContext.prototype;
BaseAudioContext.prototype.createOscillator = function () {
  const oscillator = createOscillator.call(this);
  const start = oscillator.start.bind(oscillator);
  oscillator.start = (when) => { if (this.state === "running") window.rings += 1; start(when); };
  return oscillator;
};
if (window === window.top) {
  const Real = window.Notification;
  window.Notification = class extends Real {
    constructor(title, options = {}) {
      super(title, options);
      window.notices.push({ title, body: options.body ?? "", tag: options.tag ?? "" });
      window.lastNotice = this;
    }
  };
}
"""
_BLOCK = """
const { prototype } = BaseAudioContext;
const { get } = Object.getOwnPropertyDescriptor(prototype, "state");
let pressed = false;
for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => (pressed = true), { capture: true });
Object.defineProperty(prototype, "state", { get() { return pressed ? get.call(this) : "suspended"; } });
const { resume } = AudioContext.prototype;
AudioContext.prototype.resume = function () { return pressed ? resume.call(this) : new Promise(() => undefined); };
"""
TONES = 2
"""Oscillators of one ring."""


def watch_alerts(page: Page) -> None:
    """Count what the page, and the frames in it, ring and show from their next load on."""
    page.add_init_script(_WATCH)


def block_sound(page: Page) -> None:
    """Keep the page's frames silent until somebody presses something in them: headless browsers have no such policy."""
    page.add_init_script(_BLOCK)


def tones(page: Page) -> int:
    """How many tones have been started on the page."""
    return sum(int(frame.evaluate("() => window.rings ?? 0")) for frame in page.frames)


def notices(page: Page) -> list[dict[str, str]]:
    """Every notification that was shown, with `title`, `body` and `tag`."""
    shown: list[dict[str, str]] = page.evaluate("() => window.notices")
    return shown


def expect_ring(page: Page, rings: int = 1) -> None:
    """Wait until the provider's frame, or the page itself, has rung this often."""
    frame = page.frames[-1]
    frame.wait_for_function("(tones) => window.rings >= tones", arg=rings * TONES)
    assert tones(page) == rings * TONES


def expect_notice(page: Page, title: str, times: int = 1) -> None:
    """Wait until so many notifications with this title were shown."""
    page.wait_for_function(
        "([title, times]) => window.notices.filter((each) => each.title === title).length >= times",
        arg=[title, times],
    )


class Notifications(AccountSettings):
    """The tab "Notifications" of the account's settings."""

    MESSAGES, ARRIVALS = "New chat messages", "Patients joining the queue"

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.details = self.dialog.get_by_role("switch", name="Show names and text in notifications")
        self.test_button = self.dialog.get_by_role("button", name="Test", exact=True)
        self.result = self.panel.get_by_role("status")
        self.sound_state = self.dialog.get_by_test_id("sound-state")
        self.desktop_state = self.dialog.get_by_test_id("desktop-state")

    def open(self, tab: str = "Notifications") -> None:
        """Open the dialog at this tab."""
        super().open(tab)

    def switch(self, kind: str) -> Locator:
        """The switch of a kind of news as a whole."""
        return self.dialog.get_by_role("switch", name=kind, exact=True)

    def set(self, kind: str, way: str | None = None, *, on: bool) -> None:
        """Switch a kind of news on or off, or one of its ways: "Sound", "Desktop notification", "Tab title"."""
        group = self.dialog.get_by_role("group", name=_GROUPS[kind])
        switch = group.get_by_role("switch", name=kind if way is None else way)
        if (switch.get_attribute("aria-checked") == "true") != on:
            switch.click()
        expect(switch).to_have_attribute("aria-checked", "true" if on else "false")


_GROUPS = {
    Notifications.MESSAGES: "When a message comes",
    Notifications.ARRIVALS: "When a patient joins",
}
