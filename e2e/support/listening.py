"""What a screen reader says by itself: whatever is added to a live region while somebody listens."""

from playwright.sync_api import Locator, Page

_LISTEN = """
(html) => {
  const regions = "[aria-live], [role=status], [role=alert], [role=log]";
  const heard = (window.heard = []);
  const regionOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(regions);
  const elements = (node) => (node.nodeType === Node.ELEMENT_NODE ? [node, ...node.querySelectorAll("*")] : []);
  const alerts = (nodes) => [...nodes].flatMap(elements).filter(({ role }) => role === "alert");
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      const region = regionOf(target);
      if (region === null || region === undefined) {
        heard.push(...alerts(addedNodes).map((alert) => alert.textContent)); // other new regions say nothing
        continue;
      }
      if (region.ariaLive === "off") continue;
      if (region.role === "log") heard.push(...[...addedNodes].map((node) => node.textContent));
      else if (type === "characterData" || addedNodes.length > 0) heard.push(region.textContent);
    }
  });
  const shadows = [...html.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const everything = { subtree: true, childList: true, characterData: true };
  for (const root of [html, ...shadows]) observer.observe(root, everything);
}
"""


class Listener:
    """Listens to a document, from now on."""

    def __init__(self, html: Locator) -> None:
        self._html = html
        html.evaluate(_LISTEN)

    @property
    def heard(self) -> list[str]:
        """Everything that was said, in order; a region that was emptied says nothing."""
        said: list[str] = self._html.evaluate("() => window.heard")
        return [text for text in said if text]

    def count(self, text: str) -> int:
        """How often something with this text was said."""
        return sum(text in each for each in self.heard)


class PageListener:
    """Listens to a page and its frames, from now on."""

    def __init__(self, page: Page) -> None:
        self._frames = list(page.frames)
        self._listeners = [Listener(frame.locator("html")) for frame in self._frames]

    @property
    def heard(self) -> list[str]:
        """Everything that was said on the page and in its frames."""
        return [text for listener in self._listeners for text in listener.heard]
