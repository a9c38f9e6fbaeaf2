"""How costs grow, as a picture: a small chart for each scene, both axes logarithmic, a line for each operation."""

from math import log10
from statistics import median
from typing import Final

from tests.bench.growth.results import Growth, Point
from tests.bench.svg import Drawing

WIDTH: Final = 760
MARGIN: Final = 16
LEGEND: Final = 34
COLUMNS: Final = 2
CHART: Final = 250  # pixels of height
LEFT: Final = 52  # for the numbers beside an axis
BELOW: Final = 34  # and below the other one
LEAST, MOST = 10, 1_000_000  # µs
STYLES: Final = (("a", ""), ("b", "6 3"), ("c", "2 2"), ("d", "8 3 2 3"), ("ink", "10 4"))


class Axes:
    """Where sizes and times are in a chart."""

    def __init__(self, x: float, y: float, width: float, height: float, most: int) -> None:
        self.left, self.top, self.right, self.bottom = x, y, x + width, y + height
        self._decades = log10(most)

    def x(self, size: float) -> float:
        """Where a size is."""
        return self.left + log10(size) / self._decades * (self.right - self.left)

    def y(self, took: float) -> float:
        """Where a time in µs is."""
        share = log10(max(took, LEAST) / LEAST) / log10(MOST / LEAST)
        return self.bottom - share * (self.bottom - self.top)


def growth_picture(growth: Growth) -> str:
    """The file's content."""
    rows = -(-len(growth.scenes) // COLUMNS)
    drawing = Drawing(
        WIDTH,
        2 * MARGIN + LEGEND + rows * CHART,
        "How the cost of operations grows",
        "Processor time of an operation against how much there is. The tables below the picture have the numbers.",
    )
    _legend(drawing, list(next(iter(growth.scenes.values()))))
    width = (WIDTH - MARGIN) / COLUMNS
    for place, (name, operations) in enumerate(growth.scenes.items()):
        x, y = MARGIN + (place % COLUMNS) * width, MARGIN + LEGEND + (place // COLUMNS) * CHART
        drawing.heading(x + LEFT, y + 14, f"{name[0].upper()}{name[1:]}")
        most = max(points[-1].size for points in operations.values())
        axes = Axes(x + LEFT, y + 26, width - 2 * MARGIN - LEFT, CHART - 26 - BELOW, most)
        _grid(drawing, axes, most)
        for points, (colour, dashes) in zip(operations.values(), STYLES, strict=False):
            _curve(drawing, axes, points, colour, dashes)
    return str(drawing)


def _legend(drawing: Drawing, operations: list[str]) -> None:
    x = float(MARGIN)
    for operation, (colour, dashes) in zip(operations, STYLES, strict=False):
        drawing.line([(x, MARGIN + 8), (x + 26, MARGIN + 8)], colour, dashes=dashes, width=2)
        drawing.text(x + 32, MARGIN + 12, operation)
        x += 58 + 6 * len(operation)
    drawing.line([(x, MARGIN + 8), (x + 26, MARGIN + 8)], "faint", width=4)
    drawing.text(x + 32, MARGIN + 12, "in proportion", colour="quiet")


def _grid(drawing: Drawing, axes: Axes, most: int) -> None:
    drawing.line([(axes.left, axes.y(LEAST)), (axes.x(most), axes.y(LEAST * most))], "faint", width=4)
    for power in range(round(log10(LEAST)), round(log10(MOST)) + 1):
        y = axes.y(10**power)
        drawing.line([(axes.left, y), (axes.right, y)], "faint")
        drawing.text(axes.left - 6, y + 4, _time(10**power), anchor="end", colour="quiet")
    for power in range(round(log10(most)) + 1):
        drawing.text(axes.x(10**power), axes.bottom + 18, f"{10**power:,}", anchor="middle", colour="quiet")


def _curve(drawing: Drawing, axes: Axes, points: list[Point], colour: str, dashes: str) -> None:
    places = [(axes.x(point.size), axes.y(median(point.took))) for point in points]
    drawing.line(places, colour, dashes=dashes, width=2)
    for x, y in places:
        drawing.dot(x, y, colour)


def _time(microseconds: int) -> str:
    if microseconds < 1_000:
        return f"{microseconds} µs"
    return f"{microseconds // 1_000} ms" if microseconds < 1_000_000 else f"{microseconds // 1_000_000} s"
