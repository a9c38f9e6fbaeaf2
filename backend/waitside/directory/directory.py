"""The directory: what the running server looks up in it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from waitside.directory.accounts import Accounts
from waitside.directory.administration import Administration
from waitside.directory.api_keys import api_key_fits, api_key_id
from waitside.directory.checks import is_slug
from waitside.directory.chunks import chunks
from waitside.directory.database import Database
from waitside.directory.ended_visits import EndedVisits
from waitside.directory.gathering import Gathering
from waitside.directory.records import ClinicRecord, Picture, ProviderRecord, RoomRecord
from waitside.directory.tables import ApiKeyRow, ClinicRow, ProviderRow, RoomRow


class Directory:
    """Clinics, rooms, providers and API keys in the database at `url`.

    `accounts` are the providers' own affairs, `administration` is for those who run the server, `ended_visits` for the
    live side. Raises DirectoryError where the address is of no use. Whoever makes one closes it.
    """

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.accounts = Accounts(self.database)
        self.administration = Administration(self.database)
        self.ended_visits = EndedVisits(self.database)
        self._sessions = self.database.sessions
        self._rooms = Gathering(self.rooms_called)
        self._keys = Gathering(self.keys_in_use)
        self._providers = Gathering(self.providers_called)

    async def hold(self) -> None:
        """Hold the database for this server alone, until it is closed. Raises DirectoryError when another goes on."""
        await self.database.hold()

    async def watch_hold(self) -> None:
        """Hold it again whenever the connection was lost. Raises DirectoryError once another server has it."""
        await self.database.server_lock.watch()

    async def migrate(self) -> None:
        """Bring the tables up to date. Raises DirectoryError when the database cannot be used."""
        await self.database.migrate()

    def log_outages(self) -> None:
        """From now on, say in the log when the database does not answer, and when it answers again."""
        self.database.outages.log()

    async def close(self) -> None:
        """Close every connection, and let go of the database."""
        await self.database.close()

    async def room(self, slug: str) -> RoomRecord | None:
        """The room with this slug."""
        return await self._rooms.get(slug) if is_slug(slug) else None

    async def rooms(self, clinic_id: str) -> list[RoomRecord]:
        """A clinic's rooms, by slug."""
        async with self._sessions() as session:
            wanted = select(RoomRow).where(RoomRow.clinic_id == clinic_id).order_by(RoomRow.slug)
            return [row.record() for row in await session.scalars(wanted)]

    async def rooms_called(self, slugs: Iterable[str]) -> dict[str, RoomRecord]:
        """Those of these rooms that there are, by slug; of any number."""
        found: dict[str, RoomRecord] = {}
        for some in chunks(slugs):
            async with self._sessions() as session:
                wanted = select(RoomRow).where(RoomRow.slug.in_(some))
                found |= {row.slug: row.record() for row in await session.scalars(wanted)}
        return found

    async def clinic(self, clinic_id: str) -> ClinicRecord | None:
        """The clinic with this id."""
        async with self._sessions() as session:
            row = await session.get(ClinicRow, clinic_id)
            return row.record() if row else None

    async def only_clinic(self) -> ClinicRecord | None:
        """The clinic of a server that has one; None where there are several, or none."""
        async with self._sessions() as session:
            rows = (await session.scalars(select(ClinicRow).limit(2))).all()
            return rows[0].record() if len(rows) == 1 else None

    async def clinic_of_key(self, api_key: str) -> ClinicRecord | None:
        """The clinic that an API key in use belongs to."""
        key_id = api_key_id(api_key)
        if key_id is None:
            return None
        async with self._sessions() as session:
            key = await session.get(ApiKeyRow, key_id)
            if key is None or not api_key_fits(api_key, key.hash) or key.revoked_at is not None:
                return None
            row = await session.get_one(ClinicRow, key.clinic_id)
            return row.record()

    async def key_is_in_use(self, key_id: str) -> bool:
        """Whether the API key with this id is there and has not been revoked."""
        return await self._keys.get(key_id) is not None

    async def keys_in_use(self, ids: Iterable[str]) -> dict[str, bool]:
        """Those of these API keys that are in use, by id, each True; of any number."""
        found: dict[str, bool] = {}
        for some in chunks(ids):
            async with self._sessions() as session:
                wanted = select(ApiKeyRow.id).where(ApiKeyRow.id.in_(some), ApiKeyRow.revoked_at.is_(None))
                found |= dict.fromkeys(await session.scalars(wanted), True)
        return found

    async def provider(self, provider_id: str) -> ProviderRecord | None:
        """The provider with this id."""
        return await self._providers.get(provider_id)

    async def providers_called(self, ids: Iterable[str]) -> dict[str, ProviderRecord]:
        """Those of these providers that there are, by id; of any number."""
        found: dict[str, ProviderRecord] = {}
        for some in chunks(ids):
            async with self._sessions() as session:
                wanted = select(ProviderRow).where(ProviderRow.id.in_(some))
                found |= {row.id: row.record() for row in await session.scalars(wanted)}
        return found

    async def photo(self, provider_id: str) -> Picture | None:
        """A provider's picture."""
        return await self._picture(ProviderRow.photo, ProviderRow.photo_type, ProviderRow.id, provider_id)

    async def logo(self, clinic_id: str) -> Picture | None:
        """A clinic's picture."""
        return await self._picture(ClinicRow.logo, ClinicRow.logo_type, ClinicRow.id, clinic_id)

    async def _picture(
        self,
        content: InstrumentedAttribute[bytes | None],
        media_type: InstrumentedAttribute[str | None],
        key: InstrumentedAttribute[str],
        wanted: str,
    ) -> Picture | None:
        async with self._sessions() as session:
            match (await session.execute(select(content, media_type).where(key == wanted))).one_or_none():
                case (bytes(found), str(found_type)):
                    return Picture(found, found_type)
        return None
