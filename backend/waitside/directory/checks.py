"""What may stand in the directory. Origins, slugs and links end up in headers and pages, so their shape is exact."""

import re
from urllib.parse import urlsplit

from waitside.directory.errors import DirectoryError

_SLUG = re.compile(r"[a-z0-9](?:-?[a-z0-9]){0,62}", re.ASCII)
_ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[1-9][0-9]{0,4})?", re.ASCII)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


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
    if _ORIGIN.fullmatch(origin) is None or origin.endswith(_DEFAULT_PORTS[urlsplit(origin).scheme]):
        raise DirectoryError("An allowed site is written as scheme, host and port, such as https://clinic.example.")


def check_call_link(link: str) -> None:
    """Raises DirectoryError for what is no template of a web address."""
    parts = urlsplit(link.replace("{call}", "call"))
    if parts.scheme not in _DEFAULT_PORTS or not parts.netloc or "{call}" not in link or not link.isprintable():
        raise DirectoryError("A call link is a web address with {call} in it, such as https://video.example/{call}.")
