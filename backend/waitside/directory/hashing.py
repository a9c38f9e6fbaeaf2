"""Passwords of providers and passcodes of rooms, kept as Argon2 hashes."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from waitside.directory.errors import HashingBusy

PLACES: Final = 40  # in a queue, in work and waiting: a second or two of work
PLACES_FOR_ALL: Final = 20  # addresses that try often leave the other places to newcomers

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# The least that OWASP's password storage cheat sheet allows (19 MiB, two passes): anybody may ask for a check, so it
# has to stay affordable.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class HashQueue:
    """Does one hash after the other, in a thread: each takes 19 MiB and a core for tens of milliseconds.

    Has a bounded number of places, so that nobody waits long behind a flood. Whoever finds none is refused at once.
    """

    def __init__(self, name: str) -> None:
        self._worker = ThreadPoolExecutor(1, f"hashing-{name}")
        self._lock = threading.Lock()
        self._taken = 0

    async def run(
        self, work: Callable[Parameters, Result], places: int, *args: Parameters.args, **options: Parameters.kwargs
    ) -> Result:
        """Return what `work` returns. Raises HashingBusy where as many as `places` are taken."""
        with self._lock:
            if self._taken >= places:
                raise HashingBusy
            self._taken += 1
        future = self._worker.submit(work, *args, **options)
        future.add_done_callback(self._leave)  # also where the caller stops waiting
        return await asyncio.wrap_future(future)

    def _leave(self, _future: Future[Result]) -> None:
        with self._lock:
            self._taken -= 1


# A flood of one kind of attempt delays no other kind.
CHECK_IN: Final = HashQueue("check-in")
SIGN_IN: Final = HashQueue("sign-in")
KNOWN: Final = HashQueue("known")
"""For people who are known: pages of an account, devices that have signed in before, administrators."""


async def hash_secret(secret: str) -> str:
    """The hash to keep. Raises HashingBusy."""
    return await KNOWN.run(_hasher.hash, PLACES, secret)


async def secret_fits(
    secret: str, kept_hash: str | None, queue: HashQueue = KNOWN, *, is_newcomer: bool = True
) -> bool:
    """Whether the secret is the one of that hash. Without a hash it takes as long, and is not. Raises HashingBusy."""
    places = PLACES if is_newcomer else PLACES_FOR_ALL
    fits = await queue.run(_verify, places, secret, kept_hash if kept_hash is not None else _NOBODYS)
    return fits and kept_hash is not None


def _verify(secret: str, kept_hash: str) -> bool:
    try:
        return _hasher.verify(kept_hash, secret)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):  # half a character fits nothing
        return False


_NOBODYS: Final = _hasher.hash("")
