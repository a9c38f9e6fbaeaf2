"""C04 over real disturbances: what is written while the server dies, or the line fails, arrives; once, and in order.

The short versions of the soak (`python -m e2e.soak --help`), which does the same for longer, in five rooms.
"""

import random
import secrets

from e2e.soak.faults import Plan, run_faults
from e2e.soak.kills import run_kills
from e2e.soak.ledger import Tally
from e2e.soak.room import NewContext
from e2e.support.proxy import Fault

ROOMS = 2

FAULTS = (
    Plan(Fault.CUT, 1.5, everyone=True),
    Plan(Fault.BLACKHOLE, 2.0, everyone=True),
    Plan(Fault.LAG, 3.0, everyone=True),
    Plan(Fault.HALF_OPEN, 1.5, everyone=False),
    Plan(Fault.RESET, 1.5, everyone=True),
)


def test_C04_five_kills_lose_nothing(new_context: NewContext) -> None:
    seed, tally = secrets.randbelow(1_000_000), Tally()
    run_kills(new_context, 5, random.Random(seed), tally, rooms=ROOMS)
    expect_nothing_wrong(tally, seed)


def test_C04_faults_on_the_line_lose_nothing(new_context: NewContext) -> None:
    seed, tally = secrets.randbelow(1_000_000), Tally()
    run_faults(new_context, FAULTS, random.Random(seed), tally, rooms=ROOMS)
    expect_nothing_wrong(tally, seed)


def expect_nothing_wrong(tally: Tally, seed: int) -> None:
    """Check that there was something to lose, and that none of it was."""
    assert tally.written > 0 and tally.samples > 0
    wrongs = {name: found for name, found in tally.wrongs().items() if found}
    assert not wrongs, f"with seed {seed}: {wrongs}"
