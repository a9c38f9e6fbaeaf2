"""Passwords and passcodes that wait to be checked: a full queue refuses at once, and holds up no other one."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.bounds import SOON
from tests.web.test_check_in import check_in
from tests.web.test_known_devices import NAME, keep
from tests.web.test_session import rivera, sign_in
from tests.web.test_token_requests import code
from waitside.directory import HashingBusy
from waitside.directory.hashing import (
    CHECK_IN,
    KNOWN,
    PLACES,
    PLACES_FOR_ALL,
    SIGN_IN,
    HashQueue,
    hash_secret,
    secret_fits,
)
from waitside.limits import FIRST_TRIES
from waitside.live.refusals import code_of

__all__ = ["rivera"]  # for pytest, which looks for it here

PASSCODE = {"passcode": "471147"}
TOO_MANY = (429, "too_many")


@pytest.fixture(autouse=True)
def _rooms(passcode_room: str) -> None:
    """A room with a passcode is there."""


@asynccontextmanager
async def filled(queue: HashQueue, places: int = PLACES) -> AsyncIterator[None]:
    """A queue with so many places taken, that does not move."""
    going_on = threading.Event()
    waiting = [asyncio.create_task(queue.run(going_on.wait, PLACES)) for _ in range(places)]
    try:
        await asyncio.sleep(0)  # each has taken its place
        async with asyncio.timeout(SOON):
            yield
    finally:
        going_on.set()
        await asyncio.gather(*waiting)


async def test_a_full_queue_of_check_ins_refuses_at_once_and_signs_everybody_in(web: httpx.AsyncClient) -> None:
    async with filled(CHECK_IN):
        refused = await check_in(web, "dr-okafor", PASSCODE)
        assert (code(refused), refused.headers["retry-after"]) == (TOO_MANY, "2")
        assert (await check_in(web, "dr-rivera", {})).status_code == 201, "where no passcode is asked for"
        assert (await sign_in(web)).status_code == 200
    assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201


async def test_a_full_queue_of_sign_ins_refuses_strangers_alone(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    device = web.cookies[NAME]
    async with filled(SIGN_IN):
        assert (await sign_in(web)).status_code == 200, "a device that has signed in before"
        assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201
        web.cookies.clear()
        refused = await sign_in(web)
        assert (code(refused), refused.headers["retry-after"]) == (TOO_MANY, "2")
    assert (await sign_in(web)).status_code == 200
    keep(web, device)
    async with filled(KNOWN):
        assert code(await sign_in(web)) == TOO_MANY


async def test_places_are_left_to_newcomers() -> None:
    async with filled(CHECK_IN, PLACES_FOR_ALL):
        with pytest.raises(HashingBusy):
            await secret_fits("", None, CHECK_IN, is_newcomer=False)
        newcomer = asyncio.create_task(secret_fits("", None, CHECK_IN))
        await asyncio.sleep(0)
        assert not newcomer.done()
    assert await newcomer is False


async def test_an_address_that_tries_often_is_no_newcomer(web: httpx.AsyncClient) -> None:
    for _ in range(FIRST_TRIES):
        assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201
    async with filled(CHECK_IN, PLACES_FOR_ALL), filled(SIGN_IN, PLACES_FOR_ALL):
        assert code(await check_in(web, "dr-okafor", PASSCODE)) == TOO_MANY
        assert code(await sign_in(web)) == TOO_MANY


async def test_one_who_stops_waiting_gives_the_place_back() -> None:
    async with filled(CHECK_IN, PLACES - 1):
        waiting = asyncio.create_task(CHECK_IN.run(str, PLACES))
        await asyncio.sleep(0)
        with pytest.raises(HashingBusy):
            await CHECK_IN.run(str, PLACES)
        waiting.cancel()
        await asyncio.wait([waiting])
        going_on = asyncio.create_task(CHECK_IN.run(str, PLACES))
        await asyncio.sleep(0)
        assert not going_on.done()
    assert await going_on == ""


async def test_a_new_password_is_refused_to_a_page_in_the_words_of_the_protocol() -> None:
    async with filled(KNOWN):
        with pytest.raises(HashingBusy) as raised:
            await hash_secret("a long enough password")
    assert code_of(raised.value) == "too_many"
