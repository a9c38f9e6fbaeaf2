"""Kills of the server at random moments, while everyone writes."""

import random
from collections.abc import Callable
from contextlib import closing
from typing import Final

from e2e.soak.clinic import ROOMS, ClinicServer
from e2e.soak.crowd import Crowd
from e2e.soak.ledger import Tally
from e2e.soak.room import NewContext

PAUSE_S: Final = (0.2, 2.0)  # from one drain to the next kill
DOWN_S: Final = (0.0, 2.0)  # from a kill to the next start
PATIENCE_S: Final = 30.0


def run_kills(
    new_context: NewContext,
    count: int,
    rng: random.Random,
    tally: Tally,
    *,
    rooms: int = len(ROOMS),
    drained_within: float = PATIENCE_S,
    on_done: Callable[[str], None] = lambda _: None,
) -> None:
    """Kill the server so many times, and note in the tally what came of it. `drained_within` in seconds."""
    with closing(ClinicServer()) as server:
        server.start()
        crowd = Crowd.gather(server, new_context, lambda: server.port, tally, rng, rooms)
        crowd.start()
        for number in range(1, count + 1):
            crowd.watch(rng.uniform(*PAUSE_S))
            server.kill()
            crowd.watch(rng.uniform(*DOWN_S))
            crowd.drain(server.start(), drained_within, PATIENCE_S)
            crowd.switch()
            on_done(f"kill {number} of {count}: drained after {tally.drains[-1]:.2f} s")
        crowd.finish()
        tally.check_log(server.output())
