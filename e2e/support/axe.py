"""axe-core in a page or a frame: what it finds, in words."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

SOURCE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
DRAWN = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules that look at how a page is drawn: the others ask for its structure, names and roles alone."""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN = """
async ([type, values]) => {
  const passing = document.getAnimations().filter(
    ({ effect, playState }) => playState === "running" && effect.getComputedTiming().endTime < Infinity,
  );
  await Promise.allSettled(passing.map(({ finished }) => finished));
  const { violations } = await axe.run(document, {
    runOnly: { type, values }, resultTypes: ["violations"], iframes: false,
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
    return `${id}: ${html.slice(0, 160)} (${why})`;
  }));
}
"""


def violations(document: Page | Frame) -> list[str]:
    """Everything that WCAG 2.2 AA and good practice forbid in this document, its frames left out.

    What is still appearing is looked at once it has appeared.
    """
    return _run(document, "tag", STANDARDS)


def drawn_violations(document: Page | Frame) -> list[str]:
    """What can be wrong in another theme or direction of a document that was looked at already."""
    return _run(document, "rule", DRAWN)


def expect_accessible(document: Page | Frame, what: Any = "") -> None:
    """Check that axe finds nothing."""
    found = violations(document)
    assert not found, f"axe finds in {what or document.url}:\n" + "\n".join(found)


def _run(document: Page | Frame, kind: str, names: list[str]) -> list[str]:
    if not document.evaluate("() => 'axe' in window"):
        document.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: list[str] = document.evaluate(_RUN, [kind, names])
    return found
