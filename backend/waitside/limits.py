"""How much a page, or an address, may ask for: enough for a busy clinic, too little to tip a server over."""

import asyncio
import ipaddress
import time
from collections.abc import Hashable, MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

WINDOW: Final = 10  # seconds in which commands and attempts to connect are counted
SHORTEST_WAIT: Final = 0.1  # seconds
PASSCODES: Final = 20  # that an address may try on one room within a minute: a full lobby, or years of guessing

# Within five minutes:
PASSWORDS: Final = 10  # that an address may try on one account: nobody locks others out of theirs from one place
ACCOUNT_PASSWORDS: Final = 100  # that may be tried on one account from everywhere
SIGN_INS: Final = 100  # that an address may try: a clinic's morning behind one router


@dataclass(frozen=True, slots=True)
class Allowances:
    """What is allowed: `connections` open at once from an address; the others within `WINDOW` seconds.

    A provider's page that comes back to fifty patients sends well over a thousand envelopes at once, so a `page` may
    send many. A patient's page sends one for each message, receipt and sign of typing to each page of the team:
    `patient` is what a visit may send to each of them. `entries` is how often one patient may come in to a room, as
    each new page of a visit is told to the whole team and every provider's page keeps a line to it.
    """

    connections: int = 400
    attempts: int = 2_000
    entries: int = 50
    page: int = 3_000
    patient: int = 100
    address: int = 30_000


class Window:
    """Counts within `WINDOW` seconds, at the end of which all of them are forgotten at once.

    The window begins with the first that is counted, by the event loop's clock, which never steps. Counting takes the
    same time however many are counted. Nothing is kept by connection: hanging up does not buy another allowance.
    """

    def __init__(self) -> None:
        self._counts: dict[Hashable, int] = {}
        self._ends = 0.0

    def count(self, who: Hashable, most: int) -> timedelta | None:
        """Count once more, unless `most` is reached. Return how long to wait; None when it was counted."""
        so_far = self._counts.get(who, 0)
        if so_far >= most:
            return timedelta(seconds=max(self._ends - asyncio.get_running_loop().time(), SHORTEST_WAIT))
        if not self._counts:
            self._begin()
        self._counts[who] = so_far + 1
        return None

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        self._ends = loop.time() + WINDOW
        loop.call_at(self._ends, self._counts.clear)


class Limits:
    """Counts, and says how long to wait. Kept in memory, by address, page and visit, for as long as a window.

    `connections`: how many an address may have open at once.
    """

    def __init__(self, allowances: Allowances) -> None:
        self.connections = allowances.connections
        self._allowed = allowances
        self._attempts, self._entries = Window(), Window()
        self._pages, self._envelopes, self._addresses = Window(), Window(), Window()
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._passcodes = RateLimitItemPerMinute(PASSCODES, namespace="passcodes")
        self._passwords = RateLimitItemPerMinute(PASSWORDS, 5, namespace="passwords")
        self._account_passwords = RateLimitItemPerMinute(ACCOUNT_PASSWORDS, 5, namespace="account-passwords")
        self._sign_ins = RateLimitItemPerMinute(SIGN_INS, 5, namespace="sign-ins")

    def attempt(self, address: str) -> timedelta | None:
        """Count an attempt to come in. Return how long to wait; None when it may go on, as all of these do."""
        return self._attempts.count(address, self._allowed.attempts)

    def entry(self, room: str, subject: str) -> timedelta | None:
        """Count that a patient comes in, on whichever page."""
        return self._entries.count((room, subject), self._allowed.entries)

    def provider(self, room: str, page: str, address: str) -> timedelta | None:
        """Count a command of a provider's page in a room."""
        return self._command((room, page), self._allowed.page, address)

    def patient(self, visit: str, team: int, address: str) -> timedelta | None:
        """Count a command of a visit, on whichever page it is. `team`: how many pages the team has."""
        most = min(self._allowed.page, self._allowed.patient * (team + 1))
        return self._command(visit, most, address)

    def envelope(self, visit: str, to: str) -> timedelta | None:
        """Count an envelope of a visit to one of the team's pages."""
        return self._envelopes.count((visit, to), self._allowed.patient)

    def _command(self, who: Hashable, most: int, address: str) -> timedelta | None:
        return self._pages.count(who, most) or self._addresses.count(address, self._allowed.address)

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
        if await self._windows.hit(item, *who):
            return None
        stats = await self._windows.get_window_stats(item, *who)
        return timedelta(seconds=max(stats.reset_time - time.time(), SHORTEST_WAIT))


def address_of(scope: MutableMapping[str, Any]) -> str:
    """Whose connection it is, as far as an address tells: of IPv6 the network, as a home has 2^64 addresses."""
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return "unknown"  # behind a socket of the system's, or a proxy that makes one up
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
