"""What those who run the server do: add, list, change and remove clinics, rooms, providers and API keys."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import delete, func, inspect, select, update
from sqlalchemy.exc import IntegrityError

from waitside.directory.accounts import provider_id_of
from waitside.directory.api_keys import NewApiKey, new_api_key
from waitside.directory.checks import check_provider, check_text, is_slug, plain_email
from waitside.directory.columns import clinic_columns, provider_columns, room_columns
from waitside.directory.database import Database
from waitside.directory.errors import DirectoryError
from waitside.directory.pictures import picture_columns
from waitside.directory.records import (
    AccountRecord,
    ApiKeyRecord,
    ClinicRecord,
    Picture,
    ProviderRecord,
    RoomRecord,
)
from waitside.directory.tables import ApiKeyRow, ClinicRow, ProviderRow, RoomRow, SeatRow, Table

Row = TypeVar("Row", ClinicRow, RoomRow, ProviderRow, ApiKeyRow)


class Administration:
    """Changes to a database, each checked. Every method raises DirectoryError for what cannot be done."""

    def __init__(self, database: Database) -> None:
        self._sessions = database.sessions
        self._changes = database.changes

    async def clinics(self) -> list[ClinicRecord]:
        """All clinics, by id."""
        return [row.record() for row in await self._all(ClinicRow)]

    async def add_clinic(self, clinic_id: str, name: str, allowed_origins: Iterable[str], **more: Any) -> ClinicRecord:
        """Add a clinic; `more` as in `change_clinic`."""
        values = await clinic_columns({"name": name, "allowed_origins": list(allowed_origins), **more}, clinic_id)
        row = ClinicRow(id=clinic_id, **values)
        await self._add(row, "There is a clinic with that id already.")
        return row.record()

    async def change_clinic(self, clinic_id: str, **values: Any) -> ClinicRecord:
        """Change a clinic's `name`, `allowed_origins`, `colour` ("#1f6feb"), `logo` (a Picture) or `emergency_line`.

        None takes down.
        """
        return (await self._change(ClinicRow, clinic_id, await clinic_columns(values))).record()

    async def remove_clinic(self, clinic_id: str) -> None:
        """Remove a clinic that has no room, with its providers and keys."""
        await self._expect_clinic(clinic_id)
        async with self._changes.begin() as session:
            await session.get(ClinicRow, clinic_id, with_for_update=True)  # no room is added meanwhile
            if (await session.scalars(select(RoomRow).where(RoomRow.clinic_id == clinic_id).limit(1))).first():
                raise DirectoryError("The clinic still has rooms: remove them first.")
            for table in (ApiKeyRow, ProviderRow):
                await session.execute(delete(table).where(table.clinic_id == clinic_id))
            await session.execute(delete(ClinicRow).where(ClinicRow.id == clinic_id))

    async def rooms(self) -> list[RoomRecord]:
        """All rooms, by slug."""
        return [row.record() for row in await self._all(RoomRow)]

    async def add_room(self, clinic_id: str, slug: str, name: str, title: str = "", **more: Any) -> RoomRecord:
        """Add a room to a clinic, open to walk-ins unless told; `more` as in `change_room`."""
        usual = {"open": True, "walk_ins": True, "patients_write_first": True}
        values = await room_columns({"name": name, "title": title, **usual, **more}, slug)
        await self._expect_clinic(clinic_id)
        row = RoomRow(slug=slug, clinic_id=clinic_id, **values)
        await self._add(row, "There is a room with that slug already.")
        return row.record()

    async def change_room(self, slug: str, **values: Any) -> RoomRecord:
        """Change a room's `name`, `title`, `open`, `walk_ins`, `patients_write_first`, `passcode` or `call_link`."""
        return (await self._change(RoomRow, slug, await room_columns(values))).record()

    async def remove_room(self, slug: str) -> None:
        """Remove a room."""
        await self._remove(RoomRow, slug)

    async def providers(self) -> list[tuple[ProviderRecord, AccountRecord, tuple[str, ...]]]:
        """All providers, by id, with their accounts and the slugs of the rooms they may enter from the console."""
        rows = await self._all(ProviderRow)
        async with self._sessions() as session:
            seats = list(await session.scalars(select(SeatRow).order_by(SeatRow.room_slug)))
        return [
            (row.record(), row.account(), tuple(seat.room_slug for seat in seats if seat.provider_id == row.id))
            for row in rows
        ]

    async def add_provider(
        self,
        clinic_id: str,
        email: str,
        name: str,
        title: str = "",
        *,
        password: str,
        rooms: Sequence[str] = (),
        subject: str | None = None,
        photo: Picture | None = None,
    ) -> ProviderRecord:
        """Add a provider with an account, or give one to whom the portal knows as `subject`: else the e-mail is it."""
        email = plain_email(email)
        check_provider({"name": name, "subject": subject or email})
        await self._expect_clinic(clinic_id)
        await self._expect_rooms(clinic_id, rooms)
        provider_id = provider_id_of(clinic_id, subject or email)
        values: dict[str, Any] = {"name": name, "title": title, "email": email, "password": password}
        if photo is not None:
            values["photo"] = photo
        async with self._sessions() as session:
            known = await session.get(ProviderRow, provider_id)
        if known is not None:
            if known.email is not None and not known.closed:
                raise DirectoryError("There is a provider with that e-mail or subject already.")
            return await self.change_provider(
                provider_id, **values, subject=subject or email, closed=False, rooms=rooms
            )
        row = ProviderRow(
            id=provider_id,
            clinic_id=clinic_id,
            subject=subject or email,
            line="",
            closed=False,
            epoch=0,
            settings={},
            own_fields=[],
            **await provider_columns(values),
        )
        await self._add(row, "There is a provider with that e-mail already.")
        await self._set_seats(provider_id, rooms)
        return row.record()

    async def change_provider(
        self, provider_id: str, *, rooms: Sequence[str] | None = None, **values: Any
    ) -> ProviderRecord:
        """Change a provider's `name`, `title`, `line`, `email`, `password`, `photo`, `closed`, or `rooms` to enter.

        A new password, a closed account and a room less sign out everywhere.
        """
        changes = await provider_columns(values)
        if rooms:
            await self._expect_rooms((await self._change(ProviderRow, provider_id, {})).clinic_id, rooms)
        if changes.keys() & {"password_hash", "closed"}:
            changes["epoch"] = ProviderRow.epoch + 1  # whoever is signed in does so again
        row = await self._change(ProviderRow, provider_id, changes)
        if rooms is not None:
            await self._set_seats(provider_id, rooms)
        return row.record()

    async def remove_provider(self, provider_id: str) -> None:
        """Close an account for good and forget whose it was. The empty row stays: old tokens must not revive it."""
        erased: dict[str, Any] = {
            **dict.fromkeys(("subject", "name", "title", "line"), ""),
            **dict.fromkeys(("email", "password_hash")),
            **picture_columns("photo", None),
            "settings": {},
            "own_fields": [],
            "closed": True,
            "epoch": ProviderRow.epoch + 1,
        }
        await self._change(ProviderRow, provider_id, erased)
        await self._set_seats(provider_id, ())

    async def provider_id(self, known_as: str) -> str:
        """The id of the provider with this id or e-mail, unless removed."""
        wanted = select(ProviderRow.id).where(
            (ProviderRow.id == known_as) | (ProviderRow.email == plain_email(known_as)), ProviderRow.subject != ""
        )
        async with self._sessions() as session:
            found = (await session.scalars(wanted)).one_or_none() if known_as.isprintable() else None
        if found is None:
            raise DirectoryError("There is no such provider.")
        return found

    async def keys(self) -> list[ApiKeyRecord]:
        """All API keys, by id."""
        return [row.record() for row in await self._all(ApiKeyRow)]

    async def add_key(self, clinic_id: str, now: int, label: str = "", key_id: str | None = None) -> NewApiKey:
        """Make an API key for a clinic; its text is not kept. `now` in milliseconds since the Unix epoch.

        `key_id`: 16 hexadecimal digits; random where none are given.
        """
        check_text("label", label, 80)
        await self._expect_clinic(clinic_id)
        key = new_api_key(key_id)
        row = ApiKeyRow(id=key.id, clinic_id=clinic_id, label=label, hash=key.hash, created_at=now)
        await self._add(row, "There is no such clinic.")
        return key

    async def change_key(self, key_id: str, *, label: str) -> ApiKeyRecord:
        """Give an API key another label."""
        check_text("label", label, 80)
        return (await self._change(ApiKeyRow, key_id, {"label": label})).record()

    async def revoke_key(self, key_id: str, now: int) -> None:
        """Let an API key count no more, since `now` (milliseconds since the Unix epoch) or whenever it was revoked."""
        await self._change(ApiKeyRow, key_id, {"revoked_at": func.coalesce(ApiKeyRow.revoked_at, now)})

    async def _all(self, table: type[Row]) -> Sequence[Row]:
        async with self._sessions() as session:
            return (await session.scalars(select(table).order_by(*inspect(table).primary_key))).all()

    async def _add(self, row: Table, refusal: str) -> None:
        try:
            async with self._changes.begin() as session:
                session.add(row)
        except IntegrityError:
            raise DirectoryError(refusal) from None

    async def _change(self, table: type[Row], key: str, values: dict[str, Any]) -> Row:
        _expect_text(table, key)
        try:
            async with self._changes.begin() as session:
                if values:
                    identity = inspect(table).primary_key[0]
                    await session.execute(update(table).where(identity == key).values(**values))
                row = await session.get(table, key)
        except IntegrityError:
            raise DirectoryError("There is a provider with that e-mail already.") from None
        if row is None:
            raise DirectoryError(f"There is no such {_WORDS[table]}.")
        return row

    async def _remove(self, table: type[Row], key: str) -> None:
        _expect_text(table, key)
        async with self._changes.begin() as session:
            row = await session.get(table, key)
            if row is None:
                raise DirectoryError(f"There is no such {_WORDS[table]}.")
            await session.delete(row)

    async def _expect_clinic(self, clinic_id: str) -> None:
        _expect_text(ClinicRow, clinic_id)
        async with self._sessions() as session:
            if await session.get(ClinicRow, clinic_id) is None:
                raise DirectoryError("There is no such clinic.")

    async def _expect_rooms(self, clinic_id: str, rooms: Sequence[str]) -> None:
        async with self._sessions() as session:
            for slug in rooms:
                room = await session.get(RoomRow, slug) if is_slug(slug) else None
                if room is None or room.clinic_id != clinic_id:
                    raise DirectoryError(f"The clinic has no room {slug}.")

    async def _set_seats(self, provider_id: str, rooms: Sequence[str]) -> None:
        async with self._changes.begin() as session:
            own = SeatRow.provider_id == provider_id
            lost = {*await session.scalars(select(SeatRow.room_slug).where(own))} - {*rooms}
            if lost:  # a token for it may be about: whoever is signed in does so again
                signed_out = update(ProviderRow).where(ProviderRow.id == provider_id)
                await session.execute(signed_out.values(epoch=ProviderRow.epoch + 1))
            await session.execute(delete(SeatRow).where(own))
            session.add_all(SeatRow(room_slug=slug, provider_id=provider_id) for slug in dict.fromkeys(rooms))


_WORDS: dict[type[Table], str] = {ClinicRow: "clinic", RoomRow: "room", ProviderRow: "provider", ApiKeyRow: "API key"}


def _expect_text(table: type[Table], key: str) -> None:
    if not key.isprintable():  # databases do not take it for text
        raise DirectoryError(f"There is no such {_WORDS[table]}.")
