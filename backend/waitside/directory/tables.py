"""The tables, and the records that their rows become. A change here wants a migration."""

import msgspec
from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from waitside.directory.records import AccountRecord, ApiKeyRecord, ClinicRecord, ProviderRecord, RoomRecord
from waitside.protocol.account import DEFAULT_SETTINGS, Settings


class Table(DeclarativeBase):
    """What all tables have in common: their metadata."""


class ClinicRow(Table):
    """A tenant. The `logo` is read only where it is asked for; `logo_version` changes with it."""

    __tablename__ = "clinics"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    allowed_origins: Mapped[list[str]] = mapped_column(JSON)
    colour: Mapped[str | None] = mapped_column(String(7))
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_type: Mapped[str | None] = mapped_column(String(32))
    logo_version: Mapped[str | None] = mapped_column(String(16))
    emergency_line: Mapped[str | None] = mapped_column(String(160))

    def record(self) -> ClinicRecord:
        """The row as a value."""
        logo_path = f"/logos/{self.id}?v={self.logo_version}" if self.logo_version is not None else None
        origins = tuple(self.allowed_origins)
        return ClinicRecord(self.id, self.name, origins, self.colour, logo_path, self.emergency_line)


class RoomRow(Table):
    """A waiting room; its slug is unique over the whole server, as it stands in addresses."""

    __tablename__ = "rooms"

    slug: Mapped[str] = mapped_column(String(64), primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80))
    open: Mapped[bool]
    walk_ins: Mapped[bool]
    passcode_hash: Mapped[str | None] = mapped_column(String(255))
    patients_write_first: Mapped[bool]
    call_link: Mapped[str | None] = mapped_column(String(512))

    def record(self) -> RoomRecord:
        """The row as a value."""
        return RoomRecord(
            slug=self.slug,
            clinic_id=self.clinic_id,
            name=self.name,
            title=self.title,
            open=self.open,
            walk_ins=self.walk_ins,
            passcode_hash=self.passcode_hash,
            patients_write_first=self.patients_write_first,
            call_link=self.call_link,
        )


class ProviderRow(Table):
    """A clinician and their account.

    The `photo` is read only where it is asked for; `photo_version` changes with it. `own_fields` are those that the
    person has set, and the clinic's portal no longer does. `epoch` grows when everything signed before is to be void.
    """

    __tablename__ = "providers"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    subject: Mapped[str] = mapped_column(String(128))
    name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80))
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    photo_type: Mapped[str | None] = mapped_column(String(32))
    photo_version: Mapped[str | None] = mapped_column(String(16))
    line: Mapped[str] = mapped_column(String(160))
    email: Mapped[str | None] = mapped_column(String(254), index=True, unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    closed: Mapped[bool] = mapped_column(server_default=false())
    epoch: Mapped[int] = mapped_column(BigInteger, server_default="0")
    settings: Mapped[dict[str, object]] = mapped_column(JSON, server_default="{}")
    own_fields: Mapped[list[str]] = mapped_column(JSON, server_default="[]")

    def record(self) -> ProviderRecord:
        """What others are shown of the row."""
        return ProviderRecord(
            id=self.id,
            clinic_id=self.clinic_id,
            subject=self.subject,
            name=self.name,
            title=self.title,
            photo_path=f"/photos/{self.id}?v={self.photo_version}" if self.photo_version is not None else None,
            line=self.line,
            epoch=self.epoch,
            closed=self.closed,
        )

    def account(self) -> AccountRecord:
        """What concerns the person alone."""
        return AccountRecord(self.id, self.email, self.password_hash, settings_in(self.settings))


def settings_in(stored: dict[str, object]) -> Settings:
    """What was stored, by whatever version: what it lacks, or what this one cannot read, is as by default."""
    kept: dict[str, object] = {}
    for field in msgspec.structs.fields(Settings):
        default = getattr(DEFAULT_SETTINGS, field.name)
        whole = msgspec.to_builtins(default)
        value = stored.get(field.encode_name, whole)
        if isinstance(whole, dict) and isinstance(value, dict):
            value = whole | value
        try:
            kept[field.encode_name] = msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            kept[field.encode_name] = default
    return msgspec.convert(kept, Settings)


class SeatRow(Table):
    """That a provider with an account may enter a room from the console. Portals decide for themselves."""

    __tablename__ = "seats"

    room_slug: Mapped[str] = mapped_column(ForeignKey("rooms.slug", ondelete="CASCADE"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class EndedVisitRow(Table):
    """A visit that is over: SHA-256 of its id, and an hour at which none of its tickets counts any more.

    Rows of SQLite are kept by hash, without a row id, which would tell in what order visits ended.
    """

    __tablename__ = "ended_visits"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it from the class

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class ApiKeyRow(Table):
    """An API key, by its public prefix and the hash of the whole. Times in milliseconds since the Unix epoch."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    label: Mapped[str] = mapped_column(String(80), server_default="")
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[int] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)

    def record(self) -> ApiKeyRecord:
        """The row as a value, without the hash."""
        return ApiKeyRecord(self.id, self.clinic_id, self.label, self.created_at, self.revoked_at)
