"""The pictures can be read in light and dark."""

from itertools import product
from xml.etree import ElementTree

import pytest

from tests.bench.svg import COLOURS, Drawing

READABLE = 4.5
"""The contrast that WCAG asks for."""


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "theme"), list(product(sorted(COLOURS.keys() - {"paper", "faint"}), (0, 1))))
def test_what_is_drawn_is_readable_in_both_themes(name: str, theme: int) -> None:
    shades = sorted((luminance(COLOURS[name][theme]), luminance(COLOURS["paper"][theme])))
    assert (shades[1] + 0.05) / (shades[0] + 0.05) >= READABLE


def test_a_drawing_has_a_title_both_themes_and_harmless_text() -> None:
    drawing = Drawing(100, 50, "Title", "What it shows")
    drawing.text(0, 10, "p50 < p99 & more")
    text = str(drawing)
    root = ElementTree.fromstring(text)
    assert [each.text for each in root[:2]] == ["Title", "What it shows"]
    assert root[-1].text == "p50 < p99 & more"
    assert "prefers-color-scheme:dark" in text
