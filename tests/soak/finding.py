"""What an attack came to, held against the goals."""

from collections import Counter
from dataclasses import dataclass
from statistics import quantiles
from typing import Final

from tests.live.fuzz import CANARY
from tests.soak.field import PATIENCE, TOO_LONG, WRONG, Field
from tests.soak.witness import Account

MEMORY: Final = 30.0  # MB that a server may grow by
CUT_WITHIN: Final = 10.0  # seconds
P99: Final = 250.0  # ms
SAYINGS: Final = 4  # kinds of lines that are shown
BAD_WORDS: Final = ("Traceback", "was destroyed", "unhandled", "internal", "failed", "ERROR")
HEAD: Final = """\
| attack | offenders | last cut, s | server's memory, MB | others' messages, p50 / p99 / max, ms | lost | lines | |
| --- | --- | --- | --- | --- | --- | --- | --- |"""


@dataclass(frozen=True)
class Memory:
    """The server's, in MB: before the attack, at the highest, and when all attackers had left."""

    before: float
    peak: float
    after: float


@dataclass(frozen=True)
class Finding:
    """All that was measured. `guests`: they may all come in, so that their memory is told, not judged."""

    attack: str
    field: Field
    memory: Memory
    account: Account
    guests: bool
    stops: bool
    """The attack ends the server, and with it everybody's connection."""

    def faults(self) -> list[str]:
        """Which goals were missed."""
        lines = self.field.target.output()
        goals = {
            "memory": self.memory.peak - self.memory.before <= MEMORY or self.guests,
            "cut too late": max(self.field.cut_after, default=0.0) <= CUT_WITHIN,
            "others slowed down": self._percentile(99) <= P99,
            "others lost messages": len(self.account.took) == self.account.sent or self.stops,
            "others were cut": self.account.cut == 0 or self.stops,
            "too many lines": len(lines) <= self.field.offenders + 1,  # one sums up who was refused
            "something failed": not any(word in line for word in BAD_WORDS for line in lines),
            "text in the log": not any(CANARY in line for line in lines),
            "did not end well": self.field.target.ended == 0,
        }
        own = [note for note in self.field.notes if note.startswith(WRONG)]
        return [fault for fault, held in goals.items() if not held] + own

    def row(self) -> str:
        """A row of the table that `HEAD` begins."""
        sent, took = self.account.sent, self.account.took
        speed = f"{self._percentile(50):.1f} / {self._percentile(99):.0f} / {max(took):.0f}"
        lines = len(self.field.target.output())
        memory = f"{self.memory.before:.0f} → {self.memory.peak:.0f} → {self.memory.after:.0f}"
        grown = f"{self.memory.peak - self.memory.before:+.1f}"
        verdict = "**missed: " + "; ".join(self.faults()) + "**" if self.faults() else "held"
        told = "; ".join([verdict, *(note for note in self.field.notes if not note.startswith(WRONG))])
        return (
            f"| {self.attack} | {self.field.offenders:,} | {self._cut()} | {memory} ({grown}) "
            f"| {speed} | {sent - len(took)} of {sent:,} | {lines:,} | {told} |"
        )

    def sayings(self) -> list[str]:
        """What the server has said most, without the date and time."""
        said = Counter(line.split(maxsplit=2)[-1] for line in self.field.target.output())
        return [f"{self.attack}: {times:,} × {what}\n" for what, times in said.most_common(SAYINGS)]

    def _cut(self) -> str:
        left = self.field.cut_after.count(TOO_LONG)
        if left:
            return f"{left} left after {PATIENCE:.0f}"
        return f"{max(self.field.cut_after):.1f}" if self.field.cut_after else "–"

    def _percentile(self, which: int) -> float:
        return quantiles(self.account.took, n=100)[which - 1]
