"""The command line: `python -m e2e.soak kills --count 100`, or `faults`. Exit code 1 when anything was wrong.

Interrupted, it tells what it came to so far.
"""

import argparse
import contextlib
import random
import secrets
import sys
from collections import Counter
from typing import Final

from playwright.sync_api import expect, sync_playwright

from e2e.conftest import WAIT_MS, launch_arguments
from e2e.soak.clinic import ROOMS
from e2e.soak.faults import plan_faults, run_faults
from e2e.soak.kills import run_kills
from e2e.soak.ledger import Tally

# With longer conversations, drawing their lists would take all of a small machine.
ROUND: Final = 5  # disturbances with the same pages
DRAINED_WITHIN_S: Final = 5.0
SHOWN: Final = 20  # of each kind of wrong


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m e2e.soak")
    parser.add_argument("what", choices=["kills", "faults"])
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--rooms", type=int, default=len(ROOMS), choices=range(1, len(ROOMS) + 1))
    asked = parser.parse_args()
    each_run = {"rooms": asked.rooms, "drained_within": DRAINED_WITHIN_S, "on_done": _say}
    tally, rng = Tally(), random.Random(asked.seed)
    plans = plan_faults(asked.count, rng) if asked.what == "faults" else []
    _say(f"seed {asked.seed}")
    with contextlib.suppress(KeyboardInterrupt), sync_playwright() as playwright:
        expect.set_options(timeout=WAIT_MS)
        for first in range(0, asked.count, ROUND):
            last = min(first + ROUND, asked.count)
            browser = playwright.chromium.launch(**launch_arguments())
            if asked.what == "kills":
                run_kills(browser.new_context, last - first, rng, tally, **each_run)
            else:
                run_faults(browser.new_context, plans[first:last], rng, tally, **each_run)
            browser.close()
    done = len(tally.drains)
    kinds = Counter(str(plan.fault) for plan in plans[:done])
    _say(_table(asked.what, done, asked.seed, kinds, tally))
    return 1 if any(tally.wrongs().values()) else 0


def _table(what: str, count: int, seed: int, kinds: Counter[str], tally: Tally) -> str:
    lines = [f"{what}\t{count}", f"seed\t{seed}"]
    lines += [f"  {kind}\t{times}" for kind, times in sorted(kinds.items())]
    lines += [f"messages written\t{tally.written}", f"comparisons on the way\t{tally.samples}"]
    lines += [f"{name}\t{len(found)}" for name, found in tally.wrongs().items()]
    lines.append(f"drained after, s (min / median / max)\t{tally.drain_figures()}")
    lines = [line.expandtabs(42) for line in lines]
    for name, found in tally.wrongs().items():
        lines += [f"{name}: {each}" for each in found[:SHOWN]]
    return "\n".join(["", *lines])


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a long run shows how far it is


if __name__ == "__main__":
    sys.exit(main())
