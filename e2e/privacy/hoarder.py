"""The positive control's server: `waitside serve` with one change, which keeps whatever it relays, everywhere it can.

It takes for granted that pages did not seal, and writes each letter down in every way that the search claims to know.
The ways are written here a second time, by other means than in `spellings`, so that a mistake there shows.
"""

import base64
import binascii
import html.entities
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from waitside.cli import main
from waitside.serving.connections import WebSocketConnection

NONCE: Final = 12  # bytes, in front of what would be sealed
_SEALED: Final = re.compile(r'"sealed":"([\w-]+)"')
_ESCAPE: Final = re.compile(r"(?<=\\u)[0-9a-f]{4}|%[0-9A-F]{2}")
_NAMES: Final = {point: f"&{name};" for point, name in html.entities.codepoint2name.items() if point > 0x7F}


class Hoard:
    """Everything that was relayed: in memory, in a file, in the log and in the database."""

    def __init__(self) -> None:
        self.memory: list[bytes] = []
        self._file = Path("hoard").open("ab", buffering=0)  # noqa: SIM115 - as long as the server
        self._database = sqlite3.connect("waitside.db", isolation_level=None)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE IF NOT EXISTS hoard (letter BLOB)")

    def keep(self, message: str) -> None:
        """Keep the letters of a message to a page."""
        for sealed in _SEALED.findall(message):
            letter = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))[NONCE:].decode(errors="replace")
            for spelled in _ways(letter):
                self._keep(spelled)

    def _keep(self, spelled: bytes) -> None:
        self.memory.append(spelled)
        self._file.write(spelled)
        self._database.execute("INSERT INTO hoard VALUES (?)", [spelled])
        sys.stderr.buffer.write(spelled + b"\n")
        sys.stderr.buffer.flush()


def _ways(letter: str) -> Iterator[bytes]:
    raw = letter.encode()
    yield raw
    for encoding in ("latin-1", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        yield letter.encode(encoding, "replace")
    for before in ("", "?", "??"):
        yield base64.b64encode(before.encode() + raw)
        yield base64.urlsafe_b64encode(before.encode() + raw)
    yield binascii.hexlify(raw)
    yield binascii.hexlify(raw).upper()
    for escaped in (quote(letter), json.dumps(letter)):
        yield escaped.encode()
        yield _ESCAPE.sub(lambda match: match[0].swapcase(), escaped).encode()
    yield repr(raw).encode()
    yield ascii(letter).encode()
    yield letter.encode("ascii", "xmlcharrefreplace")
    for form in ("&#x%x;", "&#x%X;"):
        yield "".join(each if each.isascii() else form % ord(each) for each in letter).encode()
    yield letter.translate(_NAMES).encode()


def run() -> None:
    """Serve as `waitside serve` does, and hoard."""
    hoard, write = Hoard(), WebSocketConnection.write

    def hoard_and_write(connection: WebSocketConnection, text: bytes) -> None:
        hoard.keep(text.decode())
        write(connection, text)

    WebSocketConnection.write = hoard_and_write  # type: ignore[assignment, method-assign]
    main()


if __name__ == "__main__":
    run()
