"""What the directory hands out: frozen, and free of any session."""

from dataclasses import dataclass
from typing import NamedTuple


class Photo(NamedTuple):
    """A picture of a provider and its media type, such as "image/png"."""

    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class ClinicRecord:
    """A tenant. `allowed_origins`: the sites that may show its rooms in a frame, such as "https://clinic.example"."""

    id: str
    name: str
    allowed_origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """A waiting room as it was set up. `call_link`: where calls happen, "{call}" standing for the call's id."""

    slug: str
    clinic_id: str
    name: str
    title: str
    open: bool
    walk_ins: bool
    passcode_hash: str | None
    patients_write_first: bool
    call_link: str | None


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """A clinician. `photo_path` on the backend's origin; `name` is empty until the clinic has told it."""

    id: str
    clinic_id: str
    subject: str
    name: str
    title: str
    photo_path: str | None
    line: str
