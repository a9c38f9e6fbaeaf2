"""What the clinic's tests share."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from .stand_in import TokenService, visitor


@pytest.fixture
def service() -> TokenService:
    """The service that gives tokens to the site of this test."""
    return TokenService()


@pytest_asyncio.fixture
async def client(service: TokenService) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor of the site."""
    async with visitor(service.transport()) as visiting:
        yield visiting
