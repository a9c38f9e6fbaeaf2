"""What a screen reader says by itself: whatever is added to a live region while somebody listens."""

from playwright.sync_api import Locator

_LISTEN = """
(html) => {
  const regions = "[aria-live], [role=status], [role=alert], [role=log]";
  const heard = (window.heard = []);
  const regionOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(regions);
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      const region = regionOf(target);
      if (region === null || region === undefined) continue;
      if (region.role === "log") heard.push(...[...addedNodes].map((node) => node.textContent));
      else if (type === "characterData" || addedNodes.length > 0) heard.push(region.textContent);
    }
  }).observe(html, { subtree: true, childList: true, characterData: true });
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
