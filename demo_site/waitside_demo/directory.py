"""Who works at the clinic, and the online waiting rooms it has."""

from dataclasses import dataclass
from typing import Literal

Access = Literal["open", "passcode", "portal", "closed"]


class NotInDirectory(LookupError):
    """The clinic has no such colleague or waiting room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who sees patients. *subject* is the clinic's own stable id, as Waitside knows it."""

    subject: str
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A doctor's online waiting room, and what the home page says of the doctor."""

    slug: str
    doctor: Colleague
    about: str
    languages: str
    access: Access


RIVERA = Colleague(subject="rivera", name="Dr. Elena Rivera", title="Family medicine")
OKAFOR = Colleague(subject="okafor", name="Dr. Samuel Okafor", title="Internal medicine")
LINDQVIST = Colleague(subject="lindqvist", name="Dr. Maja Lindqvist", title="Pediatrics")
TANAKA = Colleague(subject="tanaka", name="Dr. Kenji Tanaka", title="Dermatology")
PATEL = Colleague(subject="nurse-patel", name="Nurse Priya Patel", title="Triage nurse")

ROOMS = (
    Room(
        slug="dr-rivera",
        doctor=RIVERA,
        about="Elena looks after whole families, from first colds to long-term conditions. She likes plain answers "
        "and leaves time for the question you nearly didn’t ask.",
        languages="English, Spanish",
        access="open",
    ),
    Room(
        slug="dr-okafor",
        doctor=OKAFOR,
        about="Samuel helps adults live well with blood pressure, diabetes and heart conditions, and goes through "
        "test results with you line by line.",
        languages="English, French",
        access="passcode",
    ),
    Room(
        slug="dr-lindqvist",
        doctor=LINDQVIST,
        about="Maja sees children of all ages, and their worried parents. Fevers, rashes, sleep and growing up are "
        "her everyday.",
        languages="English, Swedish",
        access="portal",
    ),
    Room(
        slug="dr-tanaka",
        doctor=TANAKA,
        about="Kenji treats skin, hair and nails. A clear photo taken in daylight often tells him most of what he "
        "needs.",
        languages="English, Japanese",
        access="closed",
    ),
)
DEFAULT_ROOM = ROOMS[0]
COLLEAGUES = (*(room.doctor for room in ROOMS), PATEL)


def find_room(slug: str) -> Room:
    """The waiting room with that slug; raises NotInDirectory."""
    for room in ROOMS:
        if room.slug == slug:
            return room
    raise NotInDirectory


def find_colleague(subject: str) -> Colleague:
    """The colleague with that subject; raises NotInDirectory."""
    for colleague in COLLEAGUES:
        if colleague.subject == subject:
            return colleague
    raise NotInDirectory


def home_room(colleague: Colleague) -> Room:
    """The colleague's own room, or for one who has none the room where they help out."""
    return next((room for room in ROOMS if room.doctor == colleague), DEFAULT_ROOM)
