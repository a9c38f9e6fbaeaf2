"""A web side whose database has gone away."""

from typing import Any, Final

import httpx
import pytest

from waitside.directory import Directory, DirectoryUnavailable
from waitside.directory.accounts import provider_id_of
from waitside.tokens import ConsoleSession, Signer

RIVERA: Final = provider_id_of("harbor", "rivera")


@pytest.fixture
async def away(directory: Directory, api_key: str, signer: Signer, clock: Any, web: httpx.AsyncClient) -> str:
    """The database is away. Returns the API key; the client has the cookie of a console session."""
    session = signer.sign_session(ConsoleSession(RIVERA, 0, clock() + 1_000_000))
    web.cookies.set("__Host-waitside", session)
    await directory.close()  # which takes a database in memory, and its tables, away
    with pytest.raises(DirectoryUnavailable):
        await directory.clinic("harbor")
    return api_key
