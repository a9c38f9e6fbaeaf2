"""JSON by msgspec behind the names that python-socketio calls; structs of the protocol are written as they are."""

from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder()


encode = _encoder.encode
"""The value as JSON, in bytes."""


def dumps(value: object, **_options: Any) -> str:
    """The value as JSON text. The options of the standard library's `dumps` mean nothing here."""
    return _encoder.encode(value).decode()


def loads(text: str | bytes, **_options: Any) -> object:
    """The value of a JSON text. Raises ValueError, with a constant message, for anything else."""
    try:
        return _decoder.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise ValueError("not JSON") from None
