"""How many files, which include connections, the process may have open."""

import resource
from typing import Final

from waitside.limits import Allowances

RESERVED: Final = 100  # for the database, listening sockets, log and modules
MORE_THAN_ENOUGH: Final = 1 << 20  # what counts as unlimited


def needed(allowances: Allowances) -> int:
    """Return how many files have to be open where a single address uses all that it may."""
    return allowances.connections + allowances.entering + allowances.http + RESERVED


def allowed() -> tuple[int, int]:
    """Return how many files may be open, and up to how many the process may raise that by itself."""
    soft, hard = (_number(each) for each in resource.getrlimit(resource.RLIMIT_NOFILE))
    return soft, hard


def for_connections() -> int:
    """Return how many connections may be open at once."""
    return max(allowed()[0] - RESERVED, 1)


def raise_limit(need: int) -> str | None:
    """Raise the limit as far as the process may, if it is lower than needed. Returns what to say if it was raised."""
    soft, hard = allowed()
    if soft >= need or soft >= hard:
        return None
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    except (OSError, ValueError):
        return None
    return f"The limit of open files was {soft}, and is {hard} now."


def shortage(need: int) -> str | None:
    """Say that the process may not have as many files open as needed, if so. The server raises the soft limit."""
    _, hard = allowed()
    if hard >= need:
        return None
    return f"At most {hard} files may be open; {need} are needed if many people connect. See docs/operating.md."


def _number(limit: int) -> int:
    return MORE_THAN_ENOUGH if limit == resource.RLIM_INFINITY else limit
