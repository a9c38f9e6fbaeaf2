"""Finds whole text messages in what a page sends: frames as our pages send them, and no others (RFC 6455, section 5.2).

The library reads all other frames. It takes eight times as long, since it reads byte for byte in a generator.
"""

from typing import Final

try:
    from websockets.speedups import apply_mask
except ImportError:  # websockets was installed without its compiled part
    from websockets.utils import apply_mask

MAX_FRAME: Final = 32 * 1024  # bytes: the longest sealed message (4,000 characters), and room to spare

FINAL_TEXT: Final = 0x81
"""The first byte of a text frame that is the whole message."""

_MASKED: Final = 0x80
_TWO_BYTES: Final = 126
"""Stands where a length is, and says that the length is in the next two bytes."""

_MASK: Final = 4  # bytes

NONE: Final = (0, 0)


def whole_text(data: bytes, at: int) -> tuple[bytes, int] | None:
    """Return the message whose frame begins at `at`, and where the next one does.

    Returns None where no such frame begins there, or not all of it is there yet.
    """
    begin, length = _measure(data, at)
    end = begin + length
    if begin == 0 or end > len(data):
        return None
    return apply_mask(data[begin:end], data[begin - _MASK : begin]), end


def is_begun(data: bytes) -> bool:
    """Whether bytes are the beginning of such a frame, or of one that may turn out to be such."""
    if len(data) < 2:
        return data in (b"", bytes((FINAL_TEXT,)))
    is_masked_text = data[0] == FINAL_TEXT and data[1] >= _MASKED
    return is_masked_text if len(data) < 4 else _measure(data, 0) != NONE


def frame_of(content: bytes) -> bytes:
    """Return the frame that sends a text to a page, which is not masked."""
    size = len(content)
    if size < _TWO_BYTES:
        return bytes((FINAL_TEXT, size)) + content
    if size < 1 << 16:
        return bytes((FINAL_TEXT, _TWO_BYTES)) + size.to_bytes(2) + content
    return bytes((FINAL_TEXT, _TWO_BYTES + 1)) + size.to_bytes(8) + content


def _measure(data: bytes, at: int) -> tuple[int, int]:
    """Return where the message begins, and how long it is; `NONE` where no such frame begins at `at`."""
    if len(data) < at + 2 or data[at] != FINAL_TEXT:
        return NONE
    length = data[at + 1] - _MASKED
    if 0 <= length < _TWO_BYTES:
        return at + 2 + _MASK, length
    if length == _TWO_BYTES and len(data) >= at + 4:
        length = data[at + 2] << 8 | data[at + 3]
        if length <= MAX_FRAME:
            return at + 4 + _MASK, length
    return NONE
