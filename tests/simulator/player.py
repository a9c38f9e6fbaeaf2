"""Plays the steps of a story: finds who does what an action says."""

from collections.abc import Awaitable, Callable

from tests.simulator.attacker import Attacker
from tests.simulator.devices import Devices
from tests.simulator.floods import Floods
from tests.simulator.guesses import Guesses
from tests.simulator.operations import Operations
from tests.simulator.patients import Patients
from tests.simulator.providers import Providers
from tests.simulator.scene import Scene
from tests.simulator.story import Step

Action = Callable[[int, int], bool | Awaitable[bool]]


class Player:
    """Does what the steps say."""

    def __init__(self, scene: Scene) -> None:
        self.patients = Patients(scene)
        self.attacker = Attacker(scene)
        attacks = (self.attacker, Floods(scene, self.attacker), Guesses(scene, self.attacker))
        self._actors = (self.patients, Providers(scene), Devices(scene), Operations(scene), *attacks)

    async def play(self, step: Step) -> bool:
        """Do what a step says. Returns whether there was anybody to do it."""
        done = self._action(step.action)(step.first, step.second)
        return done if isinstance(done, bool) else await done

    def _action(self, name: str) -> Action:
        action: Action = next(getattr(actor, name) for actor in self._actors if hasattr(actor, name))
        return action
