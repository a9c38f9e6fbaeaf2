"""Our command line in processes of their own that have imported everything already: half of a demo's start.

As ever with `multiprocessing`, a script that starts one does so below `if __name__ == "__main__"`.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import IO

_context = get_context("forkserver")
_context.set_forkserver_preload(["waitside.cli", "waitside.serving.running", "waitside_demo", __name__])


@dataclass(frozen=True)
class Versions:
    """The versions of the protocol that a server takes, as if it were of another build."""

    newest: int
    oldest: int


def start(
    arguments: Sequence[str], environment: Mapping[str, str], versions: Versions | None = None
) -> tuple[ForkServerProcess, IO[str]]:
    """Start `waitside` with these arguments. Returns the process, and all that it writes."""
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_run, args=(theirs, arguments, dict(environment), versions), daemon=True)
    process.start()
    theirs.close()
    output = os.fdopen(os.dup(ours.fileno()), encoding="utf-8")
    ours.close()
    return process, output


def _run(output: Connection, arguments: Sequence[str], environment: dict[str, str], versions: Versions | None) -> None:
    for standard in (sys.stdout, sys.stderr):
        os.dup2(output.fileno(), standard.fileno())
    output.close()
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
    from waitside import protocol  # noqa: PLC0415 - here when the preloading could not
    from waitside.cli import main  # noqa: PLC0415 - the same

    if versions is not None:
        protocol.VERSION, protocol.OLDEST = versions.newest, versions.oldest
    main()
