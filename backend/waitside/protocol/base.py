"""The shape that every struct on the wire shares, and the limits of what may be sent."""

from typing import Annotated

import msgspec


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


class Wire(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=False):
    """A struct that travels as JSON, its fields in camelCase; unknown fields are ignored."""


class Tagged(Wire, frozen=True, tag_field="type", tag=_snake):
    """A member of a union, told apart by `type`: its class name in snake_case."""


Instant = int
"""A moment: milliseconds since the Unix epoch, by the server's clock."""


class Away(Wire, frozen=True):
    """Whether a provider is away by their own choice, and when they said so."""

    away: bool
    at: Annotated[Instant, msgspec.Meta(ge=0, le=2**53 - 1)]


BASE64URL = r"^[A-Za-z0-9_-]+$(?!\n)"  # `$` alone would let a line break pass at the end

PLAIN = r"\A[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*\Z"
"""No control characters, line separators, or marks that turn the direction of the text around them."""

PublicKey = Annotated[str, msgspec.Meta(min_length=87, max_length=87, pattern=BASE64URL)]
"""A page's ECDH P-256 public key: the uncompressed point (65 bytes, RFC 5480) in base64url without padding."""

Bytes32 = Annotated[str, msgspec.Meta(min_length=43, max_length=43, pattern=BASE64URL)]
"""32 bytes in base64url without padding."""

PageSecret = Bytes32
"""Random bytes that a page sends to the server only. They prove that the page's id is its own."""

PageProof = Bytes32
"""SHA-256 of a page's secret. Other pages check the page's id with it."""

PageId = Bytes32
"""SHA-256 of a page's proof and public key, or of the key alone where there is no proof."""

VisitId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=BASE64URL)]

Slug = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[a-z0-9-]+$(?!\n)")]
"""A room's name in addresses, unique on the server."""

Sealed = Annotated[str, msgspec.Meta(min_length=1, max_length=24_576, pattern=BASE64URL)]
"""Ciphertext in base64url. 4,000 characters of up to 4 bytes, sealed and encoded, need about 21,500."""

SignedText = Annotated[str, msgspec.Meta(max_length=2_048)]
"""A room token or visit ticket."""
