"""An attacker who guesses the passcode of a room, faster than any person types."""

from itertools import count
from typing import Final

from tests.simulator.attacker import Attacker
from tests.simulator.clinics import PASSCODE
from tests.simulator.hashing import simulated_hash
from tests.simulator.network import upward
from tests.simulator.scene import Scene
from tests.simulator.server import Answer

GUESSES: Final = 48
"""At once: more than an address may try, and more than a queue has places for."""

ALMOST: Final = (PASSCODE[:-1], f"{PASSCODE}0", f"0{PASSCODE}", f"{PASSCODE} ", simulated_hash(PASSCODE), "\0", "")
"""What is not quite the passcode, or none at all."""


class Guesses:
    """Sends check-ins by hand, each with another passcode that is wrong."""

    def __init__(self, scene: Scene, attacker: Attacker) -> None:
        self._world = scene.world
        self._attacker = attacker
        self._numbers = (f"{each:06}" for each in count() if f"{each:06}" != PASSCODE)

    def attacker_guesses(self, first: int, _second: int) -> bool:
        """Guess many passcodes at once; one of them is almost right."""
        rooms = [each.slug for each in self._world.tables.rooms.values() if each.passcode_hash is not None]
        for room in rooms:
            self._guess(room, ALMOST[first % len(ALMOST)])
            for _ in range(GUESSES - 1):
                self._guess(room, next(self._numbers))
        return bool(rooms)

    def _guess(self, room: str, passcode: str) -> None:
        upward(self._world.loop, self._attacker.device, lambda _: self._ask(room, passcode)).put(None)

    def _ask(self, room: str, passcode: str) -> None:
        address = self._world.address(self._attacker.device.address)
        if self._world.server is not None:
            path = f"/api/rooms/{room}/check-in"
            self._world.server.request("POST", path, {"passcode": passcode}, address, self._hear)

    def _hear(self, answer: Answer) -> None:
        if answer is not None and answer[0] < 400:
            self._attacker.gains.append("an attacker was let in by a passcode that is wrong")
