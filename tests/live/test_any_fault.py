"""Whatever fails in the middle of a change, every page shows what is so, and nobody is in a room by half."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from tests.live.conftest import GRACE
from tests.live.in_process import Wire, World, world_of
from waitside.directory import Directory, DirectoryUnavailable
from waitside.tokens import Signer

People = dict[str, Wire]
Operation = Callable[[World, People], Awaitable[object]]


async def people_in(world: World) -> People:
    """Two providers, two patients who wait, and one in a call with the nurse."""
    await world.directory.accounts.ensure("harbor", "okafor")  # a write that is cut off keeps SQLite locked for a while
    people = {name: await world.provider(name) for name in ("rivera", "nurse")}
    people |= {name: await world.patient(name) for name in ("ana", "ben", "dee")}
    await people["nurse"].ask("start_call", visit=visit_of(people["dee"]))
    await world.check()
    return people


def visit_of(wire: Wire) -> str:
    """The id of a patient's visit."""
    visit: str = wire.shown["visit"]["id"]
    return visit


async def arrives(world: World, people: People) -> None:
    await world.wire("patient").connect(token=world.token("patient", "cleo"))


async def arrives_by_an_api_key(world: World, people: People) -> None:
    key, *_ = await world.directory.administration.keys()
    await world.wire("patient").connect(token=world.token("patient", "cleo", key=key.id))


async def arrives_again(world: World, people: People) -> None:
    await world.wire("patient").connect(token=world.token("patient", "ana", reference="HSC-2"))


async def connects_again(world: World, people: People) -> None:
    ana = people["ana"]
    await world.wire("patient", ana.key).connect(ticket=ana.ticket, returning=True)


async def second_page_takes_over(world: World, people: People) -> None:
    await world.wire("patient").connect(ticket=people["ana"].ticket)


async def visit_of_before_a_restart_returns(world: World, people: People) -> None:
    await world.wire("patient").connect(ticket=world.ticket("visit-of-eve", "eve"))


async def provider_enters(world: World, people: People) -> None:
    await world.wire("provider").connect(token=world.token("provider", "okafor"))


async def provider_connects_again(world: World, people: People) -> None:
    await world.wire("provider", people["nurse"].key).connect(token=world.token("provider", "nurse"))


async def call_starts(world: World, people: People) -> None:
    await people["rivera"].ask("start_call", visit=visit_of(people["ana"]))


async def call_ends(world: World, people: People) -> None:
    await people["nurse"].ask("end_call", visit=visit_of(people["dee"]))


async def patient_is_removed(world: World, people: People) -> None:
    await people["rivera"].ask("remove_visit", visit=visit_of(people["ana"]))


async def patient_leaves(world: World, people: People) -> None:
    await people["ana"].ask("leave")


async def patient_disconnects(world: World, people: People) -> None:
    await people["ana"].close()


async def provider_disconnects(world: World, people: People) -> None:
    await people["nurse"].close()


async def provider_is_away(world: World, people: People) -> None:
    await people["nurse"].ask("set_away", away=True)


async def grace_is_over(world: World, people: People) -> None:
    for name in ("ben", "dee"):
        await people[name].close()
    world.clock.now += GRACE.seconds * 1_000
    await world.sweep()


ENTRIES: list[Operation] = [
    arrives,
    arrives_by_an_api_key,
    arrives_again,
    connects_again,
    second_page_takes_over,
    visit_of_before_a_restart_returns,
    provider_enters,
    provider_connects_again,
]
COMMANDS: list[Operation] = [call_starts, call_ends, patient_is_removed, patient_leaves, provider_is_away]
DISCONNECTIONS: list[Operation] = [patient_disconnects, provider_disconnects]


class Faults:
    """Counts the calls of a directory, and lets one of them fail, or all from that one on."""

    def __init__(self) -> None:
        self.calls = 0
        self.fails: Callable[[int], bool] = lambda _call: False

    def wrap(self, work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The same work, counted."""

        async def counted(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.fails(self.calls):
                raise DirectoryUnavailable
            return await work(*args, **options)

        return counted


@pytest.fixture
def faults(directory: Directory, api_key: str, monkeypatch: pytest.MonkeyPatch) -> Faults:
    """The faults of this test's directory: of all that the live side asks of it."""
    faults = Faults()
    parts = {
        directory: ("room", "rooms_called", "provider", "providers_called", "key_is_in_use"),
        directory.accounts: ("ensure", "account"),
        directory.ended_visits: ("add", "has", "delete_expired"),
    }
    for part, names in parts.items():
        for name in names:
            monkeypatch.setattr(part, name, faults.wrap(getattr(part, name)))
    return faults


@contextmanager
def failing(faults: Faults, fails: Callable[[int], bool]) -> Iterator[None]:
    """Meanwhile some calls fail, counted from 1."""
    faults.calls, faults.fails = 0, fails
    yield
    faults.fails = lambda _call: False


FAILURES: dict[str, Callable[[int, int], bool]] = {
    "one call fails": lambda call, failing: call == failing,
    "all calls fail from one on": lambda call, failing: call >= failing,
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("operation", [*ENTRIES, *COMMANDS, *DISCONNECTIONS, grace_is_over])
async def test_the_directory_fails(
    directory: Directory, signer: Signer, clock: Any, faults: Faults, operation: Operation, failure: str
) -> None:
    fails = FAILURES[failure]
    number = 1
    while True:
        async with world_of(directory, signer, clock) as world:
            people = await people_in(world)
            with failing(faults, lambda call, number=number: fails(call, number)):  # type: ignore[misc]
                await operation(world, people)
                await world.check()
                await world.sweep()
                await world.check()
                if number > faults.calls:
                    return  # it went through with nothing failing
        number += 1


@pytest.mark.parametrize("operation", [*ENTRIES, *COMMANDS, *DISCONNECTIONS])
async def test_the_handler_is_cancelled(
    directory: Directory, signer: Signer, clock: Any, api_key: str, operation: Operation
) -> None:
    async def cancel() -> None:
        raise asyncio.CancelledError

    await interrupted_everywhere(directory, signer, clock, operation, lambda _world: cancel)


@pytest.mark.parametrize("operation", ENTRIES)
async def test_the_socket_closes_while_its_page_is_let_in(
    directory: Directory, signer: Signer, clock: Any, api_key: str, operation: Operation
) -> None:
    def close_newest(world: World) -> Callable[[], Awaitable[None]]:
        async def close() -> None:
            await world.wires[-1].close()

        return close

    await interrupted_everywhere(directory, signer, clock, operation, close_newest)


async def interrupted_everywhere(
    directory: Directory,
    signer: Signer,
    clock: Any,
    operation: Operation,
    then: Callable[[World], Callable[[], Awaitable[None]]],
) -> None:
    """Interrupt an operation each time that it waits, and see that all is well after the next sweep."""
    at = 1
    while True:
        async with world_of(directory, signer, clock) as world:
            people = await people_in(world)
            world.interrupt(at, then(world))
            with suppress(asyncio.CancelledError):
                await operation(world, people)
            await world.sweep()
            await world.check()
            if at > world.pauses:
                return
            if not world.wires[-1].is_here:
                assert not [name for name, wire in people.items() if wire.replaced], "a page that is gone replaces none"
        at += 1
