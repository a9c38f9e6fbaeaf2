"""What a run of the growth measured, as it is written to a file.

The file is JSON: one object of the class `Growth` below, with the names of its fields as keys.
"""

import msgspec

from tests.bench.results import About


class Point(msgspec.Struct, frozen=True):
    """One operation at one size: processor time in µs of each sample, and messages sent to pages, for one operation."""

    size: int
    took: list[float]
    told: float


class Growth(msgspec.Struct, frozen=True):
    """Points by what there is much of, then by operation, in order of their sizes."""

    about: About
    scenes: dict[str, dict[str, list[Point]]]
