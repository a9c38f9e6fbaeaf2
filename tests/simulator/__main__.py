"""`python -m tests.simulator`: plays a range of stories, or one again."""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.simulator import story
from tests.simulator.pages import Host, build
from tests.simulator.run import Outcome, run
from tests.simulator.shrink import shrink


def main() -> int:
    """Run the stories that the command line asks for. Returns the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        built = options.built or Path(folder)
        if options.built is None:
            build(built)
        host = Host(built)
        try:
            return _run_all(host, options)
        finally:
            host.close()


def _run_all(host: Host, options: argparse.Namespace) -> int:
    seeds = [options.seed] if options.seed is not None else range(options.first, options.first + options.stories)
    began, held, played = time.monotonic(), 0, 0
    for seed in seeds:
        played += 1
        told = story.make(seed, options.steps)
        outcome = run(host, seed, told)
        held += outcome.held
        if not outcome.held:
            _tell(outcome if options.long else _shortest(host, told, outcome))
            if options.first_failure:
                break
    rate = played / (time.monotonic() - began)
    print(f"{held} of {played} stories held ({rate:.1f} a second)")
    return 0 if held == len(seeds) else 1


def _shortest(host: Host, told: story.Story, outcome: Outcome) -> Outcome:
    """The outcome of the shortest story that fails in the same way."""
    kind = outcome.kind
    last = len(told) if outcome.failed_at is None else outcome.failed_at + 1
    short = shrink(told[:last], lambda tried: run(host, outcome.seed, tried).kind == kind)
    return run(host, outcome.seed, short)


def _tell(outcome: Outcome) -> None:
    """Print a story as a file of `kept/`, and what went wrong in it."""
    print(f"# seed {outcome.seed}: step {outcome.failed_at}")
    for each in outcome.troubles:
        print(f"# WRONG {each}")
    for line in outcome.trace:
        print(line)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--steps", type=int, default=60, help="how many steps a story has")
    parser.add_argument("--seed", type=int, help="the one story to play")
    parser.add_argument("--long", action="store_true", help="tell failing stories whole, instead of shortening them")
    parser.add_argument("--first-failure", action="store_true", help="stop at the first story that fails")
    parser.add_argument("--built", type=Path, help="a folder in which the pages are built already")
    return parser.parse_args()


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets must have the same order in every run
        again = [sys.executable, "-m", "tests.simulator", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})
    sys.exit(main())
