"""Content negotiation by `Accept-Encoding` (RFC 9110, section 12.5.3)."""

import re
from collections.abc import Collection, Mapping
from typing import Final

IDENTITY: Final = "identity"

_PREFERENCE: Final = ("br", "gzip", IDENTITY)
"""Smallest first: decides between codings that a client likes equally."""
_UNMENTIONED: Final = 0.0001
"""A client that does not mention "identity" accepts it, but likes all that it does mention better."""
_CODING: Final = re.compile(r"\s*([!#$%&'*+.^_`|~0-9a-z-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?")


def choose(accept_encoding: str, available: Collection[str]) -> str:
    """Return the content coding to serve: one of `available` that the client accepts, or "identity".

    A coding that is not well formed counts as not mentioned. A client that accepts nothing gets "identity",
    because it can do more with a plain file than with an error.
    """
    weights = _weights(accept_encoding)
    accepted = [coding for coding in _PREFERENCE if coding in {*available, IDENTITY} and _weight(weights, coding) > 0]
    return max(accepted, key=lambda coding: _weight(weights, coding), default=IDENTITY)


def _weights(accept_encoding: str) -> Mapping[str, float]:
    matches = [_CODING.fullmatch(part) for part in accept_encoding.lower().split(",")]
    return {match[1]: float(match[2] or 1) for match in matches if match}


def _weight(weights: Mapping[str, float], coding: str) -> float:
    return weights.get(coding, weights.get("*", _UNMENTIONED if coding == IDENTITY else 0))
