"""Faults of the lines between pages and server, while everyone writes."""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from e2e.soak.clinic import ROOMS, ClinicServer
from e2e.soak.crowd import Crowd
from e2e.soak.ledger import Tally
from e2e.soak.person import Person
from e2e.soak.room import NewContext
from e2e.support.proxy import Fault, ProxiedLine, Proxies

PAUSE_S: Final = (0.2, 2.0)  # from one drain to the next fault
SHORT_S: Final = (0.5, 6.0)
LONG_S: Final = (25.0, 30.0)  # both sides give a silent line up
LONG_SHARE: Final = 0.2
OFFLINE_WITHIN_S: Final = 12.0  # pages let go after 10 s without a byte
NOTICED_AT_ONCE: Final = (Fault.CUT, Fault.HALF_OPEN_BACKWARDS)  # the page is told that its connection is closed
PATIENCE_S: Final = 40.0

KINDS: Final = (
    (Fault.CUT,),
    (Fault.BLACKHOLE,),
    (Fault.LAG,),
    (Fault.HALF_OPEN, Fault.HALF_OPEN_BACKWARDS),
    (Fault.RESET,),
)
"""The five kinds; half-open lines have two ways round."""


@dataclass(frozen=True)
class Plan:
    """One fault to come: what, for how many seconds, and whether all lines have it or a single one."""

    fault: Fault
    length: float
    everyone: bool

    def __str__(self) -> str:
        return f"{self.fault}, {self.length:.1f} s, {'all pages' if self.everyone else 'one page'}"


def plan_faults(count: int, rng: random.Random) -> list[Plan]:
    """Each kind as often as the others, in random order, mostly short."""
    plans = []
    for number in range(count):
        length = rng.uniform(*(LONG_S if rng.random() < LONG_SHARE else SHORT_S))
        plans.append(Plan(rng.choice(KINDS[number % len(KINDS)]), length, everyone=rng.random() < 0.5))
    rng.shuffle(plans)
    return plans


def run_faults(
    new_context: NewContext,
    plans: Sequence[Plan],
    rng: random.Random,
    tally: Tally,
    *,
    rooms: int = len(ROOMS),
    drained_within: float = PATIENCE_S,
    on_done: Callable[[str], None] = lambda _: None,
) -> None:
    """Carry the plans out, and note in the tally what came of them. `drained_within` in seconds."""
    with closing(ClinicServer()) as server, Proxies() as proxies:
        server.start()
        lines: dict[int, ProxiedLine] = {}

        def line() -> int:
            new = proxies.line_to(server.port)
            lines[new.port] = new
            return new.port

        crowd = Crowd.gather(server, new_context, line, tally, rng, rooms)
        crowd.start()
        for number, plan in enumerate(plans, start=1):
            crowd.watch(rng.uniform(*PAUSE_S))
            everyone = list(crowd.people)
            struck = everyone if plan.everyone else [rng.choice(everyone)]
            began = time.time()
            for person in struck:
                lines[person.port].begin(plan.fault)
            crowd.watch(plan.length)
            mended = time.time()
            for person in struck:
                lines[person.port].end()
            crowd.drain(mended, drained_within, PATIENCE_S)
            tally.unshown += _wrongly_shown(plan, struck, began, mended)
            crowd.switch()
            on_done(f"fault {number} of {len(plans)}: {plan}; drained after {tally.drains[-1]:.2f} s")
        crowd.finish()
        tally.check_log(server.output())


def _wrongly_shown(plan: Plan, struck: Sequence[Person], began: float, mended: float) -> list[str]:
    """Pages that did not say in time that they were offline, or did so although the line was merely slow."""
    if plan.fault is Fault.LAG:
        return [f"{person.who} offline: {plan}" for person in struck if person.went_offline(began, mended)]
    if plan.fault in NOTICED_AT_ONCE:
        until = time.time()
    elif plan.length >= OFFLINE_WITHIN_S:
        until = began + OFFLINE_WITHIN_S
    else:
        return []
    return [f"{person.who} not offline: {plan}" for person in struck if not person.went_offline(began, until)]
