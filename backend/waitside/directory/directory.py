"""The directory: look-ups, and the few changes that are made from inside the server."""

import asyncio
import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from waitside.directory.api_keys import NewApiKey, api_key_fits, api_key_id, new_api_key
from waitside.directory.checks import check_call_link, check_origin, check_slug, is_slug
from waitside.directory.database import Database
from waitside.directory.errors import DirectoryError
from waitside.directory.passcodes import hash_passcode
from waitside.directory.records import ClinicRecord, Photo, ProviderRecord, RoomRecord
from waitside.directory.tables import ApiKeyRow, ClinicRow, ProviderRow, RoomRow, Table

_INSERTS: Final[dict[str, Callable[[type[Table]], sqlite.Insert | postgresql.Insert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class Directory:
    """Clinics, rooms, providers and API keys in the database at `url`.

    Raises DirectoryError where the address is of no use. Whoever makes one closes it.
    """

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        self._sessions = self._database.sessions

    async def create_all(self) -> None:
        """Create the tables that are missing. Raises DirectoryError when the database cannot be used."""
        await self._database.create_all()

    async def close(self) -> None:
        """Close every connection."""
        await self._database.close()

    async def room(self, slug: str) -> RoomRecord | None:
        """The room with this slug."""
        if not is_slug(slug):
            return None
        async with self._sessions() as session:
            row = await session.get(RoomRow, slug)
            return row.record() if row else None

    async def clinic(self, clinic_id: str) -> ClinicRecord | None:
        """The clinic with this id."""
        async with self._sessions() as session:
            row = await session.get(ClinicRow, clinic_id)
            return row.record() if row else None

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

    async def provider(self, provider_id: str) -> ProviderRecord | None:
        """The provider with this id."""
        async with self._sessions() as session:
            row = await session.get(ProviderRow, provider_id)
            return row.record() if row else None

    async def photo(self, provider_id: str) -> Photo | None:
        """A provider's picture."""
        async with self._sessions() as session:
            wanted = select(ProviderRow.photo, ProviderRow.photo_type).where(ProviderRow.id == provider_id)
            match (await session.execute(wanted)).one_or_none():
                case (bytes(content), str(media_type)):
                    return Photo(content, media_type)
        return None

    async def ensure_provider(
        self,
        clinic_id: str,
        subject: str,
        *,
        name: str | None = None,
        title: str | None = None,
        photo: Photo | None = None,
    ) -> ProviderRecord:
        """The provider whom a clinic knows as `subject`: made where missing, changed in what is given."""
        provider_id = provider_id_of(clinic_id, subject)
        changes: dict[str, object] = {"name": name, "title": title, **_photo_columns(photo)}
        changes = {column: value for column, value in changes.items() if value is not None}
        known = await self.provider(provider_id)
        if known is not None and not changes:
            return known
        values = {"id": provider_id, "clinic_id": clinic_id, "subject": subject, "name": "", "title": "", "line": ""}
        insert = _INSERTS[self._database.dialect](ProviderRow).values({**values, **changes})
        # One statement, so that two pages of one provider who come at once do not trip over each other.
        statement = insert.on_conflict_do_update(index_elements=["id"], set_={"subject": subject, **changes})
        async with self._sessions.begin() as session:
            await session.execute(statement)
            return (await session.get_one(ProviderRow, provider_id)).record()

    async def set_line(self, provider_id: str, line: str) -> None:
        """Set what a provider tells those who wait; empty for nothing."""
        async with self._sessions.begin() as session:
            await session.execute(update(ProviderRow).where(ProviderRow.id == provider_id).values(line=line))

    async def add_clinic(self, clinic_id: str, name: str, allowed_origins: Iterable[str]) -> ClinicRecord:
        """Add a clinic. Raises DirectoryError for a taken id or a malformed origin."""
        origins = list(allowed_origins)
        for origin in origins:
            check_origin(origin)
        row = ClinicRow(id=clinic_id, name=name, allowed_origins=origins)
        await self._add(row, "There is a clinic with that id already.")
        return row.record()

    async def add_room(
        self,
        clinic_id: str,
        slug: str,
        name: str,
        title: str = "",
        *,
        open: bool = True,  # noqa: A002 - the word of the domain
        walk_ins: bool = True,
        passcode: str | None = None,
        patients_write_first: bool = True,
        call_link: str | None = None,
    ) -> RoomRecord:
        """Add a room to a clinic. Raises DirectoryError for a taken or malformed slug or call link."""
        check_slug(slug)
        if call_link is not None:
            check_call_link(call_link)
        row = RoomRow(
            slug=slug,
            clinic_id=clinic_id,
            name=name,
            title=title,
            open=open,
            walk_ins=walk_ins,
            passcode_hash=await asyncio.to_thread(hash_passcode, passcode) if passcode is not None else None,
            patients_write_first=patients_write_first,
            call_link=call_link,
        )
        await self._add(row, "There is a room with that slug already, or no such clinic.")
        return row.record()

    async def add_key(self, clinic_id: str, now: int) -> NewApiKey:
        """Make an API key for a clinic; its text is not kept. `now` in milliseconds since the Unix epoch."""
        key = new_api_key()
        row = ApiKeyRow(id=key.id, clinic_id=clinic_id, hash=key.hash, created_at=now)
        await self._add(row, "There is no such clinic.")
        return key

    async def revoke_key(self, key_id: str, now: int) -> None:
        """Let an API key count no more. `now` in milliseconds since the Unix epoch."""
        async with self._sessions.begin() as session:
            await session.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(revoked_at=now))

    async def _add(self, row: Table, refusal: str) -> None:
        try:
            async with self._sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            raise DirectoryError(refusal) from None


def provider_id_of(clinic_id: str, subject: str) -> str:
    """The id of a provider: the same on every server, and no one else's subject can be made to give it."""
    digest = hashlib.sha256(f"{clinic_id}\0{subject}".encode()).digest()
    return urlsafe_b64encode(digest).decode("ascii")[:22]


def _photo_columns(photo: Photo | None) -> dict[str, object]:
    if photo is None:
        return {}
    version = hashlib.sha256(photo.content).hexdigest()[:12]
    return {"photo": photo.content, "photo_type": photo.type, "photo_version": version}
