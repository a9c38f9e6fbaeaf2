"""From pairs of readings to tables of least, median and greatest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

Reading = dict[str, float]
"""What one side gave in one pair, by the keys of the quantities below."""


@dataclass(frozen=True)
class Quantity:
    """Something measured, and how it is shown."""

    key: str
    title: str
    digits: int


QUANTITIES: Final = (
    Quantity("relayed", "relayed messages at saturation, 1/s (more is better)", 0),
    Quantity("cost", "server's CPU time for one of them, µs (less)", 1),
    Quantity("p50", "sent to arrived at {rate:,}/s, p50, ms (less)", 2),
    Quantity("p99", "sent to arrived at {rate:,}/s, p99, ms (less)", 2),
    Quantity("memory", "server's memory for an idle page, kB (less)", 1),
    Quantity("connected", "pages let in, token checked, 1/s (more)", 0),
)
CHECKS: Final = (
    Quantity("server_busy", "server's core at saturation, %", 0),
    Quantity("client_busy", "load's core at saturation, %", 0),
    Quantity("door_server_busy", "server's core while pages come in, %", 0),
    Quantity("door_client_busy", "load's core while pages come in, %", 0),
)
SERVER_SATURATED: Final = 0.95
LOAD_HAS_ROOM: Final = 0.80


@dataclass(frozen=True)
class Contest:
    """Two sides, measured in turn: `pairs` has a reading of each."""

    sides: tuple[str, str]
    pairs: list[tuple[Reading, Reading]]

    def table(self, rate: int) -> str:
        """All quantities as Markdown, with the ratio of the first side to the second within each pair."""
        first, second = self.sides
        rows = [f"| min · median · max | {first} | {second} | ratio |", "| --- | --- | --- | --- |"]
        rows += [self._row(each, rate) for each in QUANTITIES]
        rows += [self._check_row(each) for each in CHECKS]
        return "\n".join(rows)

    def doubts(self) -> list[str]:
        """Why the figures are not what they say: a server without a core of its own, or a load that held it back."""
        told = []
        for side, name in enumerate(self.sides):
            server, load = (median(self._of(side, key)) for key in ("server_busy", "client_busy"))
            if server < SERVER_SATURATED:
                told.append(
                    f"**Does not count.** {name}: the server had {server:.0%} of its core, others had the rest."
                )
            if load > LOAD_HAS_ROOM:
                told.append(f"**Does not count.** {name}: the load was busy for {load:.0%}, and may have held it back.")
        return told

    def _row(self, quantity: Quantity, rate: int) -> str:
        sides = [_span(self._of(side, quantity.key), quantity.digits) for side in (0, 1)]
        ratios = _span([first[quantity.key] / second[quantity.key] for first, second in self.pairs], 2)
        return f"| {quantity.title.format(rate=rate)} | {sides[0]} | {sides[1]} | {ratios} |"

    def _check_row(self, quantity: Quantity) -> str:
        sides = [_span([value * 100 for value in self._of(side, quantity.key)], quantity.digits) for side in (0, 1)]
        return f"| {quantity.title} | {sides[0]} | {sides[1]} | |"

    def _of(self, side: int, key: str) -> list[float]:
        return [pair[side][key] for pair in self.pairs]


def _span(values: Sequence[float], digits: int) -> str:
    spread: tuple[Callable[[Sequence[float]], float], ...] = (min, median, max)
    return " · ".join(f"{of(values):,.{digits}f}" for of in spread)
