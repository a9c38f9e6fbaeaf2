"""From results to tables in Markdown: least, median and greatest."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from statistics import median
from typing import Final, Literal

from tests.bench.results import AGAIN, Results


@dataclass(frozen=True)
class Quantity:
    """Something measured, and how it is shown. `goal` is for the ratio to Node.js, or with a unit for the value."""

    key: str
    title: str
    unit: str
    digits: int
    better: Literal["more", "less"]
    goal: float | None = None
    goal_is_a_value: bool = False


QUANTITIES: Final = (
    Quantity("relayed", "relayed messages at saturation", "1/s", 0, "more", goal=1.1),
    Quantity("cost", "server's CPU time for a message", "µs", 1, "less", goal=0.9),
    Quantity("p50", "sent to arrived at {rate:,}/s, p50", "ms", 2, "less", goal=1.0),
    Quantity("p99", "sent to arrived at {rate:,}/s, p99", "ms", 2, "less", goal=1.0),
    Quantity("connected", "pages let in, token checked", "1/s", 0, "more", goal=1.0),
    Quantity("entry_cost", "server's CPU time for a page let in", "µs", 0, "less"),
    Quantity("memory", "server's memory for an idle page", "kB", 1, "less", goal=18, goal_is_a_value=True),
)
BUSY: Final = {"server_busy": "server's core at saturation, %", "client_busy": "load's core at saturation, %"}
ROUNDS: Final = 20
"""Of a full run."""
SERVER_SATURATED: Final = 0.95
LOAD_HAS_ROOM: Final = 0.80

Row = tuple[str, str, str, str]


def report(results: Results) -> str:
    """Everything: what is missing or in doubt, the tables, and what they were measured on."""
    count = len(results.rounds)
    title = "Full run" if _is_full(results) else "Quick run, a rough look"
    rounds = f"{title}. Rounds: {count}. In each, every server is measured once, in turn."
    parts = [rounds, *not_run(results), *doubts(results), ratios(results), values(results), results.about.line()]
    return "\n\n".join(parts) + "\n"


def not_run(results: Results) -> list[str]:
    """A line for each peer that is missing."""
    return [f"**NOT RUN: {name}.** {reason}" for name, reason in results.not_run.items()]


def doubts(results: Results) -> list[str]:
    """Why figures are not what they say: a server without a core of its own, or a load that held it back."""
    told: list[str] = []
    if "server_busy" not in _keys(results):
        return told
    for key, name in results.names.items():
        server, load = (median(series(results, key, each)) for each in BUSY)
        if server < SERVER_SATURATED:
            told.append(f"**Does not count.** {name}: the server had {server:.0%} of its core, others had the rest.")
        if load > LOAD_HAS_ROOM:
            told.append(f"**Does not count.** {name}: the load was busy for {load:.0%}, and may have held it back.")
    return told


def ratios(results: Results) -> str:
    """The product divided by each of the others, within each round."""
    others = {key: name for key, name in results.names.items() if key != "product"}
    header = ["Waitside ÷ other: min · median · max", *(_heading(key, name) for key, name in others.items())]
    rows = [
        [f"{each.title} ({each.better} is better)", *(span(ratio(results, each.key, key), 2) for key in others)]
        for each in measured(results)
    ]
    return table(header, rows)


def values(results: Results) -> str:
    """What was measured, by server; the last rows say whether server and load had their cores."""
    header = ["median", *results.names.values()]
    rows = [
        [f"{each.title}, {each.unit}", *(_median(results, key, each.key, each.digits) for key in results.names)]
        for each in measured(results)
    ]
    rows += [
        [title, *(_median(results, key, each, 0, 100) for key in results.names)]
        for each, title in BUSY.items()
        if each in _keys(results)
    ]
    return table(header, rows)


def goals(results: Results) -> list[Row]:
    """What there is a goal for: what, the goal, what was measured, and whether it is met."""
    return [_goal(results, each) for each in _titled(results) if each.goal is not None]


def measured(results: Results) -> list[Quantity]:
    """The quantities of these results: a quick run may leave some out."""
    return [each for each in _titled(results) if each.key in _keys(results)]


def series(results: Results, key: str, quantity: str) -> list[float]:
    """What was measured of a server, round by round."""
    return [each[key][quantity] for each in results.rounds]


def ratio(results: Results, quantity: str, other: str) -> list[float]:
    """The product divided by another server, round by round."""
    return [each["product"][quantity] / each[other][quantity] for each in results.rounds]


def span(numbers: Sequence[float], digits: int, unit: str = "") -> str:
    """The least, the median and the greatest."""
    spread: tuple[Callable[[Sequence[float]], float], ...] = (min, median, max)
    return " · ".join(f"{of(numbers):,.{digits}f}" for of in spread) + unit


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def verdict(number: float, goal: float, better: Literal["more", "less"]) -> str:
    """Whether a goal is met."""
    return "met" if (number >= goal if better == "more" else number <= goal) else "missed"


def _is_full(results: Results) -> bool:
    return len(results.rounds) >= ROUNDS and not results.about.quick


def _keys(results: Results) -> AbstractSet[str]:
    return results.rounds[0]["product"].keys()


def _titled(results: Results) -> list[Quantity]:
    return [replace(each, title=each.title.format(rate=results.rate)) for each in QUANTITIES]


def _goal(results: Results, quantity: Quantity) -> Row:
    sign, unit = ("≥" if quantity.better == "more" else "≤"), (" kB" if quantity.goal_is_a_value else " ×")
    wanted = f"{sign} {quantity.goal:g}{unit}"
    if quantity.goal is None or "node" not in results.names or quantity not in measured(results):
        return quantity.title, wanted, "not measured", ""
    numbers, digits = ratio(results, quantity.key, "node"), 2
    if quantity.goal_is_a_value:
        numbers, digits = series(results, "product", quantity.key), quantity.digits
    met = verdict(median(numbers), quantity.goal, quantity.better)
    return quantity.title, wanted, span(numbers, digits, unit), met if _is_full(results) else f"{met}, in a quick run"


def _heading(key: str, name: str) -> str:
    return "itself (A/A)" if key == AGAIN else name


def _median(results: Results, key: str, quantity: str, digits: int, scale: float = 1) -> str:
    return f"{median(series(results, key, quantity)) * scale:,.{digits}f}"
