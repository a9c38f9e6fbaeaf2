"""A directory whose tables are in memory and which answers at once."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from tests.simulator.directory import SimulatedDirectory, Tables
from tests.simulator.faults import DatabaseConnection
from waitside.directory import ClinicRecord, Directory, RoomRecord

CLINIC: Final = "bench"


def directory_of(slugs: Iterable[str]) -> Directory:
    """A clinic with these rooms."""
    tables = Tables({CLINIC: ClinicRecord(CLINIC, "Clinic", ())}, {each: _record(each) for each in slugs})
    directory = SimulatedDirectory(tables, DatabaseAtOnce()).as_directory
    directory.ended_visits = cast("Any", EndedVisits())
    return directory


class DatabaseAtOnce(DatabaseConnection):
    """A database that always answers, in no time."""

    def __init__(self) -> None:
        """Nothing can fail."""

    async def before(self) -> None:
        """Go on."""

    async def after(self) -> None:
        """Go on."""


class EndedVisits:
    """The table of ended visits, as a database with an index has it: what is added costs the same however many."""

    def __init__(self) -> None:
        self._expiries: dict[bytes, int] = {}

    async def add(self, expiries: Mapping[bytes, int]) -> None:
        """Add visits that have ended."""
        self._expiries |= expiries

    async def has(self, visit_hash: bytes) -> bool:
        """Whether a visit has ended."""
        return visit_hash in self._expiries

    async def delete_expired(self, _now: int) -> bool:
        """Nothing expires while something is measured."""
        return False


def _record(slug: str) -> RoomRecord:
    return RoomRecord(
        slug,
        CLINIC,
        slug,
        "",
        open=True,
        walk_ins=True,
        passcode_hash=None,
        patients_write_first=True,
        call_link=None,
    )
