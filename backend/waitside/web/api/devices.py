"""Devices that have signed in to an account before. They are told apart from strangers who guess its password."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from waitside.directory.accounts import Accounts
from waitside.tokens import KnownAccount, KnownDevice, Signer, TokenError
from waitside.web.api.cookies import Cookie

LIFETIME: Final = timedelta(days=90)  # longer than a leave; each sign-in begins it anew
ACCOUNTS: Final = 8  # that a device is known to: those who share a computer

# Lax: browsers neither keep nor send it inside another site's page. The console cannot be framed at all.
DEVICE: Final = Cookie("__Secure-waitside-device", "waitside-device", "/api", "lax")


class Known(NamedTuple):
    """An account's id, and which of its devices this is: what to count attempts by."""

    account: str
    device: str


class Devices:
    """Remembers devices by a signed cookie, which opens nothing. `clock` in milliseconds since the Unix epoch."""

    def __init__(self, accounts: Accounts, signer: Signer, clock: Callable[[], int]) -> None:
        self._accounts = accounts
        self._signer = signer
        self._clock = clock

    def remember(self, response: Response, request: Request, account: str) -> None:
        """Have the browser keep that somebody has signed in to this account, by its id, beside the ones before."""
        newest = KnownAccount(_hash(account), self._clock() + LIFETIME // timedelta(milliseconds=1))
        earlier = [each for each in self._accounts_in(request) if each.account != newest.account]
        device = KnownDevice(newest.account, newest.expires_at, tuple(earlier[: ACCOUNTS - 1]))
        DEVICE.put(response, request, self._signer.sign_device(device), LIFETIME)

    async def known(self, request: Request, email: str) -> Known | None:
        """Return what is known of this device; None where it has not signed in to the account with this e-mail.

        Each sign-in makes a device of its own, so that a copy of a cookie counts with the original.
        """
        accounts = {each.account: each for each in self._accounts_in(request)}
        account = await self._accounts.id_of(email) if accounts else None
        found = accounts.get(_hash(account)) if account is not None else None
        return Known(account, str(found.expires_at)) if account is not None and found is not None else None

    def _accounts_in(self, request: Request) -> list[KnownAccount]:
        now = self._clock()
        try:
            return self._signer.read_device(DEVICE.read(request), now).accounts(now)
        except TokenError:
            return []


def _hash(account: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(account.encode()).digest()).decode("ascii").rstrip("=")
