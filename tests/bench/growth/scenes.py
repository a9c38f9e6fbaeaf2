"""What there can be much of, each in a scene of its own; everything else stays the same."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from tests.bench.growth.world import Page, World
from tests.simulator.virtual_time import VirtualLoop

FEW: Final = 10  # patients in a room, where something else is counted


@dataclass
class Scene:
    """A room with its provider and its patients, in order of arrival. `active`: the patients who write."""

    world: World
    room: str
    provider: Page
    patients: list[Page]
    active: list[tuple[Page, Page]]
    """Each with the provider's page that it writes to."""


async def active_pages(loop: VirtualLoop, count: int) -> Scene:
    """Patients' pages that have all just written, spread over rooms of ten."""
    world = World(loop, -(-count // FEW))
    rooms = [await _room(world, slug, 0) for slug in world.slugs]
    for number in range(count):
        provider, patients = rooms[number // FEW]
        patients.append(await world.arrived("patient", provider.room))
    return await _scene(world, rooms, everyone_writes=True)


async def patients_in_a_room(loop: VirtualLoop, count: int) -> Scene:
    """Patients of one room."""
    world = World(loop, 1)
    return await _scene(world, [await _room(world, world.slugs[0], count)])


async def rooms(loop: VirtualLoop, count: int) -> Scene:
    """Rooms with a provider and one patient each; what is measured happens in another one."""
    world = World(loop, count + 1)
    first = await _room(world, world.slugs[0], FEW)
    return await _scene(world, [first, *[await _room(world, slug, 1) for slug in world.slugs[1:]]])


async def departures(loop: VirtualLoop, count: int) -> Scene:
    """Patients who have left the room before."""
    world = World(loop, 1)
    provider, patients = await _room(world, world.slugs[0], FEW)
    for _ in range(count):
        await (await world.arrived("patient", provider.room)).leave()
    return await _scene(world, [(provider, patients)])


async def _room(world: World, slug: str, patients: int) -> tuple[Page, list[Page]]:
    provider = await world.arrived("provider", slug)
    return provider, [await world.arrived("patient", slug) for _ in range(patients)]


async def _scene(world: World, rooms: list[tuple[Page, list[Page]]], *, everyone_writes: bool = False) -> Scene:
    provider, patients = rooms[0]
    writing = rooms if everyone_writes else rooms[:1]
    active = [(patient, each) for each, own in writing for patient in own]
    for patient, to in active:
        await patient.command(patient.envelope(to))
    return Scene(world, provider.room, provider, patients, active)


SCENES: Final[dict[str, Callable[[VirtualLoop, int], Awaitable[Scene]]]] = {
    "active pages": active_pages,
    "patients in the room": patients_in_a_room,
    "rooms": rooms,
    "departed patients": departures,
}
