"""The tables, and the records that their rows become."""

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from waitside.directory.records import ClinicRecord, ProviderRecord, RoomRecord


class Table(DeclarativeBase):
    """What all tables have in common: their metadata."""


class ClinicRow(Table):
    """A tenant."""

    __tablename__ = "clinics"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    allowed_origins: Mapped[list[str]] = mapped_column(JSON)

    def record(self) -> ClinicRecord:
        """The row as a value."""
        return ClinicRecord(self.id, self.name, tuple(self.allowed_origins))


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
    """A clinician. `photo` is read only where it is asked for; `photo_version` changes with it."""

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

    def record(self) -> ProviderRecord:
        """The row as a value."""
        return ProviderRecord(
            id=self.id,
            clinic_id=self.clinic_id,
            subject=self.subject,
            name=self.name,
            title=self.title,
            photo_path=f"/photos/{self.id}?v={self.photo_version}" if self.photo_version is not None else None,
            line=self.line,
        )


class ApiKeyRow(Table):
    """An API key, by its public prefix and the hash of the whole. Times in milliseconds since the Unix epoch."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinics.id"), index=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[int] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
