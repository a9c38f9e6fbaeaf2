"""How much a page, or an address, may ask for: enough for a busy clinic, too little to tip a server over."""

import ipaddress
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from waitside.windows import Window

MINUTE: Final = timedelta(minutes=1)
WINDOW: Final = 10  # seconds in which commands and connections are counted
PASSCODES: Final = 20  # that an address may try on one room within a minute: a full lobby, or years of guessing

# Within five minutes:
PASSWORDS: Final = 10  # that an address, or a device that has signed in before, may try on one account
ACCOUNT_PASSWORDS: Final = 100  # tried on one account by strangers; beyond that each address has its first tries
FIRST_TRIES: Final = 3  # of an address: never none, as whoever guesses must not close an account for its owner
SIGN_INS: Final = 100  # that an address may try: a clinic's morning behind one router


@dataclass(frozen=True, slots=True)
class Allowances:
    """What is allowed: `connections` open at once from an address; the others within `WINDOW` seconds.

    A provider's page that comes back to fifty patients sends well over a thousand envelopes at once.
    """

    connections: int = 400
    attempts: int = 2_000
    page: int = 3_000
    address: int = 30_000


class Limits:
    """Counts, and says how long to wait. Kept in memory, by address and page, for as long as a window.

    `connections`: how many an address may have open at once.
    """

    def __init__(self, allowances: Allowances) -> None:
        self.connections = allowances.connections
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._page = RateLimitItemPerSecond(allowances.page, WINDOW, namespace="page")
        self._address = RateLimitItemPerSecond(allowances.address, WINDOW, namespace="address")
        self._attempts = RateLimitItemPerSecond(allowances.attempts, WINDOW, namespace="attempts")
        self._passcodes = Window(PASSCODES, MINUTE)
        self._passwords = Window(PASSWORDS, 5 * MINUTE)
        self._few_passwords = Window(FIRST_TRIES, 5 * MINUTE)
        self._account_passwords = Window(ACCOUNT_PASSWORDS, 5 * MINUTE)
        self._known_passwords = Window(PASSWORDS, 5 * MINUTE)
        self._first_tries = Window(FIRST_TRIES, 5 * MINUTE)
        self._sign_ins = Window(SIGN_INS, 5 * MINUTE)

    async def command(self, room: str, page: str, address: str) -> timedelta | None:
        """Count a command of a page in a room. Return how long the page has to wait; None when it may go on."""
        return await self._count(self._page, room, page) or await self._count(self._address, address)

    async def attempt(self, address: str) -> timedelta | None:
        """Count an attempt to come in."""
        return await self._count(self._attempts, address)

    def passcode(self, room: str, address: str) -> timedelta | None:
        """Count a passcode that is tried, right or wrong: many at once must not slip through."""
        return self._passcodes.count(room, address)

    def password(self, account: str, address: str) -> timedelta | None:
        """Count a password that a stranger tries on an account (an e-mail address), right or wrong.

        Only the stranger's address has to wait. An account that many addresses try has fewer tries for each of them.
        """
        wait = self._sign_ins.count(address)
        if wait is not None:
            return wait
        is_calm = self._account_passwords.count(account) is None
        return (self._passwords if is_calm else self._few_passwords).count(account, address)

    def known_password(self, who: str) -> timedelta | None:
        """Count a password that is tried by somebody known: a device that has signed in before, or an account's page.

        Strangers' attempts are counted elsewhere, so that they do not affect this.
        """
        return self._known_passwords.count(who)

    def is_newcomer(self, address: str) -> bool:
        """Count a passcode or password that goes on to be checked. Return whether it is among the address's first."""
        return self._first_tries.count(address) is None

    async def _count(self, item: RateLimitItem, *who: str) -> timedelta | None:
        if await self._windows.hit(item, *who):
            return None
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
