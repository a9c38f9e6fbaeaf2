"""Reading a flame graph that py-spy has drawn: which functions take the time, as a table."""

import html
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final, NamedTuple

FRAME: Final = re.compile(
    r"<title>(?P<name>[^<]*) \((?P<samples>[\d,]+) samples, [\d.]+%\)</title>"
    r'<rect [^>]*?y="(?P<y>\d+)"[^>]*? fg:x="(?P<x>\d+)"'
)
MOST: Final = 25


class Frame(NamedTuple):
    """A box of the graph: it begins at sample `x`, and is `samples` wide."""

    x: int
    samples: int
    name: str


@dataclass(frozen=True)
class Profile:
    """Samples by function: `own` while it ran itself or something in C, `total` with all that it called in Python."""

    samples: int
    own: Counter[str]
    total: Counter[str]

    def table(self) -> str:
        """The functions that take most by themselves."""
        rows = [f"{'own':>6} {'total':>6}  function"]
        for name, own in self.own.most_common(MOST):
            rows.append(f"{own / self.samples:6.1%} {self.total[name] / self.samples:6.1%}  {name}")
        return "\n".join(rows)


def read(svg: str) -> Profile:
    """Read a flame graph whose lowest stack frames are on top. Raises ValueError where there is nothing in it."""
    levels: defaultdict[int, list[Frame]] = defaultdict(list)
    for found in FRAME.finditer(svg):
        frame = Frame(int(found["x"]), int(found["samples"].replace(",", "")), html.unescape(found["name"]))
        levels[int(found["y"])].append(frame)
    rows = [sorted(levels[y]) for y in sorted(levels)]
    if not rows:
        raise ValueError("the profile is empty: the server did nothing")
    own: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for frame in rows[0]:
        _add(rows, 0, frame, frozenset(), own, total)
    return Profile(sum(frame.samples for frame in rows[0]), own, total)


def _add(
    rows: list[list[Frame]], depth: int, frame: Frame, callers: frozenset[str], own: Counter[str], total: Counter[str]
) -> None:
    """Count a frame and those above it. One that calls itself counts once in its total."""
    called = _within(rows[depth + 1], frame) if depth + 1 < len(rows) else []
    own[frame.name] += frame.samples - sum(each.samples for each in called)
    if frame.name not in callers:
        total[frame.name] += frame.samples
    for each in called:
        _add(rows, depth + 1, each, callers | {frame.name}, own, total)


def _within(row: list[Frame], frame: Frame) -> list[Frame]:
    begin = bisect_left(row, (frame.x,))
    end = bisect_left(row, (frame.x + frame.samples,))
    return row[begin:end]
