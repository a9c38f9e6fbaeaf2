"""Runs a story from its beginning until it is quiet, and says what went wrong."""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from tests.simulator.at_rest import AtRest
from tests.simulator.clinics import KEYS, WRONG_KEYS
from tests.simulator.each_step import EachStep
from tests.simulator.ends import Ends
from tests.simulator.hashing import simulated_hashing
from tests.simulator.ledger import Ledger
from tests.simulator.looks import Looks, full_rows, is_in, problem_of
from tests.simulator.pages import Host
from tests.simulator.player import Player
from tests.simulator.scene import Scene
from tests.simulator.server import GRACE, SWEEP_EVERY, VERSIONS, speak
from tests.simulator.story import Step, Story
from tests.simulator.tabs import Tab
from tests.simulator.virtual_time import VirtualLoop, determined
from tests.simulator.world import World
from waitside.limits import ARRIVALS_WINDOW
from waitside.serving.socket_io.sockets import PING_EVERY, UNANSWERED

QUIET_AFTER: Final = 75.0
"""Seconds: a page notices a dead line within 10 and the server within 20, the grace is 20, and pages find the server
again within a few."""

REFUSED_FOR: Final = 60.0
"""Seconds, at most, until a page that was refused tries again."""

LET_IN_WITHIN: Final = 10.0
"""Seconds from a press to the waiting room."""

MOST_PRESSES: Final = 4
"""How often a patient asks again who finds no room, each time after somebody has left."""

MOST_READ: Final = 60
"""How often staff look at what fills their pages."""

SENT_AGAIN_WITHIN: Final = 11.0
"""Seconds: a stream that stands still is sent again after 5, by intervals of 5."""

GIVEN_UP_WITHIN: Final = 4_000
"""Milliseconds after an outage of the database within which the server may still log what came of it."""

DEAD_AFTER: Final = PING_EVERY * (UNANSWERED + 1)
"""Seconds within which the server notices that a line is dead."""

GONE_AFTER: Final = DEAD_AFTER + GRACE.total_seconds() + 2 * SWEEP_EVERY.total_seconds()
"""Seconds from closing a page, which the server may notice only by a dead line, until nothing is left of it."""


@dataclass
class Outcome:
    """What came of a story. `troubles` is empty when all of it held; `failed_at`: the number of the step, from 0."""

    seed: int
    troubles: list[str] = field(default_factory=list)
    failed_at: int | None = None
    trace: list[str] = field(default_factory=list)
    shown: Looks = field(default_factory=dict)
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
    with determined(loop, seed), simulated_hashing(loop):
        telling = _Telling(loop, host, outcome)
        try:
            with _errors(outcome, telling.was_ill):
                loop.run_until_complete(telling.tell(story))
        finally:
            telling.end()
            close(loop)
            speak(VERSIONS)
    return outcome


class _Telling:
    def __init__(self, loop: VirtualLoop, host: Host, outcome: Outcome) -> None:
        self._loop = loop
        self._outcome = outcome
        self._world = World(loop, host, outcome.seed)
        self._ledger = Ledger()
        self._scene = Scene(self._world, self._ledger)
        self._player = Player(self._scene)
        self._each_step = EachStep(self._world, self._ledger)
        self._ends = Ends(self._world, self._ledger)
        self._at_rest = AtRest(self._world, self._ledger)

    def end(self) -> None:
        """Let the server begin nothing more."""
        self._world.kill_server()

    def was_ill(self) -> bool:
        """Whether what the server logs may come of its database."""
        return self._world.was_ill(GIVEN_UP_WITHIN)

    async def tell(self, story: Story) -> None:
        self._world.start_server()
        for number, step in enumerate(story):
            if await self._player.play(step):
                self._note(step)
                await asyncio.sleep(step.wait / 1_000)
                self._check()
                if not self._outcome.held:
                    self._outcome.failed_at = number
                    return
        for phase in (self._heal, self._press, self._read, self._rest, self._let_patients_go, self._let_all_go):
            await phase()
            if not self._outcome.held:
                return

    def _check(self) -> Looks:
        """Look at all pages, and note what is wrong. Returns what they show."""
        self._world.settle()
        looks = self._world.look()
        self._scene.looks = self._outcome.shown = looks
        self._world.note_server()
        self._ledger.note_answers(self._world.outputs.answers, self._loop.milliseconds, self._world.departed)
        wrong = [*self._each_step.wrong(looks), *self._ends.wrong()]
        self._outcome.troubles += [*self._world.outputs.troubles, *self._player.attacker.gains, *wrong]
        return looks

    async def _heal(self) -> None:
        """Everything works again and everybody is awake; then wait until all pages must have come back."""
        world = self._world
        self._player.attacker.leave()
        world.set_mood("well")
        world.portal_works = True
        if world.keys == WRONG_KEYS or world.versions != VERSIONS:
            world.kill_server()
            world.keys = KEYS if world.keys == WRONG_KEYS else world.keys
            world.versions = VERSIONS
        world.start_server()
        for device in world.devices():
            world.set_online(device, online=True)
            world.set_asleep(device, asleep=False)
        await asyncio.sleep(QUIET_AFTER + (REFUSED_FOR if world.keys_were_wrong or world.was_too_new else 0))
        self._outcome.troubles += self._at_rest.refused(self._check())

    async def _press(self) -> None:
        """Who was never let in presses the button that is there, and again once there is room."""
        refused = self._refused()
        for _ in range(MOST_PRESSES):
            for tab in refused:
                self._player.patients.begin_again(tab)
            if refused:
                await asyncio.sleep(LET_IN_WITHIN)
                self._check()
            refused = self._refused("room_full")
            if not refused:
                return
            await self._make_room(refused)

    def _refused(self, *codes: str) -> list[Tab]:
        """The patients' pages that are refused, with one of these codes if there are any."""
        problems = [(tab, problem_of(tab, self._scene.looks[tab.name])) for tab in self._world.open_tabs("patient")]
        return [tab for tab, problem in problems if problem is not None and (not codes or problem in codes)]

    async def _make_room(self, refused: Sequence[Tab]) -> None:
        """Where a room is full, somebody goes; else too many have come from one address, and time passes."""
        full = {tab.room for tab in refused if self._world.outputs.refusals.is_full(tab.room)}
        inside = [tab for tab in self._world.open_tabs("patient") if is_in(tab, self._scene.looks[tab.name])]
        going = [tab for room in sorted(full) for tab in [each for each in inside if each.room == room][:1]]
        if going:
            await self._close(going)
        else:
            await asyncio.sleep(ARRIVALS_WINDOW.total_seconds())

    async def _read(self) -> None:
        """Staff read what fills their pages, until all of it has come, a few messages each time."""
        if self._world.limits.caps is None:
            return
        for _ in range(MOST_READ):
            full = self._full()
            if not full and not self._at_rest.wrong(self._scene.looks):
                return
            for tab, _ in full:
                self._world.show(tab, visible=True)
            self._check()  # what is in the box has been seen
            for tab, visit in full:
                self._scene.act(tab, "openChat", visit)
            await asyncio.sleep(SENT_AGAIN_WITHIN)
            self._check()
        self._outcome.troubles += [f"{tab.page} still takes nothing of {visit}" for tab, visit in self._full()]

    def _full(self) -> list[tuple[Tab, str]]:
        """The providers' pages that take no more of some patient, each with the first of these."""
        inside = [tab for tab in self._world.open_tabs("provider") if is_in(tab, self._scene.looks[tab.name])]
        full = [(tab, full_rows(self._scene.looks[tab.name])) for tab in inside]
        return [(tab, visits[0]) for tab, visits in full if visits]

    async def _rest(self) -> None:
        """Nothing happens any more, and everything has to be right."""
        looks = self._check()
        self._outcome.troubles += [*self._at_rest.wrong(looks), *self._ends.at_rest(looks)]

    async def _let_patients_go(self) -> None:
        """All patients go, and staff's pages may hold nothing of them."""
        await self._close(self._world.open_tabs("patient"))
        self._outcome.troubles += self._at_rest.left_over(self._world.look())

    async def _let_all_go(self) -> None:
        """Everybody goes, and the server may hold nothing of them."""
        await self._close(self._world.open_tabs())
        assert self._world.server is not None
        self._outcome.troubles += [f"the server still has: {each}" for each in self._world.server.left()]

    async def _close(self, tabs: Sequence[Tab]) -> None:
        for tab in tabs:
            self._world.close_tab(tab)
        await asyncio.sleep(GONE_AFTER)
        self._world.settle()
        self._outcome.troubles += self._world.outputs.troubles

    def _note(self, step: Step) -> None:
        line = f"{step.action} {step.first} {step.second} {step.wait}"
        self._outcome.trace.append(f"{line:45} # at {self._loop.milliseconds / 1_000:.3f} s")


@contextmanager
def _errors(outcome: Outcome, was_ill: Callable[[], bool]) -> Iterator[None]:
    """Collects what the server logs as an error of its own, unless it is about a database that is not well."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            outage = "DirectoryUnavailable" in text or "TimeoutError" in text or "are not written yet" in text
            if record.name.startswith(("waitside", "asyncio")) and not (outage and was_ill()):
                outcome.troubles.append(f"the server logged: {text}")

    root, handler = logging.getLogger(), Handler(logging.ERROR)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


def close(loop: VirtualLoop) -> None:
    """End what is left in a loop, and close it."""
    while tasks := asyncio.all_tasks(loop):  # what is left would end, and fail, in the middle of another story
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.close()
