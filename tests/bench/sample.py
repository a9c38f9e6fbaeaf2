"""Results as a run leaves them, with made-up numbers."""

from tests.bench.results import About, Machine, Reading, Results


def reading(relayed: float, cost: float, *, server_busy: float = 1.0) -> Reading:
    """What a server gave in a round of a quick run."""
    return {"relayed": relayed, "cost": cost, "p50": 1.0, "p99": 4.0, "server_busy": server_busy, "client_busy": 0.5}


def results(*, node: Reading | None = None, not_run: dict[str, str] | None = None) -> Results:
    """Three rounds beside Node.js."""
    machine = Machine("A Processor", 2, 24.0, "Linux 6.1", 0.1)
    about = About("2026-11-28", "python -m tests.bench --quick", True, machine, {"Python": "3.11.7"})
    other = node or reading(20_000, 50)
    ours = [reading(10_000, 100), reading(12_000, 90), reading(14_000, 80)]
    rounds = [{"product": each, "node": other, "again": reading(12_000, 90)} for each in ours]
    names = {"product": "Waitside", "node": "Node socket.io", "again": "Waitside again"}
    return Results(about, 1_000, names, rounds, not_run or {})
