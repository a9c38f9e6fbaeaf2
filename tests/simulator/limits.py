"""The limits of a story: those that Waitside has, or small ones, which a flood reaches at once and people seldom do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from waitside.limits import Allowances


@dataclass(frozen=True)
class Limits:
    """What a story's server allows. `one_address`: everybody is behind the same router, the attacker included."""

    server: Allowances = field(default_factory=Allowances)
    one_address: bool = False
    caps: Mapping[str, int] | None = None
    """How much a provider's page takes of one patient; None for as much as it takes by itself."""

    @property
    def entries(self) -> int:
        """How often a person may come in within a window of 10 s, whatever counts it."""
        each = self.server
        return min(each.entries, each.attempts, each.entering, each.connections)


def small(first: int, second: int) -> Limits:
    """Draw small limits by two numbers."""
    random = Random(f"limits {first} {second}")
    one_address = random.random() < 0.4
    server = Allowances(
        connections=100 if one_address else random.randint(8, 16),
        entering=random.randint(8, 16),
        visits=random.randint(4, 8),
        arrivals=random.randint(4, 12),
        attempts=random.randint(12, 24),
        entries=random.randint(8, 20),
        page=random.randint(40, 200),
        patient=random.randint(8, 20),
        address=random.randint(60, 300),
    )
    caps = {
        "unread": random.randint(6, 15),
        "messages": 5_000,  # nothing makes room again before the visit is over
        "strayReceipts": random.randint(8, 20),
        "waiting": random.randint(8, 20),
    }
    return Limits(server, one_address, caps)
