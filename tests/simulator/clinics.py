"""The clinics, rooms and keys of every story."""

from datetime import timedelta
from typing import Final

from tests.simulator.directory import Tables
from waitside.directory import ClinicRecord, RoomRecord

KEYS: Final = ("kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp", "Qw8_eRt5-yU2iOp9aSd6fGh3jKl7zXc1")
WRONG_KEYS: Final = ("bV5-nC7_mX1zLq4Ws6Ed8Rf0Tg2Yh3Uj",)
"""Keys of another server, configured by mistake."""

ROOMS: Final = (("harbor", "rivera"), ("harbor", "okafor"), ("elsewhere", "tanaka"))
"""Each room with its clinic before it."""

TOKEN_LIFE: Final = timedelta(minutes=2)
PASSCODE: Final = "471147"
"""What a room asks for that has a passcode."""

ORIGIN: Final = "https://clinic.example"


def make_tables() -> Tables:
    """Return the database of a new story."""
    tables = Tables()
    for clinic, room in ROOMS:
        tables.clinics[clinic] = ClinicRecord(clinic, clinic.title(), (ORIGIN,))
        tables.rooms[room] = RoomRecord(
            slug=room,
            clinic_id=clinic,
            name=f"Dr. {room.title()}",
            title="",
            open=True,
            walk_ins=True,
            passcode_hash=None,
            patients_write_first=True,
            call_link=None,
        )
    return tables


def page_config(tables: Tables, clinic: str, room: str, role: str) -> dict[str, object]:
    """Return what the server writes into a page for its code to read, see `widget/src/app/page.ts`."""
    record = tables.rooms[room]
    return {
        "room": room,
        "role": role,
        "standalone": False,
        "origins": [ORIGIN],
        "roomInfo": {
            "name": record.name,
            "title": "",
            "open": True,
            "walkIns": True,
            "passcode": record.passcode_hash is not None,
        },
        "clinic": {"name": tables.clinics[clinic].name, "logo": None, "accents": {}, "emergencyLine": None},
    }
