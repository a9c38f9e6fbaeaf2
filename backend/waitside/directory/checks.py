"""What may stand in the directory. Origins, slugs and links end up in headers and pages, so their shape is exact."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from waitside.directory.errors import DirectoryError

_SLUG = re.compile(r"[a-z0-9](?:-?[a-z0-9]){0,62}", re.ASCII)
_ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[1-9][0-9]{0,4})?", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+", re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}

SHORTEST_PASSCODE: Final = 6  # characters, of those that are set from now on
SHORTEST_PASSWORD: Final = 12  # characters
LONGEST_PASSWORD: Final = 128
LONGEST_LINK: Final = 512


def is_slug(text: str) -> bool:
    """Whether the text could be the slug of a room, such as "dr-rivera"."""
    return len(text) <= 64 and _SLUG.fullmatch(text) is not None


def check_slug(slug: str) -> None:
    """Raises DirectoryError for what could not be a room's slug."""
    if not is_slug(slug):
        raise DirectoryError(
            "A room's slug is made of lower-case letters, digits and single hyphens, such as dr-rivera."
        )


def check_origin(origin: str) -> None:
    """Raises DirectoryError for what is not an origin as browsers write it."""
    if _ORIGIN.fullmatch(origin) is None or not _has_port_to_name(origin):
        raise DirectoryError("An allowed site is written as scheme, host and port, such as https://clinic.example.")


def _has_port_to_name(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
        return parts.port != _DEFAULT_PORTS[parts.scheme]
    except ValueError:  # beyond 65535, or what is in brackets is no address
        return False


def check_call_link(link: str) -> None:
    """Raises DirectoryError for what is no template of a web address."""
    try:
        parts = urlsplit(link.replace("{call}", "call"))
    except ValueError:
        parts = urlsplit("")
    is_address = parts.scheme in _DEFAULT_PORTS and parts.netloc and link.isprintable() and len(link) <= LONGEST_LINK
    if not is_address or "{call}" not in link:
        raise DirectoryError("A call link is a web address with {call} in it, such as https://video.example/{call}.")


def check_colour(colour: str) -> None:
    """Raises DirectoryError for what is not a colour as "#1f6feb"."""
    if _COLOUR.fullmatch(colour) is None:
        raise DirectoryError("A colour is written as # and six hexadecimal digits, such as #1f6feb.")


def check_text(what: str, text: str, longest: int, *, shortest: int = 0) -> None:
    """Raises DirectoryError for a name or title that is too short, too long, or more than one line of text."""
    if len(text) > longest or len(text.strip()) < shortest or (text and not text.isprintable()):
        raise DirectoryError(f"The {what} has to be one line of {shortest} to {longest} characters.")


def check_clinic(values: Mapping[str, Any], clinic_id: str | None) -> None:
    """Raises DirectoryError for what a clinic cannot have."""
    if clinic_id is not None and not is_slug(clinic_id):
        raise DirectoryError(
            "A clinic's id is made of lower-case letters, digits and single hyphens, such as harbor-street."
        )
    for origin in values.get("allowed_origins") or ():
        check_origin(origin)
    if values.get("colour") is not None:
        check_colour(values["colour"])
    if values.get("emergency_line") is not None:
        check_text("emergency line", values["emergency_line"], 160, shortest=1)
    if "name" in values:
        check_text("name", values["name"], 80, shortest=1)


def check_room(values: Mapping[str, Any], slug: str | None) -> None:
    """Raises DirectoryError for what a room cannot have."""
    if slug is not None:
        check_slug(slug)
    if values.get("call_link") is not None:
        check_call_link(values["call_link"])
    if values.get("passcode") is not None:
        check_text("passcode", values["passcode"], 128, shortest=SHORTEST_PASSCODE)
    if "name" in values:
        check_text("name", values["name"], 80, shortest=1)
    if "title" in values:
        check_text("title", values["title"], 80)


def check_provider(values: Mapping[str, Any]) -> None:
    """Raises DirectoryError for what a provider cannot have."""
    if values.get("email") is not None:
        check_email(values["email"])
    if "password" in values:
        check_password(values["password"])
    if "name" in values:
        check_text("name", values["name"], 80, shortest=1)
    for what, longest in (("title", 80), ("line", 160), ("subject", 128)):
        if what in values:
            check_text(what, values[what], longest)


def plain_email(email: str) -> str:
    """An e-mail address as it is compared and kept."""
    return email.strip().lower()


def is_email(text: str) -> bool:
    """Whether the text could be an e-mail address."""
    plain = plain_email(text)
    return len(plain) <= 254 and plain.isprintable() and _EMAIL.fullmatch(plain) is not None


def check_email(email: str) -> None:
    """Raises DirectoryError for what could not be an e-mail address."""
    if not is_email(email):
        raise DirectoryError("An e-mail address is written as name@clinic.example.")


def check_password(password: str) -> None:
    """Raises DirectoryError for a password that is too short, as NIST SP 800-63B-4 asks of one that stands alone."""
    halves = any("\ud800" <= each <= "\udfff" for each in password)  # of a character: no keyboard types them
    if halves or not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise DirectoryError(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
