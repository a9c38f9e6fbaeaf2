"""Devices that have signed in to an account before. They are told apart from strangers who guess its password."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from waitside.directory.accounts import Accounts
from waitside.tokens import KnownDevice, Signer, TokenError
from waitside.web.api.cookies import Cookie

LIFETIME: Final = timedelta(days=90)  # longer than a leave; each sign-in begins it anew

# Lax: browsers neither keep nor send it inside another site's page. The console cannot be framed at all.
DEVICE: Final = Cookie("__Secure-waitside-device", "waitside-device", "/api", "lax")


class Devices:
    """Remembers devices by a signed cookie, which opens nothing. `clock` in milliseconds since the Unix epoch."""

    def __init__(self, accounts: Accounts, signer: Signer, clock: Callable[[], int]) -> None:
        self._accounts = accounts
        self._signer = signer
        self._clock = clock

    def remember(self, response: Response, request: Request, account: str) -> None:
        """Have the browser keep that somebody has signed in to this account, by its id."""
        expires_at = self._clock() + LIFETIME // timedelta(milliseconds=1)
        DEVICE.put(response, request, self._signer.sign_device(KnownDevice(_hash(account), expires_at)), LIFETIME)

    async def known(self, request: Request, email: str) -> str | None:
        """What to count attempts of this device by; None where it has not signed in to the account with this e-mail.

        Each sign-in makes a cookie of its own, so that a copy of one counts with the original.
        """
        try:
            device = self._signer.read_device(DEVICE.read(request), self._clock())
        except TokenError:
            return None
        account = await self._accounts.id_of(email)
        if account is None or device.account != _hash(account):
            return None
        return f"{device.account} {device.expires_at}"


def _hash(account: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(account.encode()).digest()).decode("ascii").rstrip("=")
