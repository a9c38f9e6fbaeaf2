"""Passwords of providers and passcodes of rooms, kept as Argon2 hashes."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from waitside.directory.errors import HashingBusy

# In a queue: a second of work. An address that is alone gets half of them. That is enough for a hospital behind one
# address: more than twenty people would have to sign in at the same moment, and the console retries for the others.
PLACES: Final = 40

Result = TypeVar("Result")

# The least that OWASP's password storage cheat sheet allows (19 MiB, two passes): anybody may ask for a check, so it
# has to stay affordable.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class HashQueue:
    """Secrets that wait to be hashed, in a line for each who asks. The lines take turns.

    Places are bounded, so that nobody waits long behind a flood. Nobody holds more places than are free: one who asks
    without end gets half of them, two get a third each, so that there is always a place for somebody else.
    """

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._lines: dict[str, deque[Callable[[], None]]] = {}  # the next line first
        self._lock = Lock()  # the worker's thread takes from the lines
        _worker.queues.append(self)

    @contextmanager
    def place(self, who: str) -> Iterator["Place"]:
        """Hold a place, before any other work is done for the caller. Raises HashingBusy where there is none.

        `who`: whom the place counts for, such as an address.
        """
        if self._held[who] >= PLACES - self._held.total():
            raise HashingBusy
        self._held[who] += 1
        try:
            yield Place(self, who)
        finally:
            self._held[who] -= 1
            if not self._held[who]:
                del self._held[who]

    def add(self, who: str, job: Callable[[], None]) -> None:
        """Have a job done in its turn, in the worker's thread."""
        with self._lock:
            self._lines.setdefault(who, deque()).append(job)
        _worker.wake()

    def do_next(self) -> bool:
        """Do a job of the line whose turn it is. Return whether there was one."""
        with self._lock:
            if not self._lines:
                return False
            who = next(iter(self._lines))
            line = self._lines.pop(who)
            job = line.popleft()
            if line:
                self._lines[who] = line  # behind the others
        job()
        return True


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a queue, which somebody holds."""

    queue: HashQueue
    who: str

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

        self.queue.add(self.who, job)
        return await asyncio.wrap_future(future)


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


async def hash_secret(secret: str, place: Place | None = None) -> str:
    """Return the hash to keep. `place`: one that the caller holds. Raises HashingBusy."""
    with ensure_place(place) as held:
        return await held.run(lambda: _hasher.hash(secret))


async def secret_fits(secret: str, kept_hash: str | None, place: Place | None = None) -> bool:
    """Return whether the secret is the one of that hash. Without a hash it takes as long, and is not.

    `place`: one that the caller holds. Raises HashingBusy.
    """
    with ensure_place(place) as held:
        fits = await held.run(lambda: _verify(secret, kept_hash if kept_hash is not None else _NOBODYS))
    return fits and kept_hash is not None


def ensure_place(place: Place | None) -> AbstractContextManager[Place]:
    """Return the caller's place, or else one of those who run the server. Raises HashingBusy."""
    return nullcontext(place) if place is not None else KNOWN.place("")


def _verify(secret: str, kept_hash: str) -> bool:
    try:
        return _hasher.verify(kept_hash, secret)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):  # half a character fits nothing
        return False


_NOBODYS: Final = _hasher.hash("")
