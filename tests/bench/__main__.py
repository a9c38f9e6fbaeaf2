"""`python -m tests.bench`: the product and its peers in turn, and the product again; tables on the output.

The server has one core, the load another. Every reading comes from a server started for it.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

import msgspec

from tests.bench import document, figures, peers
from tests.bench.machine import BenchError
from tests.bench.passes import Kind
from tests.bench.results import AGAIN, Results, about, write
from tests.bench.rounds import FULL, QUICK, RATE, Part, kinds_of, measure_round

QUICK_ROUNDS: Final = 3


def main() -> None:
    """Run what the command line asks for."""
    options = _options()
    try:
        results = _read(options.read) if options.read else run(options)
    except BenchError as error:
        sys.exit(f"bench: {error}")
    sys.stdout.write(figures.report(results))
    if options.document:
        write(results, document.RELAY)
        document.renew()


def run(options: argparse.Namespace) -> Results:
    """Measure. Raises BenchError."""
    missing = peers.install()
    present: list[Kind] = [each for each in options.peers if each not in missing]
    for kind, reason in missing.items():
        sys.stderr.write(f"NOT RUN: {peers.NAMES[kind]}. {reason}\n")
    parts: list[Part] = options.parts or (["relay"] if options.quick else ["relay", "arrivals"])
    count, scale = (
        options.rounds or (QUICK_ROUNDS if options.quick else figures.ROUNDS),
        QUICK if options.quick else FULL,
    )
    kinds = kinds_of(present)
    results = Results(
        about=about(peers.versions(present), module="tests.bench", quick=options.quick),
        rate=RATE,
        names={key: peers.NAMES[kind] for key, kind in kinds.items()} | {AGAIN: "Waitside again"},
        rounds=[],
        not_run={peers.NAMES[kind]: reason for kind, reason in missing.items() if kind in options.peers},
    )
    for number in range(1, count + 1):
        results.rounds.append(measure_round(kinds, parts, scale, number))
        sys.stderr.write(f"round {number} of {count}: {_summary(results)}\n")
        if options.json:
            write(results, options.json)
    return results


def _summary(results: Results) -> str:
    """The last round in short."""
    first = figures.measured(results)[0]
    last = {key: each[first.key] for key, each in results.rounds[-1].items()}
    return ", ".join(f"{results.names[key]} {number:,.0f}" for key, number in last.items()) + f" ({first.title})"


def _read(file: Path) -> Results:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Results)
    except (OSError, msgspec.MsgspecError) as error:
        raise BenchError(f"{file} cannot be read: {error}") from None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Waitside beside servers of its kind.")
    everyone = [each for each in peers.NAMES if each != "product"]
    parser.add_argument("--quick", action="store_true", help="a rough look at the relay, in about a minute")
    parser.add_argument("--rounds", type=_count, help="how often each server is measured (20; with --quick 3)")
    parser.add_argument("--peers", nargs="*", choices=everyone, default=everyone, help="which peers (all)")
    parser.add_argument("--parts", nargs="+", choices=["relay", "arrivals"], help="what (both; with --quick relay)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every reading to a file")
    parser.add_argument("--read", type=Path, metavar="FILE", help="measure nothing: show what such a file holds")
    parser.add_argument("--document", action="store_true", help="renew figures and picture in docs/performance.md")
    return parser.parse_args()


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("has to be a number from 1 on")
    return int(text)


if __name__ == "__main__":
    main()
