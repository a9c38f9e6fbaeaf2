"""Lists of any length for queries whose number of parameters is limited."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

Value = TypeVar("Value")

MOST_PARAMETERS: Final = 5_000  # of one query: SQLite takes 32,766, PostgreSQL's driver 32,767


def chunks(values: Iterable[Value], size: int = MOST_PARAMETERS) -> Iterator[list[Value]]:
    """Yield the values in lists of at most `size`; none for no values."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
