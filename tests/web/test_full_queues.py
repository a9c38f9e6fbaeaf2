"""Passwords and passcodes that wait to be checked: a full queue refuses at once, and holds up no other one."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial

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
    FIRST_CHECK_IN,
    FIRST_SIGN_IN,
    KNOWN,
    PLACES,
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


QUEUES = ((SIGN_IN, "sign-in"), (KNOWN, "known"))


@pytest.fixture(autouse=True)
def _rooms(passcode_room: str) -> None:
    """A room with a passcode is there."""


@contextmanager
def filled(queue: HashQueue, places: int = PLACES) -> Iterator[None]:
    """A queue with so many places taken, that does not move."""
    with ExitStack() as stack:
        for _ in range(places):
            stack.enter_context(queue.place())
        yield


async def test_full_queues_of_check_ins_refuse_at_once_and_sign_everybody_in(web: httpx.AsyncClient) -> None:
    with filled(CHECK_IN), filled(FIRST_CHECK_IN):
        refused = await check_in(web, "dr-okafor", PASSCODE)
        assert (code(refused), refused.headers["retry-after"]) == (TOO_MANY, "5")
        assert (await check_in(web, "dr-rivera", {})).status_code == 201, "where no passcode is asked for"
        assert (await sign_in(web)).status_code == 200
    assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201


async def test_full_queues_of_sign_ins_refuse_strangers_alone(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    device = web.cookies[NAME]
    with filled(SIGN_IN), filled(FIRST_SIGN_IN):
        assert (await sign_in(web)).status_code == 200, "a device that has signed in before"
        assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201
        web.cookies.clear()
        refused = await sign_in(web)
        assert (code(refused), refused.headers["retry-after"]) == (TOO_MANY, "5")
    keep(web, device)
    with filled(KNOWN):
        assert code(await sign_in(web)) == TOO_MANY


async def test_the_first_tries_of_an_address_do_not_queue_with_later_ones(web: httpx.AsyncClient) -> None:
    with filled(CHECK_IN), filled(SIGN_IN):
        answers = [await check_in(web, "dr-okafor", PASSCODE) for _ in range(FIRST_TRIES - 1)]
        assert {each.status_code for each in answers} == {201}
        assert (await sign_in(web)).status_code == 200
        web.cookies.clear()
        assert code(await check_in(web, "dr-okafor", PASSCODE)) == TOO_MANY
        assert code(await sign_in(web)) == TOO_MANY


@asynccontextmanager
async def busy() -> AsyncIterator[threading.Event]:
    """A worker that is at work until the event is set, or the test is over."""
    begun, going_on = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        going_on.wait()

    working = asyncio.create_task(SIGN_IN.run(work))
    try:
        await asyncio.to_thread(begun.wait, SOON)
        async with asyncio.timeout(SOON):
            yield going_on
    finally:
        going_on.set()
        await working


async def test_queues_take_turns() -> None:
    """What comes last in a short queue is done before most of a long one."""
    done: list[str] = []
    async with busy() as going_on:
        long = [CHECK_IN.run(partial(done.append, "check-in")) for _ in range(10)]
        short = [queue.run(partial(done.append, name)) for queue, name in QUEUES for _ in range(2)]
        tasks = [asyncio.create_task(each) for each in (*long, *short)]
        await asyncio.sleep(0)  # all of them wait
        going_on.set()
        await asyncio.gather(*tasks)
    assert sorted(done[:6]) == sorted(["check-in", "sign-in", "known"] * 2)


async def test_one_who_stops_waiting_gives_the_place_back() -> None:
    async with busy() as going_on:
        with filled(SIGN_IN, PLACES - 1):
            waiting = asyncio.create_task(secret_fits("", None, SIGN_IN))
            await asyncio.sleep(0)
            with pytest.raises(HashingBusy):
                await secret_fits("", None, SIGN_IN)
            waiting.cancel()
            await asyncio.wait([waiting])
            with SIGN_IN.place():
                next_one = asyncio.create_task(SIGN_IN.run(lambda: "done"))
                await asyncio.sleep(0)
                going_on.set()
                assert await next_one == "done"
    assert waiting.cancelled()


async def test_a_new_password_is_refused_to_a_page_in_the_words_of_the_protocol() -> None:
    with filled(KNOWN), pytest.raises(HashingBusy) as raised:
        await hash_secret("a long enough password")
    assert code_of(raised.value) == "too_many"
