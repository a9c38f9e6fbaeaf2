"""What the demo starts with: a clinic, its rooms, and the people who work there."""

from typing import Final, NamedTuple

from waitside.directory import Directory
from waitside.directory.accounts import provider_id_of

CLINIC: Final = "harbor-street"  # constant, so that pages of a demo that was started again find their clinic


class Doctor(NamedTuple):
    """Somebody with a room of their own. `subject` is how the clinic's own system calls them."""

    subject: str
    name: str
    title: str


KEY_ID: Final = "64656d6f64656d6f"  # constant, so that the pages' tokens count in a demo that was started again

RIVERA: Final = Doctor("rivera", "Dr. Elena Rivera", "Family medicine")
OKAFOR: Final = Doctor("okafor", "Dr. Samuel Okafor", "Internal medicine")
LINDQVIST: Final = Doctor("lindqvist", "Dr. Maja Lindqvist", "Pediatrics")
TANAKA: Final = Doctor("tanaka", "Dr. Kenji Tanaka", "Dermatology")
EMERGENCY_LINE: Final = "In an emergency call 911. Our nurse line: 555-0100"
PASSCODE: Final = "471147"  # of Dr. Okafor's room
RIVERA_EMAIL: Final = "rivera@harbor.example"
PATEL: Final = Doctor("nurse-patel", "Nurse Priya Patel", "Triage nurse")


async def seed_demo(directory: Directory, *, site_port: int, now: int, password: str) -> str:
    """Fill an empty directory for a clinic site on `site_port`. Returns an API key for that site.

    `password` is what Dr. Rivera signs in with at the console, where she may enter two rooms. `now` in milliseconds
    since the Unix epoch.
    """
    administration = directory.administration
    site = f"http://localhost:{site_port}"
    sites = [site, f"http://127.0.0.1:{site_port}"]
    await administration.add_clinic(CLINIC, "Harbor Street Clinic", sites, emergency_line=EMERGENCY_LINE)
    call_link = f"{site}/call/{{call}}"
    await administration.add_room(CLINIC, "dr-rivera", RIVERA.name, RIVERA.title, call_link=call_link)
    await administration.add_room(
        CLINIC, "dr-okafor", OKAFOR.name, OKAFOR.title, call_link=call_link, passcode=PASSCODE
    )
    await administration.add_room(
        CLINIC, "dr-lindqvist", LINDQVIST.name, LINDQVIST.title, call_link=call_link, walk_ins=False
    )
    await administration.add_room(CLINIC, "dr-tanaka", TANAKA.name, TANAKA.title, call_link=call_link, open=False)
    for doctor in (RIVERA, OKAFOR, LINDQVIST, TANAKA, PATEL):
        await directory.accounts.ensure(CLINIC, doctor.subject, name=doctor.name, title=doctor.title)
    await administration.change_provider(
        provider_id_of(CLINIC, RIVERA.subject),
        email=RIVERA_EMAIL,
        password=password,
        rooms=["dr-rivera", "dr-okafor"],
    )
    return (await administration.add_key(CLINIC, now, key_id=KEY_ID)).text
