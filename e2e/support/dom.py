"""Search for a text in everything that a page holds, not only in what it shows."""

from collections.abc import Iterator

from playwright.sync_api import Frame, Page
from playwright.sync_api import TimeoutError as StillThere

_WHERE = """
(text) => {
  const found = [];
  const look = (where, ...parts) => parts.some((part) => String(part ?? "").includes(text)) && found.push(where);
  const visit = (node) => {
    look(`${node.nodeName} in ${node.parentElement?.outerHTML.slice(0, 200)}`, node.nodeValue, node.value);
    for (const { name, value } of node.attributes ?? []) look(`${node.nodeName} ${name}`, name, value);
    if (node.shadowRoot) visit(node.shadowRoot);
    if (node.content instanceof DocumentFragment) visit(node.content);
    for (const child of node.childNodes) visit(child);
  };
  visit(document);
  look("text across elements", document.documentElement.textContent);
  look("the address or its state", location.href, JSON.stringify(history.state), window.name);
  for (const name of ["localStorage", "sessionStorage"]) {
    try { look(name, JSON.stringify({ ...window[name] })); } catch { /* a frame of another site may have none */ }
  }
  return found;
}
"""


def expect_held(page: Page, *texts: str) -> None:
    """Check that some frame of the page holds each text: the search finds what is there."""
    for text in texts:
        assert any(frame.evaluate(_WHERE, text) for frame in _documents(page)), f"no frame holds {text!r}"


def expect_erased(page: Page, *texts: str) -> None:
    """Wait until no frame holds any of the texts, in its DOM (attributes, shadow roots, form values) or its storage."""
    for text in texts:
        for frame in _documents(page):
            _expect_erased(frame, text)


def _expect_erased(frame: Frame, text: str) -> None:
    try:
        frame.wait_for_function(f"(text) => ({_WHERE})(text).length === 0", arg=text)
    except StillThere:
        raise AssertionError(f"{text!r} is still in {frame.evaluate(_WHERE, text)}") from None


def _documents(page: Page) -> Iterator[Frame]:
    return (frame for frame in page.frames if frame.url.startswith("http"))
