"""Runs a story from its beginning until it is quiet, and says what went wrong."""

import asyncio
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from tests.simulator.invariants import Invariants
from tests.simulator.ledger import Ledger
from tests.simulator.pages import Host, Look
from tests.simulator.player import Player
from tests.simulator.server import GRACE, SWEEP_EVERY
from tests.simulator.story import Step, Story
from tests.simulator.virtual_time import VirtualLoop, determined
from tests.simulator.world import KEYS, WRONG_KEYS, World

QUIET_AFTER: Final = 75.0
"""Seconds: a dead line is noticed within 22, the grace is 20, and pages find the server again within a few."""

REFUSED_FOR: Final = 60.0
"""Seconds, at most, until a page that was refused tries again."""


GONE_AFTER: Final = 22.0 + GRACE.total_seconds() + 2 * SWEEP_EVERY.total_seconds()
"""Seconds from closing a page, which the server may notice only by a dead line, until nothing is left of it."""


@dataclass
class Outcome:
    """What came of a story. `troubles` is empty when all of it held; `failed_at`: the number of the step, from 0."""

    seed: int
    troubles: list[str] = field(default_factory=list)
    failed_at: int | None = None
    trace: list[str] = field(default_factory=list)
    shown: dict[str, Look] = field(default_factory=dict)
    """What each tab's page showed last."""

    @property
    def kind(self) -> str:
        """What went wrong first, without names and numbers; empty when all of it held."""
        return re.sub(r"'[^']*'|\S*[\d_/\[\]]\S*", "", self.troubles[0])[:80] if self.troubles else ""

    @property
    def held(self) -> bool:
        """Whether nothing went wrong."""
        return not self.troubles


def run(host: Host, seed: int, story: Story) -> Outcome:
    """Play a story in a world of its own."""
    loop = VirtualLoop()
    outcome = Outcome(seed)
    with _errors(outcome), determined(loop, seed):
        try:
            loop.run_until_complete(_Telling(loop, host, outcome).tell(story))
        finally:
            _end(loop)
    return outcome


class _Telling:
    def __init__(self, loop: VirtualLoop, host: Host, outcome: Outcome) -> None:
        self._loop = loop
        self._outcome = outcome
        self._world = World(loop, host, outcome.seed)
        self._ledger = Ledger()
        self._player = Player(self._world, self._ledger)
        self._invariants = Invariants(self._world, self._ledger)

    async def tell(self, story: Story) -> None:
        self._world.start_server()
        for number, step in enumerate(story):
            played = await self._player.play(step)
            if played:
                self._note(step)
                await asyncio.sleep(step.wait / 1_000)
                if self._has_trouble(quiet=False):
                    self._outcome.failed_at = number
                    return
        await self._heal()
        if not self._has_trouble(quiet=True):
            await self._clear()

    def _has_trouble(self, *, quiet: bool) -> bool:
        self._world.settle()
        looks = self._world.look()
        self._player.looks = self._outcome.shown = looks
        self._world.note_departed()
        self._ledger.note_answers(self._world.answers, self._loop.milliseconds)
        wrong = self._invariants.at_step(looks)
        if quiet and not wrong:
            wrong = self._invariants.when_quiet(looks)
        self._outcome.troubles += [*self._world.troubles, *self._player.attacker.gains, *wrong]
        return bool(self._outcome.troubles)

    async def _heal(self) -> None:
        """Everything works again and everybody is awake; then wait until it must be quiet."""
        world = self._world
        self._player.attacker.leave()
        world.set_mood("well")
        world.portal_works = True
        if world.keys == WRONG_KEYS:
            world.kill_server()
            world.keys = KEYS
        world.start_server()
        for device in world.devices():
            world.set_online(device, online=True)
            world.set_asleep(device, asleep=False)
        await asyncio.sleep(QUIET_AFTER + (REFUSED_FOR if world.keys_were_wrong else 0))

    async def _clear(self) -> None:
        """All patients go, and nothing may be left of them."""
        world = self._world
        for tab in world.open_tabs("patient"):
            world.close_tab(tab)
        await asyncio.sleep(GONE_AFTER)
        world.settle()
        self._outcome.troubles += [*world.troubles, *self._invariants.when_all_are_gone(world.look())]
        assert world.server is not None
        left = world.server.left()
        if left:
            self._outcome.troubles.append(f"the server still has {', '.join(left)}")

    def _note(self, step: Step) -> None:
        at = self._loop.milliseconds / 1_000
        self._outcome.trace.append(f"{at:9.3f}  {step.action} {step.first} {step.second}, then {step.wait} ms")


@contextmanager
def _errors(outcome: Outcome) -> Iterator[None]:
    """Collects what the server logs as an error of its own; everything else that it logs is of no interest here."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            outage = "DirectoryUnavailable" in text or "TimeoutError" in text or "are not written yet" in text
            if record.name.startswith(("waitside", "asyncio")) and not outage:
                outcome.troubles.append(f"the server logged: {text}")

    root, handler = logging.getLogger(), Handler(logging.ERROR)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


def _end(loop: VirtualLoop) -> None:
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.close()
