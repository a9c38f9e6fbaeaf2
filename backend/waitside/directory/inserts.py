"""INSERT as each database spells it, with ON CONFLICT."""

from collections.abc import Callable
from typing import Final

from sqlalchemy.dialects import postgresql, sqlite

from waitside.directory.tables import Table

INSERTS: Final[dict[str, Callable[[type[Table]], sqlite.Insert | postgresql.Insert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""By `Database.dialect`."""
