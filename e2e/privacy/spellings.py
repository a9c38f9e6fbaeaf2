"""The ways in which a program may write down a text."""

import base64
import html.entities
from collections.abc import Iterator
from typing import Final

PLAIN: Final = "UTF-8"

Spellings = dict[str, bytes]
"""The bytes of a text by the name of the spelling. Where a text begins with another, so does each of its spellings."""


def spellings(text: str) -> Spellings:
    """Every spelling of a text; those that are the same bytes count once."""
    found: Spellings = {}
    for name, spelled in _spellings(text):
        if spelled not in found.values():
            found[name] = spelled
    return found


def _spellings(text: str) -> Iterator[tuple[str, bytes]]:
    yield from _plain(text)
    yield from _base64(text.encode())
    raw = text.encode()
    yield "hex", raw.hex().encode()
    yield "hex (upper)", raw.hex().upper().encode()
    if not text.isascii():
        yield from _escaped(text)


def _plain(text: str) -> Iterator[tuple[str, bytes]]:
    yield PLAIN, text.encode()
    if max(text) <= "\xff":
        yield "Latin-1", text.encode("latin-1")
    for encoding in ("UTF-16-LE", "UTF-16-BE", "UTF-32-LE", "UTF-32-BE"):  # Python keeps strings as these in memory
        yield encoding, text.encode(encoding).strip(b"\0")


def _base64(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Only characters that come from the text alone, whatever stands before and after it."""
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
        encoded = base64.b64encode(bytes(before) + raw)[first:last]
        yield f"Base64 (offset {before})", encoded
        yield f"Base64url (offset {before})", encoded.translate(bytes.maketrans(b"+/", b"-_"))


def _escaped(text: str) -> Iterator[tuple[str, bytes]]:
    raw = text.encode()
    yield "percent", _each(raw, "%{:02X}")
    yield "percent (lower)", _each(raw, "%{:02x}")
    yield "bytes in Python", _each(raw, "\\x{:02x}")
    units = memoryview(text.encode("utf-16-le")).cast("H").tolist()
    yield "JSON", _each(units, "\\u{:04x}")
    yield "JSON (upper)", _each(units, "\\u{:04X}")
    points = [ord(letter) for letter in text]
    if max(points) > 0xFFFF or max(points) < 0x100:
        yield "text in Python", _each(points, "\\U{:08x}" if max(points) > 0xFF else "\\x{:02x}")
    yield "HTML (decimal)", _each(points, "&#{};")
    yield "HTML (hex)", _each(points, "&#x{:x};")
    yield "HTML (hex, upper)", _each(points, "&#x{:X};")
    names = html.entities.codepoint2name
    if all(point in names for point in points):
        yield "HTML (names)", "".join(f"&{names[point]};" for point in points).encode()


def _each(numbers: bytes | list[int], form: str) -> bytes:
    return "".join(map(form.format, numbers)).encode()
