"""Patients who come, go and come back in any order, also to a server that was restarted: every page shows its place."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import pytest

from tests.live.conftest import GRACE
from tests.live.in_process import Wire, World
from waitside.directory import Directory
from waitside.tokens import Signer

STORIES = 25
STEPS = 80
OVER = GRACE.seconds * 1_000


class Story:
    """A room with one provider, and what happens in it."""

    def __init__(self, seed: int, make_world: Callable[[], World], clock: Any) -> None:
        self.random = Random(seed)
        self.make_world = make_world
        self.clock = clock
        self.world = make_world()
        self.provider: Wire
        self.pages: dict[str, Wire] = {}
        """The newest page of each patient who was ever let in."""
        self.tickets: dict[str, list[str]] = {}
        """All that they were given, one for each visit at least."""

    async def play(self) -> None:
        """Take all steps, and compare all pages with the room after each."""
        self.provider = await self.world.provider("rivera")
        steps: dict[Callable[[], Awaitable[None]], int] = {
            self.somebody_arrives: 12,
            self.somebody_arrives_once_more: 2,
            self.somebody_connects_again: 3,
            self.another_page_comes: 3,
            self.pages_are_gone: 4,
            self.somebody_leaves: 2,
            self.somebody_is_removed: 2,
            self.a_call_starts: 2,
            self.a_call_ends: 2,
            self.time_passes: 5,
            self.server_restarts: 1,
        }
        for step in self.random.choices(list(steps), list(steps.values()), k=STEPS):
            await step()
            self.clock.now += 1
            await self.world.check()
            self.note_tickets()
        await self.world.live.stop()

    async def somebody_arrives(self) -> None:
        await self.let_in(f"patient-{len(self.pages)}")

    async def somebody_arrives_once_more(self) -> None:
        """With a token alone: where the server has been restarted that is a new visit, behind all others."""
        if self.pages:
            await self.let_in(self.random.choice(list(self.pages)))

    async def somebody_connects_again(self) -> None:
        away = [each for each, page in self.pages.items() if not page.is_here]
        if away:
            await self.connect_again(self.random.choice(away))

    async def another_page_comes(self) -> None:
        """It shows any ticket that the patient was given: an older one gives the newer visit its earlier arrival."""
        if self.tickets:
            subject = self.random.choice(list(self.tickets))
            page = self.world.wire("patient")
            await page.connect(ticket=self.random.choice(self.tickets[subject]))
            if page.is_here:
                self.pages[subject] = page

    async def pages_are_gone(self) -> None:
        for subject in self.random.sample(self.here, min(len(self.here), self.random.randint(1, 3))):
            await self.pages[subject].close()

    async def somebody_leaves(self) -> None:
        if self.here:
            await self.pages[self.random.choice(self.here)].ask("leave")

    async def somebody_is_removed(self) -> None:
        await self.provider_asks("remove_visit", undoWithin=self.random.choice([0, 6_000]))

    async def a_call_starts(self) -> None:
        await self.provider_asks("start_call")

    async def a_call_ends(self) -> None:
        await self.provider_asks("end_call")

    async def time_passes(self) -> None:
        """Long enough for several to have been gone for too long."""
        self.clock.now += self.random.choice([OVER // 2, OVER])
        await self.world.sweep()

    async def server_restarts(self) -> None:
        """It is killed, and knows nobody. Most pages connect again soon, in any order."""
        await self.world.live.stop()
        for page in self.pages.values():
            page.is_open = False
        self.clock.now += 1_000
        numbers, self.world = self.world._count, self.make_world()
        self.world._count = numbers  # so that no two pages have the same key
        self.provider = await self.world.provider("rivera")
        await self.somebody_arrives()  # and is told a place, which is uncertain once the first ticket is shown
        for subject in self.random.sample(list(self.pages), len(self.pages) * 3 // 4):
            await self.connect_again(subject)
            await self.world.check()

    @property
    def here(self) -> list[str]:
        """Those whose page is connected, and in a visit."""
        return [each for each, page in self.pages.items() if page.is_here and not (page.ended or page.replaced)]

    def note_tickets(self) -> None:
        """Keep what patients were given, also once their page has another ticket."""
        for subject, page in self.pages.items():
            if page.ticket is not None:
                self.tickets.setdefault(subject, []).append(page.ticket)

    async def connect_again(self, subject: str) -> None:
        """A page shows its ticket, as pages do by themselves; the visit may be over."""
        page = self.pages[subject]
        self.pages[subject] = again = self.world.wire("patient", None if page.replaced else page.key)
        again.ticket = page.ticket
        await again.connect(ticket=page.ticket, returning=True)

    async def let_in(self, subject: str) -> None:
        """Connect a new page with a token."""
        self.pages[subject] = await self.world.patient(subject)

    async def provider_asks(self, command: str, **fields: object) -> None:
        """About anybody in the queue; it may be refused."""
        visits = list((await self.world.room()).visits)
        if visits:
            await self.provider.ask(command, visit=self.random.choice(visits), **fields)


@pytest.mark.parametrize("seed", range(STORIES))
async def test_every_page_shows_the_place_of_its_visit(
    directory: Directory, api_key: str, signer: Signer, clock: Any, seed: int
) -> None:
    await Story(seed, lambda: World(directory, signer, clock), clock).play()
