"""API keys: a public id, by which a key is found, and a secret, of which only a hash is kept.

The secret is 256 random bits, so a plain SHA-256 keeps it: there is nothing to guess that a slow hash would protect.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

_SHAPE = re.compile(r"wsk_([0-9a-f]{16})_[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """A key just made. `text` is shown once and kept by the clinic; `id` and `hash` are kept here."""

    id: str
    text: str
    hash: bytes


def new_api_key(key_id: str | None = None) -> NewApiKey:
    """A key that nobody has yet. `key_id`: 16 hexadecimal digits; random where none are given."""
    key_id = key_id or secrets.token_hex(8)
    text = f"wsk_{key_id}_{secrets.token_urlsafe(32)}"
    return NewApiKey(key_id, text, _hash(text))


def api_key_id(text: str) -> str | None:
    """The id inside a text that looks like a key, None for any other."""
    match = _SHAPE.fullmatch(text)
    return match[1] if match else None


def api_key_fits(text: str, kept_hash: bytes) -> bool:
    """Whether the text is the key of that hash; takes the same time either way."""
    return hmac.compare_digest(_hash(text), kept_hash)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
