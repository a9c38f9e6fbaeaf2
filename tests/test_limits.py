"""How often a password may be tried: on an account, from an address, and on an account from everywhere."""

import pytest

from waitside.limits import ACCOUNT_PASSWORDS, FIRST_TRIES, KNOWN_PASSWORDS, PASSWORDS, SIGN_INS, Allowances, Limits

RIVERA, OKAFOR = "rivera@harbor.example", "okafor@harbor.example"


@pytest.fixture
def limits() -> Limits:
    """Nobody has tried anything yet."""
    return Limits(Allowances())


def refused(limits: Limits, account: str, address: str) -> bool:
    """Whether another try on this account, from there, has to wait."""
    wait = limits.password(account, address)
    assert wait is None or 0 < wait.total_seconds() <= 300
    return wait is not None


async def test_who_guesses_waits_and_the_owner_elsewhere_does_not(limits: Limits) -> None:
    assert not any(refused(limits, RIVERA, "203.0.113.7") for _ in range(PASSWORDS))
    assert refused(limits, RIVERA, "203.0.113.7")
    assert not refused(limits, RIVERA, "198.51.100.4")
    assert not refused(limits, OKAFOR, "203.0.113.7")


async def test_an_address_that_tries_one_account_after_the_other_waits(limits: Limits) -> None:
    assert not any(refused(limits, f"{each}@harbor.example", "203.0.113.7") for each in range(SIGN_INS))
    assert refused(limits, RIVERA, "203.0.113.7")
    assert not refused(limits, RIVERA, "198.51.100.4"), "what was refused counts for nobody"


async def test_an_account_that_is_tried_from_everywhere_has_fewer_tries_and_is_never_shut(limits: Limits) -> None:
    assert not any(refused(limits, RIVERA, f"198.51.100.{each}") for each in range(ACCOUNT_PASSWORDS))
    tries = [refused(limits, RIVERA, "203.0.113.7") for _ in range(FIRST_TRIES + 1)]
    assert tries == [False] * FIRST_TRIES + [True]
    assert not refused(limits, RIVERA, "203.0.113.8"), "nor for anybody else"
    tries = [refused(limits, OKAFOR, "203.0.113.7") for _ in range(FIRST_TRIES + 1)]
    assert not any(tries), "other accounts have as many tries as always"


async def test_strangers_do_not_affect_somebody_known(limits: Limits) -> None:
    for each in range(ACCOUNT_PASSWORDS + 1):
        limits.password(RIVERA, f"198.51.100.{each}")
    assert [limits.known_password(RIVERA, "laptop") for _ in range(PASSWORDS)] == [None] * PASSWORDS
    assert limits.known_password(RIVERA, "laptop") is not None, "who guesses as well"
    assert limits.known_password(RIVERA, "phone") is None
    assert limits.known_password(OKAFOR, "laptop") is None


async def test_an_account_that_makes_one_device_after_the_other_waits_and_no_other_account_does(limits: Limits) -> None:
    tries = [limits.known_password(RIVERA, f"device {each}") for each in range(KNOWN_PASSWORDS + 1)]
    assert tries[:-1] == [None] * KNOWN_PASSWORDS
    assert tries[-1] is not None
    assert limits.known_password(OKAFOR, "laptop") is None


async def test_a_device_that_is_refused_uses_up_nothing_of_the_accounts_others(limits: Limits) -> None:
    for _ in range(KNOWN_PASSWORDS + 1):
        limits.known_password(RIVERA, "a shared computer")
    assert [limits.known_password(RIVERA, "phone") for _ in range(PASSWORDS)] == [None] * PASSWORDS


async def test_an_address_is_new_for_its_first_tries(limits: Limits) -> None:
    tries = [limits.is_newcomer("203.0.113.7") for _ in range(FIRST_TRIES + 2)]
    assert tries == [True] * FIRST_TRIES + [False] * 2
    assert limits.is_newcomer("203.0.113.8")


async def test_what_is_refused_counts_neither_for_the_account_nor_for_the_address(limits: Limits) -> None:
    for _ in range(max(SIGN_INS, ACCOUNT_PASSWORDS) + 1):
        limits.password(RIVERA, "203.0.113.7")
    assert not refused(limits, OKAFOR, "203.0.113.7"), "a colleague behind the same router"
    tries = [refused(limits, RIVERA, "198.51.100.4") for _ in range(PASSWORDS)]
    assert not any(tries), "the owner elsewhere has all tries"
