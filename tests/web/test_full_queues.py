"""Passwords and passcodes that wait to be checked: a full queue refuses at once, and holds up no other one."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from itertools import islice

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
    Place,
    hash_secret,
    secret_fits,
)
from waitside.limits import FIRST_TRIES, PASSCODES, PASSWORDS
from waitside.refusals import code_of

__all__ = ["rivera"]  # for pytest, which looks for it here

PASSCODE = {"passcode": "471147"}
TOO_MANY = (429, "too_many")


QUEUES = ((SIGN_IN, "sign-in"), (KNOWN, "known"))


@pytest.fixture(autouse=True)
def _rooms(passcode_room: str) -> None:
    """A room with a passcode is there."""


@contextmanager
def filled(queue: HashQueue, places: int = PLACES) -> Iterator[None]:
    """A queue with so many places taken, each by somebody else, that does not move."""
    with ExitStack() as stack:
        for number in range(places):
            stack.enter_context(queue.place(f"somebody {number}"))
        yield


def at(web: httpx.AsyncClient, address: str) -> httpx.AsyncClient:
    """A client of the same server, at another address."""
    assert isinstance(web._transport, httpx.ASGITransport)
    transport = httpx.ASGITransport(web._transport.app, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url=web.base_url)


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

    working = asyncio.create_task(Place(SIGN_IN, "").run(work))
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
        long = [Place(CHECK_IN, "").run(partial(done.append, "check-in")) for _ in range(10)]
        short = [Place(queue, "").run(partial(done.append, name)) for queue, name in QUEUES for _ in range(2)]
        tasks = [asyncio.create_task(each) for each in (*long, *short)]
        await asyncio.sleep(0)  # all of them wait
        going_on.set()
        await asyncio.gather(*tasks)
    assert sorted(done[:6]) == sorted(["check-in", "sign-in", "known"] * 2)


async def test_those_who_ask_take_turns_in_a_queue() -> None:
    done: list[str] = []
    async with busy() as going_on:
        asked = ["ana"] * 4 + ["ben"] * 2 + ["cleo"]
        tasks = [asyncio.create_task(Place(CHECK_IN, who).run(partial(done.append, who))) for who in asked]
        await asyncio.sleep(0)  # all of them wait
        going_on.set()
        await asyncio.gather(*tasks)
    assert done == ["ana", "ben", "cleo", "ana", "ben", "ana", "ana"]


def test_nobody_holds_more_places_than_are_free() -> None:
    with ExitStack() as stack:
        held = [_take_all(stack, who) for who in ("ana", "ben", "cleo")]
    assert held == [PLACES // 2, PLACES // 4, PLACES // 8]
    with ExitStack() as stack:
        assert _take_all(stack, "ana") == PLACES // 2, "all places were given back"


def _take_all(stack: ExitStack, who: str) -> int:
    for held in range(PLACES):
        try:
            stack.enter_context(SIGN_IN.place(who))
        except HashingBusy:
            return held
    return PLACES


async def use_up_first_tries(web: httpx.AsyncClient) -> None:
    """Have an address be none that has hardly tried."""
    for each in range(FIRST_TRIES):
        await sign_in(web, f"{each}@harbor.example")


async def test_one_address_that_floods_a_queue_of_sign_ins_keeps_nobody_else_out(web: httpx.AsyncClient) -> None:
    async with at(web, "203.0.113.7") as mallory, at(web, "198.51.100.4") as rivera:
        for each in (mallory, rivera):
            await use_up_first_tries(each)
        async with busy() as going_on:
            flood = [asyncio.create_task(sign_in(mallory, f"{each}@flood.example")) for each in range(PLACES)]
            refused = [code(await each) for each in islice(asyncio.as_completed(flood), PLACES // 2)]
            assert set(refused) == {TOO_MANY}, "the other half waits"
            owner = asyncio.create_task(sign_in(rivera))
            while not SIGN_IN._held["198.51.100.4"]:
                assert not owner.done(), "refused"
                await asyncio.sleep(0)
            going_on.set()
            assert (await owner).status_code == 200
            assert sum(each.done() for each in flood) < PLACES, "before most of those who were there earlier"
        await asyncio.gather(*flood)


async def test_one_address_that_floods_a_queue_of_check_ins_keeps_nobody_else_out(web: httpx.AsyncClient) -> None:
    with ExitStack() as stack:
        for queue in (CHECK_IN, FIRST_CHECK_IN):
            for _ in range(PLACES // 2):
                stack.enter_context(queue.place("203.0.113.7"))
        async with at(web, "203.0.113.7") as mallory, at(web, "198.51.100.4") as ana:
            assert code(await check_in(mallory, "dr-okafor", PASSCODE)) == TOO_MANY
            answers = [await check_in(ana, "dr-okafor", PASSCODE) for _ in range(FIRST_TRIES + 1)]
            assert {each.status_code for each in answers} == {201}


async def test_an_attempt_that_finds_the_queue_full_is_not_counted(web: httpx.AsyncClient) -> None:
    await use_up_first_tries(web)
    with filled(SIGN_IN), filled(CHECK_IN):
        for _ in range(max(PASSWORDS, PASSCODES)):
            assert code(await sign_in(web)) == TOO_MANY
            assert code(await check_in(web, "dr-okafor", PASSCODE)) == TOO_MANY
    assert (await sign_in(web)).status_code == 200
    assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201
    with filled(KNOWN):
        assert [code(await sign_in(web)) for _ in range(PASSWORDS)] == [TOO_MANY] * PASSWORDS
    assert (await sign_in(web)).status_code == 200


async def test_a_first_try_that_finds_the_queue_full_was_one_of_the_first(web: httpx.AsyncClient) -> None:
    """So that those who flood the queue of first tries do not stay there."""
    with filled(FIRST_SIGN_IN), filled(FIRST_CHECK_IN):
        for _ in range(FIRST_TRIES):
            assert code(await sign_in(web)) == TOO_MANY
        assert (await sign_in(web)).status_code == 200
        assert (await check_in(web, "dr-okafor", PASSCODE)).status_code == 201


async def test_one_who_stops_waiting_gives_the_place_back() -> None:
    async def ask() -> str:
        with SIGN_IN.place("ana") as place:
            return await place.run(lambda: "done")

    async with busy() as going_on:
        with filled(SIGN_IN, PLACES - 1):
            waiting = asyncio.create_task(ask())
            await asyncio.sleep(0)
            with pytest.raises(HashingBusy):
                await ask()
            waiting.cancel()
            await asyncio.wait([waiting])
            next_one = asyncio.create_task(ask())
            await asyncio.sleep(0)
            going_on.set()
            assert await next_one == "done"
    assert waiting.cancelled()


async def test_a_secret_without_a_place_of_its_own_takes_one_of_those_who_run_the_server() -> None:
    with filled(KNOWN):
        for asking in (hash_secret("a long enough password"), secret_fits("", None)):
            with pytest.raises(HashingBusy) as raised:
                await asking
            assert code_of(raised.value) == "too_many"
