"""A device that has signed in before is told from strangers who guess, by a cookie that opens nothing."""

from contextlib import ExitStack
from http.cookies import SimpleCookie
from typing import Any

import httpx
import msgspec
import pytest

from tests.web.test_session import EMAIL, HOUR, PASSWORD, SIGNED_OUT, cookie_of, rivera, sign_in
from tests.web.test_token_requests import code
from waitside.directory import Directory
from waitside.directory.hashing import KNOWN, PLACES
from waitside.limits import KNOWN_PASSWORDS, PASSWORDS
from waitside.tokens import CLOCK_SKEW, MAX_LENGTH, KnownAccount, Signer
from waitside.web.api.devices import ACCOUNTS

__all__ = ["rivera"]  # for pytest, which looks for it here

NAME = "__Secure-waitside-device"
DAYS_90 = 90 * 24 * HOUR


async def guess(web: httpx.AsyncClient, email: str = EMAIL) -> None:
    """A stranger at the same address guesses until told to wait."""
    device = web.cookies.get(NAME)
    web.cookies.clear()
    for each in range(PASSWORDS):
        await sign_in(web, email, f"wrong password {each}")
    assert code(await sign_in(web, email)) == (429, "too_many")
    if device is not None:
        keep(web, device)


def keep(web: httpx.AsyncClient, device: str) -> None:
    """Have this cookie and no other."""
    web.cookies.clear()
    web.cookies.set(NAME, device, domain="chat.example", path="/api")


@pytest.mark.parametrize(("scheme", "name", "secure"), [("https", NAME, True), ("http", "waitside-device", False)])
async def test_the_cookie_goes_to_this_servers_api_alone(
    web: httpx.AsyncClient, scheme: str, name: str, secure: bool
) -> None:
    web.base_url = httpx.URL(f"{scheme}://chat.example")
    cookie = cookie_of(await sign_in(web), name)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/api")
    assert (bool(cookie["secure"]), cookie["domain"], cookie["max-age"]) == (secure, "", str(90 * 24 * 3_600))


async def test_it_holds_a_hash_of_the_account_and_a_time_alone(
    web: httpx.AsyncClient, signer: Signer, clock: Any, rivera: str
) -> None:
    await sign_in(web)
    device = signer.read_device(web.cookies[NAME], clock.now)
    assert set(msgspec.to_builtins(device)) == {"account", "expires_at"}, "as earlier servers made it"
    assert device.expires_at == clock.now + DAYS_90
    assert rivera not in device.account and "ivera" not in device.account


async def test_strangers_attempts_do_not_affect_it(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    await guess(web)
    assert (await sign_in(web)).status_code == 200


async def test_it_guesses_no_more_often_than_a_stranger(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    device = web.cookies[NAME]
    for each in range(PASSWORDS):
        assert code(await sign_in(web, password=f"wrong password {each}")) == (401, "sign_in_failed")
    assert code(await sign_in(web)) == (429, "too_many")
    keep(web, device)
    assert code(await sign_in(web)) == (429, "too_many")


async def test_a_chain_of_devices_has_no_more_tries_than_the_account(web: httpx.AsyncClient, clock: Any) -> None:
    """Whoever has an account can sign in again and again, and is another device each time."""
    answers: list[httpx.Response] = []
    for _ in range(KNOWN_PASSWORDS + 2):  # the first is a stranger's
        answers.append(await sign_in(web))
        clock.now += 1
    assert {each.status_code for each in answers[:-1]} == {200}
    assert code(answers[-1]) == (429, "too_many")


async def test_devices_count_by_account_for_their_place_in_the_queue(web: httpx.AsyncClient, rivera: str) -> None:
    await sign_in(web)
    with ExitStack() as stack:
        for _ in range(PLACES // 2):
            stack.enter_context(KNOWN.place(rivera))
        assert code(await sign_in(web)) == (429, "too_many")
        keep(web, "")
        assert (await sign_in(web)).status_code == 200, "as a stranger"


async def test_a_shared_computer_is_known_to_all_who_share_it(web: httpx.AsyncClient, directory: Directory) -> None:
    emails = [f"{each}@harbor.example" for each in range(ACCOUNTS + 1)]
    for each in emails:
        await directory.administration.add_provider("harbor", each, "Dr. Each", password=PASSWORD)
        assert (await sign_in(web, each)).status_code == 200
    device = web.cookies[NAME]
    assert len(device) < MAX_LENGTH / 2, "with room to spare"
    for each, expected in ((emails[0], (429, "too_many")), (emails[1], (401, "sign_in_failed"))):
        await guess(web, each)
        assert code(await sign_in(web, each, "wrong password")) == expected, "the first of them is one too many"


async def test_it_holds_the_newest_first_and_each_once(
    web: httpx.AsyncClient, directory: Directory, signer: Signer, clock: Any
) -> None:
    another = "okafor@harbor.example"
    await directory.administration.add_provider("harbor", another, "Dr. Okafor", password=PASSWORD)
    seen: list[list[KnownAccount]] = []
    for each in (EMAIL, another, EMAIL):
        clock.now += HOUR
        await sign_in(web, each)
        seen.append(signer.read_device(web.cookies[NAME], clock.now).accounts(clock.now))
    (first,), (other, same), (again, same_other) = seen
    assert (same, same_other) == (first, other), "the others stay as they were, with the tries that they have used"
    assert again.account == first.account != other.account
    assert again.expires_at == clock.now + DAYS_90
    clock.now = other.expires_at + CLOCK_SKEW + 1
    assert signer.read_device(web.cookies[NAME], clock.now).accounts(clock.now) == [again]


async def test_it_is_known_to_its_own_account_alone(web: httpx.AsyncClient, directory: Directory) -> None:
    another = "okafor@harbor.example"
    await directory.administration.add_provider("harbor", another, "Dr. Okafor", password=PASSWORD)
    await sign_in(web, another)
    await guess(web)
    assert code(await sign_in(web)) == (429, "too_many")


async def test_it_is_no_session(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    device = web.cookies[NAME]
    keep(web, device)
    assert code(await web.get("/api/session")) == SIGNED_OUT
    web.cookies["__Host-waitside"] = device
    assert code(await web.get("/api/session")) == SIGNED_OUT


async def test_a_session_does_not_pass_for_it(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    session = web.cookies["__Host-waitside"]
    await guess(web)
    keep(web, session)
    assert code(await sign_in(web)) == (429, "too_many")


async def test_signing_out_keeps_it(web: httpx.AsyncClient) -> None:
    await sign_in(web)
    response = await web.delete("/api/session")
    assert [[*SimpleCookie(each)] for each in response.headers.get_list("set-cookie")] == [["__Host-waitside"]]


async def test_it_expires_and_each_sign_in_begins_it_anew(web: httpx.AsyncClient, clock: Any) -> None:
    await sign_in(web)
    first = web.cookies[NAME]
    clock.now += DAYS_90
    await sign_in(web)
    clock.now += 60_001
    await guess(web)
    assert (await sign_in(web)).status_code == 200
    keep(web, first)
    assert code(await sign_in(web)) == (429, "too_many")


@pytest.mark.parametrize("spoilt", ["", "nonsense", "x" * 5_000])
async def test_a_spoilt_one_is_none(web: httpx.AsyncClient, spoilt: str) -> None:
    keep(web, spoilt)
    assert (await sign_in(web)).status_code == 200
    await guess(web)
    keep(web, spoilt)
    assert code(await sign_in(web)) == (429, "too_many")


async def test_only_a_sign_in_that_succeeds_sets_it(web: httpx.AsyncClient) -> None:
    assert "set-cookie" not in (await sign_in(web, password="wrong password")).headers
    assert "set-cookie" not in (await web.post("/api/rooms/dr-rivera/check-in", json={})).headers
    assert "frame-ancestors 'none'" in (await web.get("/console")).headers["content-security-policy"]
