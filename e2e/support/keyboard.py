"""Somebody who has a keyboard and nothing else: no click, no focus from a script."""

from playwright.sync_api import Frame, Locator, Page, expect

LONGEST_WAY = 60  # presses of Tab; no page here has so many controls

_FOCUSED = "(element) => element.getRootNode().activeElement === element && document.hasFocus()"

# The control with the focus, through shadow roots; null where a frame has it, which is asked itself, or nothing.
_WITHOUT_MARK = """
() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const elsewhere = focused === null || focused === document.body || focused.localName === "iframe";
  if (elsewhere || focused.tabIndex < 0 || !document.hasFocus()) return null; // -1: no control, only read out
  for (let at = focused, up = 0; at !== null && up < 3; at = at.parentElement, up += 1) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    const marked = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    if (marked && (at === focused || at.matches(":focus-within"))) return null;
  }
  return focused.outerHTML.slice(0, 200);
}
"""


class Keyboard:
    """Walks from control to control, and sees to it that each shows where the focus is."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, key: str) -> None:
        """Press a key, wherever the focus is."""
        self._page.keyboard.press(key)
        for frame in self._page.frames:
            self._expect_mark(frame)

    def type(self, text: str) -> None:
        """Type a text."""
        self._page.keyboard.type(text)

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until the target has the focus."""
        expect(target).to_be_visible()
        for _ in range(LONGEST_WAY):
            if target.evaluate(_FOCUSED):
                return
            self.press(key)
        raise AssertionError(f"the keyboard does not reach {target}")

    def use(self, target: Locator, key: str = "Tab", press: str = "Enter") -> None:
        """Walk to a control and press it."""
        self.to(target, key)
        self.press(press)

    @staticmethod
    def _expect_mark(frame: Frame) -> None:
        unmarked = frame.evaluate(_WITHOUT_MARK)
        assert unmarked is None, f"nothing shows that this has the focus: {unmarked}"
