"""Compares every state in every look with how another commit draws it: `make looks-changed BASE=main`."""

import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from e2e.conftest import launch_arguments
from e2e.looks.differences import DIFFERENCES, keep
from e2e.looks.judge import Judge
from e2e.looks.shots import LOOKS, Look, Studio
from e2e.support.preview import WIDGET, Preview, serve_preview

ROOT = WIDGET.parent
LOCK = "package-lock.json"


def main(base: str) -> None:
    """Say which pictures changed since the commit `base`, and keep those of both sides."""
    shutil.rmtree(DIFFERENCES, ignore_errors=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        there = Path(folder)
        widget = _check_out(base, there / "base")
        with serve_preview(there / "then", widget) as then, serve_preview(there / "now") as now:
            browser = playwright.chromium.launch(**launch_arguments())
            changes = [change for look in LOOKS for change in _changes(browser, then, now, look)]
            browser.close()
    sys.stdout.write("\n".join([*changes, f"{len(changes)} pictures differ from {base}"]) + "\n")
    if changes:
        sys.stdout.write(f"They are in {DIFFERENCES}\n")


def _check_out(base: str, folder: Path) -> Path:
    """The widget's sources as of a commit, with the packages of its lock. Git's own state is left alone."""
    archive = subprocess.run(["git", "archive", base, "widget"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as sources:
        sources.extractall(folder, filter="data")
    widget = folder / "widget"
    if (widget / LOCK).read_bytes() == (WIDGET / LOCK).read_bytes():
        (widget / "node_modules").symlink_to(WIDGET / "node_modules")
    else:
        subprocess.run([sys.executable, widget / "build_hook.py", "modules"], check=True)
    return widget


def _changes(browser: Browser, then: Preview, now: Preview, look: Look) -> Iterator[str]:
    old, new = Studio(browser, then, look), Studio(browser, now, look)
    yield from (f"{state}-{look.name} is new" for state in new.states if state not in old.states)
    yield from (f"{state}-{look.name} is gone" for state in old.states if state not in new.states)
    with Judge(browser) as judge:
        for state in (state for state in new.states if state in old.states):
            before, after = old.take(state), new.take(state)
            verdict = judge.compare(before, after)
            if not verdict.alike:
                keep(f"{state}-{look.name}", before, after, verdict.difference)
                yield f"{state}-{look.name} differs in {verdict.pixels} pixels"
    old.close()
    new.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("error: name the commit to compare with, such as `make looks-changed BASE=main`.")
    main(sys.argv[1])
