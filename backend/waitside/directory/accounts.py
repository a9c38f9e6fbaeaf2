"""Providers' accounts: how one comes to be, signs in, and what its owner sets."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import select, update

from waitside.directory.checks import check_password, is_email, plain_email
from waitside.directory.chunks import chunks
from waitside.directory.database import Database
from waitside.directory.gathering import Gathering
from waitside.directory.hashing import Place, ensure_place, hash_secret, secret_fits
from waitside.directory.inserts import INSERTS
from waitside.directory.pictures import picture_columns
from waitside.directory.records import AccountRecord, Picture, ProviderRecord, RoomRecord
from waitside.directory.tables import ProviderRow, RoomRow, SeatRow
from waitside.protocol.account import Settings


class Accounts:
    """The accounts in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sessions = database.sessions
        self._changes = database.changes
        self._by_email = Gathering(self._with_emails)

    async def ensure(
        self,
        clinic_id: str,
        subject: str,
        *,
        name: str | None = None,
        title: str | None = None,
        photo: Picture | None = None,
    ) -> ProviderRecord:
        """The provider whom a clinic's portal knows as `subject`: made where missing, changed in what is given.

        What the person has set with their own hands stays. So does that an account is closed.
        """
        provider_id = provider_id_of(clinic_id, subject)
        given: dict[str, object] = {"name": name, "title": title, "photo": photo}
        given = {field: value for field, value in given.items() if value is not None}
        async with self._sessions() as session:
            known = await session.get(ProviderRow, provider_id)
        if known is not None and not _left_to_the_portal(given, known):
            return known.record()
        values = {"id": provider_id, "clinic_id": clinic_id, "subject": subject, "name": "", "title": "", "line": ""}
        insert = INSERTS[self._database.dialect](ProviderRow).values(values)
        async with self._changes.begin() as session:
            # Two pages of one provider who come at once do not trip over each other.
            await session.execute(insert.on_conflict_do_nothing(index_elements=["id"]))
            row = await session.get_one(ProviderRow, provider_id, with_for_update=True)
            for column, value in _columns(_left_to_the_portal(given, row)).items():
                setattr(row, column, value)
        return row.record()

    async def account(self, provider_id: str) -> AccountRecord | None:
        """The account with this id."""
        async with self._sessions() as session:
            row = await session.get(ProviderRow, provider_id)
            return row.account() if row else None

    async def signing_in(self, email: str, password: str, place: Place | None = None) -> ProviderRecord | None:
        """Return whose e-mail and password these are. Takes as long for an e-mail that nobody has.

        `place`: one in a queue that the caller holds. Raises HashingBusy.
        """
        with ensure_place(place) as held:
            row = await self._known_by(email)
            fits = await secret_fits(password, row.password_hash if row is not None else None, held)
        return row.record() if row is not None and fits and not row.closed else None

    async def id_of(self, email: str) -> str | None:
        """The id of the account with this e-mail address."""
        row = await self._known_by(email)
        return row.id if row is not None else None

    async def rooms(self, provider_id: str) -> list[RoomRecord]:
        """The rooms that a provider may enter from the console, by name."""
        async with self._sessions() as session:
            wanted = (
                select(RoomRow)
                .join(SeatRow, SeatRow.room_slug == RoomRow.slug)
                .where(SeatRow.provider_id == provider_id)
                .order_by(RoomRow.name, RoomRow.slug)
            )
            return [row.record() for row in await session.scalars(wanted)]

    async def set_line(self, provider_id: str, line: str) -> None:
        """Set what a provider tells those who wait; empty for nothing."""
        await self._update(provider_id, line=line)

    async def set_profile(self, provider_id: str, *, name: str, title: str) -> None:
        """Set what patients are shown of a provider."""
        await self._update_own(provider_id, {"name": name, "title": title})

    async def set_photo(self, provider_id: str, photo: Picture | None) -> None:
        """Set a provider's picture, or take it down."""
        await self._update_own(provider_id, {"photo": photo})

    async def set_settings(self, provider_id: str, settings: Settings) -> None:
        """Keep what a provider has set."""
        await self._update(provider_id, settings=msgspec.to_builtins(settings))

    async def set_password(self, provider_id: str, password: str, place: Place | None = None) -> None:
        """Set a password. Everything that was signed for the account before is void. Raises DirectoryError.

        `place`: one in a queue that the caller holds. Raises HashingBusy.
        """
        check_password(password)
        await self._update(provider_id, password_hash=await hash_secret(password, place), epoch=ProviderRow.epoch + 1)

    async def sign_out_everywhere(self, provider_id: str) -> None:
        """Make void whatever was signed for the account until now."""
        await self._update(provider_id, epoch=ProviderRow.epoch + 1)

    async def _known_by(self, email: str) -> ProviderRow | None:
        return await self._by_email.get(plain_email(email)) if is_email(email) else None

    async def _with_emails(self, emails: Collection[str]) -> dict[str, ProviderRow]:
        found: dict[str, ProviderRow] = {}
        for some in chunks(emails):
            async with self._sessions() as session:
                wanted = select(ProviderRow).where(ProviderRow.email.in_(some))
                found |= {row.email: row for row in await session.scalars(wanted) if row.email is not None}
        return found

    async def _update_own(self, provider_id: str, fields: dict[str, object]) -> None:
        async with self._changes.begin() as session:
            row = await session.get(ProviderRow, provider_id, with_for_update=True)
            if row is None:
                return
            for column, value in _columns(fields).items():
                setattr(row, column, value)
            row.own_fields = sorted({*row.own_fields, *fields})

    async def _update(self, provider_id: str, **values: Any) -> None:
        async with self._changes.begin() as session:
            await session.execute(update(ProviderRow).where(ProviderRow.id == provider_id).values(**values))


def provider_id_of(clinic_id: str, subject: str) -> str:
    """The id of a provider: the same on every server, and no one else's subject can be made to give it."""
    digest = hashlib.sha256(f"{clinic_id}\0{subject}".encode()).digest()
    return urlsafe_b64encode(digest).decode("ascii")[:22]


def _left_to_the_portal(fields: dict[str, object], row: ProviderRow) -> dict[str, object]:
    return {field: value for field, value in fields.items() if field not in row.own_fields and not row.closed}


def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    columns = {field: value for field, value in fields.items() if field != "photo"}
    return {**columns, **picture_columns("photo", fields["photo"])} if "photo" in fields else columns
