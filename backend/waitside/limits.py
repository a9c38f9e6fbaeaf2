"""How much a page, or an address, may ask for: enough for a busy clinic, too little to tip a server over."""

import ipaddress
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

WINDOW: Final = 10  # seconds in which commands and connections are counted
ARRIVALS_WINDOW: Final = 10  # minutes
QUESTIONS: Final = 20_000  # within `WINDOW`: pages of a whole hospital that wait, each asking several times
PASSCODES: Final = 20  # that an address may try on one room within a minute: a full lobby, or years of guessing

# Within five minutes:
PASSWORDS: Final = 10  # that an address may try on one account: nobody locks others out of theirs from one place
ACCOUNT_PASSWORDS: Final = 100  # that may be tried on one account from everywhere
SIGN_INS: Final = 600  # that an address may try: a hospital's change of shift behind one router


@dataclass(frozen=True, slots=True)
class Allowances:
    """What is allowed.

    Of an address, open at once: `connections` that are in waiting rooms, `entering` ones, and those of plain `http`.
    `visits` are those of a room at once; `arrivals` the new ones of an address in a room within `ARRIVALS_WINDOW`.
    The others count within `WINDOW` seconds. A provider's page that comes back to fifty patients sends well over a
    thousand envelopes at once.
    """

    connections: int = 4_000
    entering: int = 400
    http: int = 400
    visits: int = 1_000
    arrivals: int = 100
    attempts: int = 2_000
    page: int = 3_000
    address: int = 30_000


class Limits:
    """Counts, and says how long to wait. Kept in memory, by address and page, for as long as a window.

    `allowances` also holds what others count: connections, and visits of a room.
    """

    def __init__(self, allowances: Allowances) -> None:
        self.allowances = allowances
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._page = RateLimitItemPerSecond(allowances.page, WINDOW, namespace="page")
        self._address = RateLimitItemPerSecond(allowances.address, WINDOW, namespace="address")
        self._attempts = RateLimitItemPerSecond(allowances.attempts, WINDOW, namespace="attempts")
        self._questions = RateLimitItemPerSecond(QUESTIONS, WINDOW, namespace="questions")
        self._arrivals = RateLimitItemPerMinute(allowances.arrivals, ARRIVALS_WINDOW, namespace="arrivals")
        self._passcodes = RateLimitItemPerMinute(PASSCODES, namespace="passcodes")
        self._passwords = RateLimitItemPerMinute(PASSWORDS, 5, namespace="passwords")
        self._account_passwords = RateLimitItemPerMinute(ACCOUNT_PASSWORDS, 5, namespace="account-passwords")
        self._sign_ins = RateLimitItemPerMinute(SIGN_INS, 5, namespace="sign-ins")

    async def command(self, room: str, page: str, address: str) -> timedelta | None:
        """Count a command of a page in a room. Return how long the page has to wait; None when it may go on."""
        return await self._count(self._page, room, page) or await self._count(self._address, address)

    async def attempt(self, address: str) -> timedelta | None:
        """Count an attempt to come in."""
        return await self._count(self._attempts, address)

    async def question(self, address: str) -> timedelta | None:
        """Count a question whether there is room to connect. Attempts that are used up are part of the answer."""
        wait = await self._count(self._questions, address)
        if wait is None and not await self._windows.test(self._attempts, address):
            wait = await self._wait(self._attempts, address)
        return wait

    async def arrival(self, room: str, guest: str) -> timedelta | None:
        """Count a new visit in a room, of those who are taken for one guest."""
        return await self._count(self._arrivals, room, guest)

    async def passcode(self, room: str, address: str) -> timedelta | None:
        """Count a passcode that is tried, right or wrong: many at once must not slip through."""
        return await self._count(self._passcodes, room, address)

    async def password(self, account: str, address: str) -> timedelta | None:
        """Count a password that is tried on an account (an id or an e-mail address), right or wrong."""
        return (
            await self._count(self._sign_ins, address)
            or await self._count(self._passwords, account, address)
            or await self._count(self._account_passwords, account)
        )

    async def _count(self, item: RateLimitItem, *who: str) -> timedelta | None:
        return None if await self._windows.hit(item, *who) else await self._wait(item, *who)

    async def _wait(self, item: RateLimitItem, *who: str) -> timedelta:
        stats = await self._windows.get_window_stats(item, *who)
        return timedelta(seconds=max(stats.reset_time - time.time(), 0.1))


def address_of(scope: MutableMapping[str, Any]) -> str:
    """Whose connection it is, as far as an address tells: of IPv6 the network, as a home has 2^64 addresses."""
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return "unknown"  # behind a socket of the system's, or a proxy that makes one up
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
