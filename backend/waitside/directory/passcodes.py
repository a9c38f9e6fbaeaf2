"""Passcodes of rooms: a few digits that a clinic gives out, kept as Argon2 hashes."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The least that OWASP's password storage cheat sheet allows (19 MiB, two passes): anybody may ask for a check, so it
# has to stay affordable.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_passcode(passcode: str) -> str:
    """The hash to keep. Takes tens of milliseconds: call it in a thread."""
    return _hasher.hash(passcode)


def passcode_fits(passcode: str, kept_hash: str) -> bool:
    """Whether the passcode is the one of that hash. Takes tens of milliseconds: call it in a thread."""
    try:
        return _hasher.verify(kept_hash, passcode)
    except (VerificationError, InvalidHashError):
        return False
