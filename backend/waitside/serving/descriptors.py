"""How many files, which include connections, the process may have open."""

import resource
from dataclasses import replace
from typing import Final

from waitside.limits import Allowances

RESERVED: Final = 100  # for the database, listening sockets, log and modules
MORE_THAN_ENOUGH: Final = 1 << 20  # what counts as unlimited


def needed(allowances: Allowances) -> int:
    """Return how many files have to be open so that an address that uses all that it may leaves as many to others."""
    return 2 * (allowances.connections + allowances.entering + allowances.http) + RESERVED


def fitting(allowances: Allowances, files: int) -> Allowances:
    """Return allowances with which one address takes at most half of the connections, where so many files may be open.

    If they have to be lowered, at most a quarter of that half is plain HTTP, and another quarter is for entering.
    """
    if needed(allowances) <= files:
        return allowances
    half = max(files - RESERVED, 0) // 2
    http = max(min(allowances.http, half // 4), 1)
    entering = max(min(allowances.entering, half // 4), 1)
    connections = max(min(allowances.connections, half - http - entering), 1)
    return replace(allowances, http=http, entering=entering, connections=connections)


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


def shortage(allowances: Allowances) -> str | None:
    """Say that too few files may be open, and what that lowers, if so. The server raises the soft limit itself."""
    _, hard = allowed()
    need = needed(allowances)
    if hard >= need:
        return None
    lowered = fitting(allowances, hard)
    return (
        f"At most {hard} files may be open; {need} are needed if many people connect. Until then an address may have "
        f"{lowered.connections} pages in waiting rooms, {lowered.entering} connections that are in none yet, and "
        f"{lowered.http} of plain HTTP. See docs/operating.md."
    )


def _number(limit: int) -> int:
    return MORE_THAN_ENOUGH if limit == resource.RLIM_INFINITY else limit
