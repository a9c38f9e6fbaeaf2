"""Finds text that is drawn in a font of the machine, and would look different on another machine."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

CONTROLS = {"INPUT", "SELECT", "TEXTAREA"}
"""What these show is not text in the document."""


class FontCheck:
    """Asks the browser for the fonts that a page is drawn in, once for each text."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("DOM.enable")
        self._session.send("CSS.enable")
        self._known: set[tuple[str, str]] = set()

    def found(self) -> list[str]:
        """What is drawn in a font that the page does not bring along, such as "DejaVu Sans in body div select"."""
        self._page.evaluate("document.body.offsetHeight")  # what is not laid out yet has no fonts to tell
        document = self._session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        return sorted({font for path, node in _nodes(document, "") for font in self._foreign(path, node)})

    def _foreign(self, path: str, node: dict[str, Any]) -> list[str]:
        text = _text(node)
        if node["nodeName"] not in CONTROLS:
            if (path, text) in self._known or not (text or "pseudoType" in node):
                return []
            self._known.add((path, text))
        fonts = self._session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
        return [f"{font['familyName']} in {path}" for font in fonts if not font["isCustomFont"]]


def _nodes(node: dict[str, Any], above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The elements below a node, each after the names of those that it is in."""
    for child in (child for kind in ("children", "shadowRoots", "pseudoElements") for child in node.get(kind, ())):
        path = f"{above} {_name(child)}".strip()
        if child["nodeType"] == 1:
            yield path, child
        yield from _nodes(child, path)


def _name(node: dict[str, Any]) -> str:
    attributes = node.get("attributes", [])
    classes = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("class", "")
    return ".".join([node["localName"], *classes.split()])


def _text(node: dict[str, Any]) -> str:
    return "".join(child["nodeValue"] for child in node.get("children", ()) if child["nodeType"] == 3).strip()
