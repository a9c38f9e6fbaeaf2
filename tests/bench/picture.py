"""The relay beside its peers, as a picture: a small chart for each quantity, a bar for each server."""

from statistics import median
from typing import Final

from tests.bench.figures import Quantity, measured, series
from tests.bench.results import AGAIN, Results
from tests.bench.svg import Drawing

WIDTH: Final = 760
MARGIN: Final = 16
COLUMNS: Final = 2
ROW: Final = 20
NAME: Final = 104  # pixels for a server's name
NUMBER: Final = 64  # and for its median


def relay_picture(results: Results) -> str:
    """The file's content."""
    servers = [key for key in results.names if key != AGAIN]
    quantities = measured(results)
    height = 44 + ROW * (len(servers) + 1)  # of one chart
    rows = -(-len(quantities) // COLUMNS)
    drawing = Drawing(
        WIDTH,
        2 * MARGIN + rows * height,
        "Waitside's relay beside its peers",
        "Bars show medians, the lines below them the least and the greatest. The tables have the numbers.",
    )
    width = (WIDTH - MARGIN) / COLUMNS
    for place, quantity in enumerate(quantities):
        x, y = MARGIN + (place % COLUMNS) * width, MARGIN + (place // COLUMNS) * height
        _chart(drawing, results, quantity, servers, x, y, width - MARGIN)
    return str(drawing)


def _chart(
    drawing: Drawing, results: Results, quantity: Quantity, servers: list[str], x: float, y: float, width: float
) -> None:
    drawing.heading(x, y + 14, f"{quantity.title[0].upper()}{quantity.title[1:]}")
    drawing.text(x, y + 30, f"{quantity.unit}, {quantity.better} is better", colour="quiet")
    left, room = x + NAME, width - NAME - NUMBER
    greatest = max(max(series(results, key, quantity.key)) for key in servers)
    for place, key in enumerate(servers):
        numbers, top = series(results, key, quantity.key), y + 40 + place * ROW
        least, middle, most = (max(0.0, of(numbers)) / greatest * room for of in (min, median, max))
        colour = "a" if key == "product" else "quiet"
        drawing.text(left - 8, top + 12, results.names[key], anchor="end")
        drawing.box(left, top + 2, middle, ROW - 10, colour)
        drawing.line([(left + least, top + ROW - 5), (left + most, top + ROW - 5)], colour, width=2)
        drawing.text(x + width, top + 12, f"{median(numbers):,.{quantity.digits}f}", anchor="end")
