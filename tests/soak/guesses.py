"""Those who guess passwords and passcodes, or sign in without end, beside honest people who know theirs."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from tests.live.fuzz import CANARY
from tests.soak.caller import Caller
from tests.soak.field import WRONG, Field
from tests.soak.product import COLLEAGUE, EMAIL, LOBBY, PASSCODE, PASSWORD
from tests.soak.readers import cancelled
from tests.soak.requests import Answer, post
from waitside.limits import PASSWORDS_WINDOW

GUESSERS: Final = 200
ACCOUNT_HOLDERS: Final = 50  # with more, what is measured is the cost of so many requests
GUESS_EVERY: Final = 0.5  # seconds of each: 60 a minute and more, where an address is allowed 20
WARD: Final = "127.0.2.2"  # where both staff and somebody who guesses are
SECONDS: Final = 15.0
HONEST_EVERY: Final = 0.5  # seconds
PATIENCE: Final = 30.0  # seconds after which an honest person gives up
TRIES_AGAIN: Final = 5.0  # seconds that an honest person waits at most before another try, whatever is said
ACCOUNTS: Final = 10  # that each address guesses at; one of them is there
SIGN_IN: Final = "/api/session"
CHECK_IN: Final = f"/api/rooms/{LOBBY}/check-in"

Try = Callable[[Caller], Awaitable[Answer]]


@dataclass
class Honest:
    """People who know what the others guess: each from an address of their own, trying again when told to wait."""

    what: str
    attempt: Try
    at_once: bool
    """Each has to get through at the first try."""
    may_wait: float = 0.0
    """Seconds for which they may be told to come again; where that is said, each tries once."""
    took: list[float] = field(default_factory=list)
    """Seconds until each was let in."""
    tries: int = 0
    gave_up: int = 0
    told_to_wait: float = 0.0

    async def come(self, field: Field, address: str) -> None:
        """One of them comes."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            self.tries += 1
            answer = await self.attempt(await field.call(address))  # idle connections are closed meanwhile
            if answer.status in (200, 201):
                self.took.append(time.monotonic() - began)
                return
            self.told_to_wait = max(self.told_to_wait, answer.retry_after)
            if self.may_wait:
                return
            await asyncio.sleep(min(answer.retry_after, TRIES_AGAIN))
        self.gave_up += 1

    def note(self) -> str:
        """What became of them."""
        took = sorted(self.took) or [float("nan")]
        told = f"{self.what}: {len(self.took)} let in, p50 {took[len(took) // 2]:.2f} s, max {took[-1]:.2f} s"
        told += f", {self.tries} tries" if self.tries > len(self.took) else ""
        told += f", told to wait {self.told_to_wait:.0f} s at most" if self.told_to_wait else ""
        if self.may_wait:
            return f"{WRONG}: {told}" if self.told_to_wait > self.may_wait else told
        failed = self.gave_up or not self.took or (self.at_once and self.tries > len(self.took))
        return f"{WRONG}: {told}, {self.gave_up} gave up" if failed else told


async def wrong_passwords(field: Field) -> None:
    """Wrong passwords for a provider's account and for others, from many addresses."""
    known = await _known_device(field)
    await _flood(field, _wrong_password, known, _new_device(at_once=False), _check_in(at_once=True))


async def wrong_passwords_beside_staff(field: Field) -> None:
    """Wrong passwords for a provider's account and for others, from the provider's own address.

    A known device signs in at once. A new one may be told to wait, for as long as attempts count.
    """
    known = await _known_device(field)
    longest = PASSWORDS_WINDOW.total_seconds()
    new = Honest("new device of the same address signs in", _sign_in, at_once=False, may_wait=longest)
    numbers = itertools.count()

    async def guess(caller: Caller, _number: int) -> Answer:
        number = next(numbers)
        return await _guess(caller, number, EMAIL if number % ACCOUNTS == 0 else f"{CANARY}-{number}@clinic.example")

    await _flood(field, guess, known, new, ward=WARD)
    elsewhere = _new_device(at_once=True)
    await elsewhere.come(field, "127.0.2.3")
    field.notes.append(elsewhere.note())


async def devices_without_end(field: Field) -> None:
    """Somebody who has an account signs in again and again, from many addresses, each time as a device that is new."""
    devices: dict[Caller, tuple[str, ...]] = {}

    async def sign_in_again(caller: Caller, _number: int) -> Answer:
        answer = await _sign_in(caller, devices.get(caller, ()), COLLEAGUE)
        devices[caller] = answer.cookies or devices.get(caller, ())
        return answer

    known = await _known_device(field)
    honest = (known, _check_in(at_once=True))
    await _flood(field, sign_in_again, *honest, guessers=ACCOUNT_HOLDERS, expected=(200, 429))


async def _known_device(field: Field) -> Honest:
    device = (await _sign_in(await field.call("127.0.2.1"))).cookies

    async def sign_in_again(caller: Caller) -> Answer:
        nonlocal device
        answer = await _sign_in(caller, device)
        device = answer.cookies or device  # as a browser does
        return answer

    return Honest("known device signs in", sign_in_again, at_once=True)


async def wrong_passcodes(field: Field) -> None:
    """Wrong passcodes for a room, from many addresses."""
    await _flood(field, _wrong_passcode, _new_device(at_once=True), _check_in(at_once=False))


async def _flood(
    field: Field,
    guess: Callable[[Caller, int], Awaitable[Answer]],
    *honest: Honest,
    guessers: int = GUESSERS,
    ward: str | None = None,
    expected: Collection[int] = (401, 403, 429),
) -> None:
    """Have honest people come meanwhile. `ward`: the address of everybody, where that is one; `expected`: statuses."""
    answers: Counter[int] = Counter()

    async def go_on(number: int) -> None:
        caller = await field.call(ward or f"127.0.1.{number + 1}")
        await asyncio.sleep(GUESS_EVERY * number / guessers)  # not all in the same moment
        for each in itertools.count():
            answers[(await guess(caller, each)).status] += 1
            await asyncio.sleep(GUESS_EVERY)

    field.offenders += guessers
    guessing = [asyncio.create_task(go_on(number)) for number in range(guessers)]
    addresses = (ward or f"127.0.{3 + each // 250}.{each % 250 + 1}" for each in itertools.count())
    coming: list[asyncio.Task[None]] = []
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        coming += [asyncio.create_task(each.come(field, next(addresses))) for each in honest]
        await asyncio.sleep(HONEST_EVERY)
    await asyncio.gather(*coming)
    hung_up = sum(each.done() for each in guessing)
    await cancelled(guessing)
    told = ", ".join(f"{times:,} × {status}" for status, times in sorted(answers.items()))
    field.notes += [f"those who guess: {told}, {hung_up} cut", *(each.note() for each in honest)]
    if answers.keys() - expected:
        field.notes.append(f"{WRONG}: those who guess were answered {told}")


def _new_device(*, at_once: bool) -> Honest:
    return Honest("new device signs in", _sign_in, at_once)


def _check_in(*, at_once: bool) -> Honest:
    return Honest("patient checks in", lambda caller: post(caller, CHECK_IN, {"passcode": PASSCODE}), at_once)


async def _sign_in(caller: Caller, cookies: tuple[str, ...] = (), email: str = EMAIL) -> Answer:
    device = tuple(each for each in cookies if "device" in each)
    return await post(caller, SIGN_IN, {"email": email, "password": PASSWORD}, device)


async def _wrong_password(caller: Caller, number: int) -> Answer:
    account = number % ACCOUNTS
    return await _guess(caller, number, f"{CANARY}-{account}@clinic.example" if account else EMAIL)


async def _guess(caller: Caller, number: int, email: str) -> Answer:
    return await post(caller, SIGN_IN, {"email": email, "password": f"{CANARY} {number}"})


async def _wrong_passcode(caller: Caller, number: int) -> Answer:
    return await post(caller, CHECK_IN, {"passcode": f"{CANARY} {number}"})
