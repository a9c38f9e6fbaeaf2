"""What the directory hands out: frozen, and free of any session."""

from dataclasses import dataclass, field
from typing import NamedTuple

from waitside.protocol.account import Settings


class Picture(NamedTuple):
    """A provider's photo or a clinic's logo, and its media type, such as "image/png"."""

    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class ClinicRecord:
    """A tenant. `allowed_origins`: the sites that may show its rooms in a frame, such as "https://clinic.example".

    `colour` is written "#1f6feb"; `logo_path` is on the backend's origin. `emergency_line`: what patients read who need
    help at once.
    """

    id: str
    name: str
    allowed_origins: tuple[str, ...]
    colour: str | None = None
    logo_path: str | None = None
    emergency_line: str | None = None


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """A waiting room as it was set up. `call_link`: where calls happen, "{call}" standing for the call's id."""

    slug: str
    clinic_id: str
    name: str
    title: str
    open: bool
    walk_ins: bool
    passcode_hash: str | None = field(repr=False)
    patients_write_first: bool
    call_link: str | None


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """A clinician. `photo_path` on the backend's origin; `name` is empty until the clinic has told it.

    `epoch`: what was signed for an earlier one counts no more. `closed`: nothing does.
    """

    id: str
    clinic_id: str
    subject: str
    name: str
    title: str
    photo_path: str | None
    line: str
    epoch: int
    closed: bool


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """What concerns a provider alone: how they sign in, and what they set."""

    id: str
    email: str | None = field(repr=False)
    password_hash: str | None = field(repr=False)
    settings: Settings


@dataclass(frozen=True, slots=True)
class ApiKeyRecord:
    """An API key in the list. Times in milliseconds since the Unix epoch."""

    id: str
    clinic_id: str
    label: str
    created_at: int
    revoked_at: int | None
