"""Ends each run with what it left out, so that nobody takes it for a whole one."""

import os
from collections import Counter
from pathlib import Path

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped and why, and leave that and the totals where `.ci/test` collects them."""
    stats = terminalreporter.stats
    skipped = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in stats.get("skipped", ()))
    not_run = [f"NOT RUN: {count} × {reason}" for reason, count in skipped.items()]
    if not_run:
        terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
        for line in not_run:
            terminalreporter.line(line, red=True, bold=True)
    if results := os.environ.get("WAITSIDE_RESULTS"):
        failed = len(stats.get("failed", ())) + len(stats.get("error", ()))
        _leave(Path(results), "totals", [f"{len(stats.get('passed', ()))} {failed}"])
        _leave(Path(results), "not-run", not_run)


def _leave(folder: Path, kind: str, lines: list[str]) -> None:
    (folder / f"pytest-{os.getpid()}.{kind}").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
