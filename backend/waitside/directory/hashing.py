"""Passwords of providers and passcodes of rooms, kept as Argon2 hashes."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from waitside.directory.errors import HashingBusy

PLACES: Final = 20  # in a queue: a second of work, which others share

Result = TypeVar("Result")

# The least that OWASP's password storage cheat sheet allows (19 MiB, two passes): anybody may ask for a check, so it
# has to stay affordable.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class HashQueue:
    """Secrets that wait to be hashed. Its places are bounded, so that nobody waits long behind a flood."""

    def __init__(self) -> None:
        self._jobs: deque[Callable[[], None]] = deque()
        self._taken = 0
        _worker.queues.append(self)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place, before any other work is done for the caller. Raises HashingBusy where there is none."""
        if self._taken >= PLACES:
            raise HashingBusy
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1

    async def fits(self, secret: str, kept_hash: str | None) -> bool:
        """As `secret_fits`, for a caller that holds a place."""
        fits = await self.run(lambda: _verify(secret, kept_hash if kept_hash is not None else _NOBODYS))
        return fits and kept_hash is not None

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return what `work` returns, in its turn and in the worker's thread."""
        future: Future[Result] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except Exception as error:  # noqa: BLE001 - it is the caller's
                future.set_exception(error)

        self._jobs.append(job)
        _worker.wake()
        return await asyncio.wrap_future(future)

    def do_next(self) -> bool:
        """Do the job that has waited longest. Return whether there was one."""
        if not self._jobs:
            return False
        self._jobs.popleft()()
        return True


class _Worker:
    """Hashes one secret at a time: each takes a core and 19 MiB for tens of milliseconds.

    The queues take turns, so that a flood in one of them delays no other.
    """

    def __init__(self) -> None:
        self.queues: deque[HashQueue] = deque()
        self._thread = ThreadPoolExecutor(1, "hashing")

    def wake(self) -> None:
        """Have one job done, of any queue; called once for each job."""
        self._thread.submit(self._do_next)

    def _do_next(self) -> None:
        for _ in range(len(self.queues)):
            self.queues.rotate(-1)
            if self.queues[0].do_next():
                return


_worker: Final = _Worker()

CHECK_IN: Final = HashQueue()
SIGN_IN: Final = HashQueue()
FIRST_CHECK_IN: Final = HashQueue()
"""For the first tries of an address, which do not wait for those of addresses that try often."""
FIRST_SIGN_IN: Final = HashQueue()
KNOWN: Final = HashQueue()
"""For people who are known: pages of an account, devices that have signed in before, administrators."""


async def hash_secret(secret: str) -> str:
    """The hash to keep. Raises HashingBusy."""
    with KNOWN.place():
        return await KNOWN.run(lambda: _hasher.hash(secret))


async def secret_fits(secret: str, kept_hash: str | None, queue: HashQueue = KNOWN) -> bool:
    """Whether the secret is the one of that hash. Without a hash it takes as long, and is not. Raises HashingBusy."""
    with queue.place():
        return await queue.fits(secret, kept_hash)


def _verify(secret: str, kept_hash: str) -> bool:
    try:
        return _hasher.verify(kept_hash, secret)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):  # half a character fits nothing
        return False


_NOBODYS: Final = _hasher.hash("")
