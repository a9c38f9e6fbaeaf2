"""Room tokens count for as long as the API key that asked for them: who is inside as a patient stays all the same."""

import asyncio
from typing import Any

import pytest

from tests.bounds import SOON
from tests.live.conftest import Page, Server
from waitside.directory import DirectoryUnavailable
from waitside.directory.api_keys import api_key_id
from waitside.live import records

INVALID = {"type": "refused", "code": "token_invalid"}
NOT_READY = {"type": "refused", "code": "not_ready"}


@pytest.fixture
def key(api_key: str) -> str:
    """The id of the clinic's API key."""
    found = api_key_id(api_key)
    assert found is not None
    return found


async def enter(server: Server, token: str) -> dict[str, Any]:
    """What a new page of a patient is told."""
    return await server.page("patient").connect(token=token)


async def reconnect(server: Server, page: Page, **opening: object) -> dict[str, Any]:
    """What a page that connects again is told."""
    again = Page(server.url, page.namespace, key=page.key)
    server.pages.append(again)
    return await again.connect(**opening, returning=True)


async def test_tokens_of_a_revoked_key_open_nothing(server: Server, key: str) -> None:
    patient, provider = (server.token("patient", "ana", key=key), server.token("provider", "rivera", key=key))
    await server.directory.administration.revoke_key(key, now=1)
    assert await enter(server, patient) == INVALID
    assert await server.page("provider").connect(token=provider) == INVALID


async def test_tokens_of_a_key_that_is_no_more_open_nothing(server: Server) -> None:
    assert await enter(server, server.token("patient", "ana", key="0123456789abcdef")) == INVALID


async def test_tokens_of_other_keys_and_without_one_open_as_before(server: Server, key: str) -> None:
    other = await server.directory.administration.add_key("harbor", now=0)
    await server.directory.administration.revoke_key(key, now=1)
    assert (await server.patient("ana", key=other.id))[1]["type"] == "patient_snapshot"
    assert (await server.provider("rivera", key=other.id))[1]["type"] == "provider_snapshot"
    assert (await server.patient("ben"))[1]["type"] == "patient_snapshot", "as by check-in, or an older server"


async def test_providers_inside_are_put_out_and_patients_stay(server: Server, key: str) -> None:
    token = server.token("provider", "rivera", key=key)
    provider, (nurse, _) = server.page("provider"), await server.provider("nurse")
    await provider.connect(token=token)
    patient, own = await server.patient("ana", key=key)
    await server.directory.administration.revoke_key(key, now=1)
    await asyncio.wait_for(provider.client.wait(), SOON)  # for the end of its connection
    assert await reconnect(server, provider, token=token) == INVALID
    assert (await patient.ask("relay", visit=own["visit"]["id"], to=nurse.id, seq=1, sealed="x"))["type"] == "accepted"
    await patient.leave()
    for opening in ({}, {"token": server.token("patient", "ana", key=key)}):
        again = await reconnect(server, patient, ticket=own["ticket"], **opening)
        assert again["visit"]["id"] == own["visit"]["id"], "a ticket stands for itself, also beside the old token"


async def test_the_last_known_state_counts_while_the_database_is_away(
    server: Server, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    administration = server.directory.administration
    unknown = (await administration.add_key("harbor", now=0)).id
    revoked = (await administration.add_key("harbor", now=0)).id
    await administration.revoke_key(revoked, now=1)
    await server.patient("ana", key=key)
    assert await enter(server, server.token("patient", "ben", key=revoked)) == INVALID

    async def away(*_: object) -> None:
        raise DirectoryUnavailable

    for method in ("room", "rooms_called", "key_is_in_use", "keys_in_use", "providers_called"):
        monkeypatch.setattr(server.directory, method, away)
    assert (await enter(server, server.token("patient", "cleo", key=key)))["type"] == "patient_snapshot"
    assert await enter(server, server.token("patient", "ben", key=revoked)) == INVALID
    assert await enter(server, server.token("patient", "dee", key=unknown)) == NOT_READY


async def test_a_refresh_wins_over_an_answer_that_is_older(
    server: Server, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, going_on = asyncio.Event(), asyncio.Event()

    async def old_answer(_key: str) -> bool:
        asked.set()
        await going_on.wait()
        return True

    provider, _ = await server.provider("rivera", key=key)
    monkeypatch.setattr(records, "PATIENCE", SOON)  # else what was known before counts, where the refresh comes late
    monkeypatch.setattr(server.directory, "key_is_in_use", old_answer)
    entering = asyncio.create_task(enter(server, server.token("patient", "ana", key=key)))
    await asyncio.wait_for(asked.wait(), SOON)
    await server.directory.administration.revoke_key(key, now=1)
    await asyncio.wait_for(provider.client.wait(), SOON)
    going_on.set()
    assert await entering == INVALID
