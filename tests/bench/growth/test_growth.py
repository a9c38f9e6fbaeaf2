"""A small run of the program that measures growth; and the growth itself, in lines of Python instead of in time."""

import sys
from collections.abc import Iterator
from statistics import median
from types import FrameType
from typing import Any

import pytest

from tests.bench.growth.__main__ import SAMPLES, grown, measured
from tests.bench.growth.scenes import SCENES

FEW, MANY = 10, 100
TELLING_THREE = {"command": 2, "arrival": 3, "departure (last)": 3}
"""What pages are sent: acknowledgements, what a page learns of itself, and what its provider's page learns."""


class Lines:
    """Counts the lines of Python that run. Unlike a time it is the same on every machine."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> float:
        """How many so far."""
        return self.count

    def trace(self, _frame: FrameType, event: str, _argument: object) -> Any:
        """Take an event of the interpreter's."""
        self.count += event == "line"
        return self.trace


@pytest.fixture
def lines() -> Iterator[Lines]:
    """A count that goes on for the length of a test."""
    lines, before = Lines(), sys.gettrace()
    sys.settrace(lines.trace)
    yield lines
    sys.settrace(before)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", [1, 3])
def test_every_operation_is_measured_and_tells_whom_it_concerns(scene: str, size: int) -> None:
    samples = measured(scene, size, 2)
    assert set(samples.took) == {*TELLING_THREE, "departure (first)", "sweep"}
    assert all(each >= 0 for took in samples.took.values() for each in took)
    told = {operation: median(each) for operation, each in samples.told.items()}
    waiting = {"active pages": size, "patients in the room": size}.get(scene, 10)
    assert told == {**TELLING_THREE, "departure (first)": 2 + waiting, "sweep": 0}


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_grows_faster_than_the_pages_that_must_be_told(scene: str, lines: Lines) -> None:
    few, many = measured(scene, FEW, 3, lines), measured(scene, MANY, 3, lines)
    for operation in few.took:
        growth = median(many.took[operation]) / median(few.took[operation])
        told = median(many.told[operation]) / (median(few.told[operation]) or 1)
        most = MANY / FEW if operation == "sweep" else max(told, 1.0)
        assert growth <= most * 1.05, operation


def test_points_are_in_order_of_their_sizes_with_the_samples_of_every_pass() -> None:
    points = grown("departed patients", (1, 2), passes=2)["departure (first)"]
    assert [point.size for point in points] == [1, 2]
    assert {len(point.took) for point in points} == {2 * SAMPLES}
    assert points[0].told == 12
