"""WebSocket's frames (RFC 6455, section 5.2), as far as they are read and written without the library."""

from typing import Final

try:
    from websockets.speedups import apply_mask
except ImportError:  # websockets was installed without its compiled part
    from websockets.utils import apply_mask

MAX_FRAME: Final = 32 * 1024  # bytes: the longest sealed message (4,000 characters), and room to spare
LONGEST_HEAD: Final = 14  # bytes

_FINAL_TEXT: Final = 0x81
"""The first byte of a text frame that is the whole message."""

_SHORT_TEXT, _LONG_TEXT = b"\x81\x7e", b"\x81\x7f"
"""How a frame begins whose length takes two bytes, or eight."""

_MASKED: Final = 0x80
_MASK: Final = 4  # bytes

_TWO_BYTES: Final = 126
"""Stands where a length is, and says that the length is in the two bytes that follow; one more, that it is in eight."""


def measure(data: bytes, at: int) -> tuple[int, int] | None:
    """Return where the content of the frame at `at` begins, and where it ends; None while its head is not whole."""
    begin = at + 2
    if len(data) < begin:
        return None
    size = data[at + 1] & ~_MASKED
    if size >= _TWO_BYTES:
        begin += 2 if size == _TWO_BYTES else 8
        if len(data) < begin:
            return None
        size = int.from_bytes(data[at + 2 : begin])
    if data[at + 1] & _MASKED:
        begin += _MASK
    return begin, begin + size


def text_in(data: bytes, at: int, begin: int, end: int) -> bytes | None:
    """Return the text in a frame that was measured; None where it is no whole text, is not masked, or is too long."""
    if data[at] != _FINAL_TEXT or not data[at + 1] & _MASKED or end - begin > MAX_FRAME:
        return None
    return apply_mask(data[begin:end], data[begin - _MASK : begin])


def frame_of(text: bytes) -> bytes:
    """Return the frame that sends a text to a page, which is not masked."""
    size = len(text)
    if size < _TWO_BYTES:
        return bytes((_FINAL_TEXT, size)) + text
    if size < 1 << 16:
        return _SHORT_TEXT + size.to_bytes(2) + text
    return _LONG_TEXT + size.to_bytes(8) + text
