"""Passwords of providers and passcodes of rooms, kept as Argon2 hashes."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# The least that OWASP's password storage cheat sheet allows (19 MiB, two passes): anybody may ask for a check, so it
# has to stay affordable.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_workers: Final = ThreadPoolExecutor(2, "hashing")  # each hash in work takes 19 MiB and a core


async def hash_secret(secret: str) -> str:
    """The hash to keep; takes tens of milliseconds, in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_workers, _hasher.hash, secret)


async def secret_fits(secret: str, kept_hash: str | None) -> bool:
    """Whether the secret is the one of that hash. Without a hash it takes as long, and is not."""
    hash_to_try = kept_hash if kept_hash is not None else _NOBODYS
    fits = await asyncio.get_running_loop().run_in_executor(_workers, _verify, secret, hash_to_try)
    return fits and kept_hash is not None


def _verify(secret: str, kept_hash: str) -> bool:
    try:
        return _hasher.verify(kept_hash, secret)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):  # half a character fits nothing
        return False


_NOBODYS: Final = _hasher.hash("")
