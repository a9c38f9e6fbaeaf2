"""Visits that are over: a hash of each one's id, until its tickets are worthless. Nothing else of a visit is kept."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import delete, select

from waitside.directory.chunks import chunks
from waitside.directory.database import Database
from waitside.directory.gathering import Gathering
from waitside.directory.inserts import INSERTS
from waitside.directory.tables import EndedVisitRow

MOST_DELETED: Final = 1_000  # rows at once: other writers of SQLite wait meanwhile


class EndedVisits:
    """The ended visits in a database, by the hash of their id. Times in milliseconds since the Unix epoch."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gathering = Gathering(self._among)

    async def add(self, expiries: Mapping[bytes, int]) -> None:
        """Remember these hashes, each until its expiry. Those that are remembered already stay as they are."""
        insert = INSERTS[self._database.dialect](EndedVisitRow).on_conflict_do_nothing(index_elements=["hash"])
        rows = [{"hash": each, "expires_at": expiry} for each, expiry in expiries.items()]
        async with self._database.changes.begin() as session:
            await session.execute(insert, rows)

    async def has(self, visit_hash: bytes) -> bool:
        """Whether the visit with this hash is over."""
        return await self._gathering.get(visit_hash.hex()) is not None

    async def delete_expired(self, now: int) -> bool:
        """Delete some of the rows that have expired. Returns whether there may be more."""
        expired = select(EndedVisitRow.hash).where(EndedVisitRow.expires_at <= now).limit(MOST_DELETED)
        async with self._database.changes.begin() as session:
            hashes = list(await session.scalars(expired))
            if hashes:
                await session.execute(delete(EndedVisitRow).where(EndedVisitRow.hash.in_(hashes)))
        return len(hashes) == MOST_DELETED

    async def _among(self, hashes: Collection[str]) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for some in chunks(bytes.fromhex(each) for each in hashes):
            async with self._database.sessions() as session:
                wanted = select(EndedVisitRow.hash).where(EndedVisitRow.hash.in_(some))
                found |= {each.hex(): True for each in await session.scalars(wanted)}
        return found


def hash_of(visit_id: str) -> bytes:
    """What is kept of a visit's id, which is random: the id cannot be found from it."""
    return hashlib.sha256(visit_id.encode()).digest()
