"""Pictures that come as data URLs: providers' photos and clinics' logos."""

import binascii
import hashlib
import re
from base64 import b64decode
from typing import Final

from waitside.directory.errors import DirectoryError
from waitside.directory.records import Picture

MAX_PICTURE: Final = 64 * 1024  # bytes
REFUSAL: Final = "A picture has to be a PNG, JPEG or WebP of at most 64 kB."

_DATA_URL = re.compile(r"data:(image/(?:png|jpeg|webp));base64,([A-Za-z0-9+/]+={0,2})", re.ASCII)
_BEGINNINGS: Final = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


def picture_in(data_url: str) -> Picture:
    """The picture in a data URL. Raises DirectoryError for anything but a PNG, JPEG or WebP of at most 64 kB."""
    match = _DATA_URL.fullmatch(data_url)
    try:
        content = b64decode(match[2], validate=True) if match else b""
    except binascii.Error:
        content = b""
    picture = picture_of(content)
    if match is None or match[1] != picture.type:
        raise DirectoryError(REFUSAL)
    return picture


def picture_of(content: bytes) -> Picture:
    """The picture that some bytes are. Raises DirectoryError for anything but a PNG, JPEG or WebP of at most 64 kB."""
    for media_type, beginning in _BEGINNINGS.items():
        if len(content) <= MAX_PICTURE and beginning.match(content):
            return Picture(content, media_type)
    raise DirectoryError(REFUSAL)


def picture_columns(column: str, picture: Picture | None) -> dict[str, object]:
    """The values of a picture's three columns."""
    if picture is None:
        return {column: None, f"{column}_type": None, f"{column}_version": None}
    version = hashlib.sha256(picture.content).hexdigest()[:12]
    return {column: picture.content, f"{column}_type": picture.type, f"{column}_version": version}
