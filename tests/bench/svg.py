"""Drawing a small picture as SVG, readable in light and dark: the few shapes that our charts need."""

from collections.abc import Sequence
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

COLOURS: Final = {  # light, dark; each has a contrast of at least 4.5 to its background
    "paper": ("#ffffff", "#0d1117"),
    "ink": ("#1f2328", "#e6edf3"),
    "faint": ("#d0d7de", "#3d444d"),
    "quiet": ("#59636e", "#9198a1"),
    "a": ("#0550ae", "#6cb6ff"),
    "b": ("#953800", "#f0883e"),
    "c": ("#116329", "#56d364"),
    "d": ("#8250df", "#d2a8ff"),
}
FONT: Final = "12px system-ui, -apple-system, 'Segoe UI', sans-serif"


class Drawing:
    """A picture that grows by shapes. Lengths in pixels, from the top left corner; colours by their names above."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self._size = width, height
        self._parts = [f"<title>{escape(title)}</title>", f"<desc>{escape(description)}</desc>", _style()]
        self.box(0, 0, width, height, "paper")

    def text(self, x: float, y: float, words: str, *, anchor: Anchor = "start", colour: str = "ink") -> None:
        """Write on a base line."""
        self._add(f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" class="{colour}">{escape(words)}</text>')

    def heading(self, x: float, y: float, words: str) -> None:
        """Write in bold."""
        self._add(f'<text x="{x:g}" y="{y:g}" class="ink bold">{escape(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        self._add(f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" class="{colour}"/>')

    def line(self, points: Sequence[Point], colour: str, *, dashes: str = "", width: float = 1) -> None:
        """Draw a line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f" stroke-dasharray={quoteattr(dashes)}" if dashes else ""
        self._add(f'<polyline points="{path}" class="{colour}" stroke-width="{width:g}"{dashed}/>')

    def dot(self, x: float, y: float, colour: str) -> None:
        """Draw a small filled circle."""
        self._add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" class="{colour}"/>')

    def __str__(self) -> str:
        """The whole file."""
        width, height = self._size
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">'
        return "\n".join([head, *self._parts, "</svg>"]) + "\n"

    def _add(self, part: str) -> None:
        self._parts.append(part)


def _style() -> str:
    light, dark = (
        "".join(f".{name}{{fill:{pair[theme]};stroke:{pair[theme]}}}\n" for name, pair in COLOURS.items())
        for theme in (0, 1)
    )
    shapes = f"text{{font:{FONT}}}text,rect,circle{{stroke:none!important}}polyline{{fill:none!important}}"
    return f"<style>{shapes}.bold{{font-weight:600}}\n{light}@media (prefers-color-scheme:dark){{\n{dark}}}</style>"
