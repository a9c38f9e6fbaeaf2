"""The stand-in for hashing takes the turns that the real worker takes, in virtual time."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import pytest

from tests.bounds import SOON
from tests.simulator.hashing import TAKES, held_places, simulated_hash, simulated_hashing
from tests.simulator.virtual_time import VirtualLoop
from waitside.directory import hashing
from waitside.directory.hashing import CHECK_IN, FIRST_CHECK_IN, KNOWN, Place, secret_fits

ASKED: Final = (
    *[(CHECK_IN, "mallory")] * 5,
    *[(CHECK_IN, "ana"), (FIRST_CHECK_IN, "ben"), (CHECK_IN, "ana")],
    *[(FIRST_CHECK_IN, "mallory")] * 2,
    *[(KNOWN, "cleo"), (FIRST_CHECK_IN, "ben")],
)
"""Who asks, while the worker is busy."""
GIVEN_UP: Final = (0, 5)
"""Those among them who do not wait for it."""


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    """A loop, which is closed."""
    loop = VirtualLoop()
    yield loop
    loop.close()


def test_turns_are_those_of_the_real_worker(loop: VirtualLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    going_on = threading.Event()
    with simulated_hashing(loop):
        simulated = loop.run_until_complete(_turns(lambda: None, lambda: None))
    assert loop.time() == pytest.approx((1 + len(ASKED) - len(GIVEN_UP)) * TAKES), "one after the other"
    monkeypatch.setattr(hashing._worker, "queues", deque(hashing._worker.queues))
    assert simulated == asyncio.run(_turns(partial(going_on.wait, SOON), going_on.set))
    assert len(simulated) == len(ASKED) - len(GIVEN_UP)


async def _turns(block: Callable[[], object], go_on: Callable[[], None]) -> list[int]:
    """Return in which order those are served who ask while the worker is at something that blocks it."""
    begun, served = threading.Event(), list[int]()

    def work() -> None:
        begun.set()
        block()

    first = asyncio.create_task(Place(CHECK_IN, "").run(work))
    while not begun.is_set():
        await asyncio.sleep(0)
    asked = [
        asyncio.create_task(Place(queue, who).run(partial(served.append, number)))
        for number, (queue, who) in enumerate(ASKED)
    ]
    await asyncio.sleep(0)  # all of them wait
    for number in GIVEN_UP:
        asked[number].cancel()
    await asyncio.sleep(0)
    go_on()
    await asyncio.gather(first, *asked, return_exceptions=True)
    return served


def test_a_passcode_fits_after_its_time_and_leaves_nothing(loop: VirtualLoop) -> None:
    with simulated_hashing(loop):
        kept = simulated_hash("471147")
        assert loop.run_until_complete(secret_fits("471147", kept))
        assert loop.time() == pytest.approx(TAKES)
        assert not loop.run_until_complete(secret_fits("471148", kept))
        assert held_places() == []
