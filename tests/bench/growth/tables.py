"""From what was measured of the growth to tables in Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from tests.bench.figures import Row, span, table, verdict
from tests.bench.growth.results import Growth, Point

FROM: Final = 10
"""The size that growth is counted from: with fewer, what is fixed hides what grows."""


@dataclass(frozen=True)
class Goal:
    """What an operation may cost at one size, in terms of another one."""

    title: str
    scene: str
    operation: str
    size: int
    base: int
    most: float


GOALS: Final = (
    Goal("a command with 5,000 active pages ÷ with 1", "active pages", "command", 5_000, 1, 1.1),
    Goal("an arrival in a room of 1,000 ÷ of 10", "patients in the room", "arrival", 1_000, 10, 2.0),
)


def report(growth: Growth) -> str:
    """Everything: a table for each scene, and what they were measured on."""
    title = "Quick run, a rough look." if growth.about.quick else "Full run."
    explained = (
        "Processor time of one operation in µs, median. × is the factor from 10 to the most, of the time and of the "
        "messages that pages are sent for one operation."
    )
    parts = [f"{title} {explained}"]
    parts += [scene_table(name, operations) for name, operations in growth.scenes.items()]
    return "\n\n".join([*parts, growth.about.line()]) + "\n"


def scene_table(name: str, operations: dict[str, list[Point]]) -> str:
    """What every operation takes, by size."""
    sizes = [f"{point.size:,}" for point in next(iter(operations.values()))]
    rows = [
        [operation, *(_cell(each) for each in points), *_growth(points)] for operation, points in operations.items()
    ]
    return table([name, *sizes, "time ×", "messages ×"], rows)


def goals(growth: Growth) -> list[Row]:
    """What there is a goal for: what, the goal, what was measured, and whether it is met."""
    return [_goal(growth, each) for each in GOALS]


def _goal(growth: Growth, goal: Goal) -> Row:
    points = growth.scenes[goal.scene][goal.operation]
    base, at = _at(points, goal.base), _at(points, goal.size)
    wanted = f"≤ {goal.most:g} ×"
    if base is None or at is None:
        return goal.title, wanted, "not measured", ""
    ratios = [most / least for most, least in zip(at.took, base.took, strict=True)]
    return goal.title, wanted, span(ratios, 2, " ×"), verdict(median(ratios), goal.most, "less")


def _cell(point: Point) -> str:
    number = median(point.took)
    return f"{number:,.1f}" if number < 100 else f"{number:,.0f}"


def _growth(points: Sequence[Point]) -> tuple[str, str]:
    first, last = _at(points, FROM) or points[0], points[-1]
    told = f"{last.told / first.told:,.1f}" if first.told else ""
    return f"{median(last.took) / median(first.took):,.1f}", told


def _at(points: Sequence[Point], size: int) -> Point | None:
    return next((point for point in points if point.size == size), None)
