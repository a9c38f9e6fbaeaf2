"""Stories: what people, machines and bad luck do, one thing after the other, made from a seed."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple


class Step(NamedTuple):
    """Something that is done, and the time that passes before the next step.

    `first` and `second` choose among whom and what there is at that moment, so that a step means something in any
    story: a step for which there is nobody is left out.
    """

    action: str
    first: int
    second: int
    wait: int
    """Milliseconds."""


Story = Sequence[Step]

PATIENTS: Final = {
    "arrive": 5,
    "patient_writes": 14,
    "patient_opens": 4,
    "patient_minimizes": 2,
    "patient_closes": 2,
    "patient_leaves": 2,
    "patient_takes_back": 2,
    "patient_begins_again": 2,
}
PROVIDERS: Final = {
    "provider_comes": 3,
    "provider_opens_chat": 7,
    "provider_writes": 14,
    "provider_minimizes": 2,
    "provider_closes": 2,
    "provider_dismisses": 1,
    "provider_starts_call": 2,
    "provider_ends_call": 1,
    "provider_removes": 2,
    "provider_is_away": 2,
    "provider_changes_line": 1,
    "provider_signs_out_everywhere": 1,
}
PAGES: Final = {
    "tab_reloads": 3,
    "tab_is_duplicated": 2,
    "tab_closes": 2,
    "tab_crashes": 1,
    "tab_is_hidden": 2,
    "tab_is_shown": 3,
}
DEVICES: Final = {
    "device_sleeps": 4,
    "device_wakes": 6,
    "network_is_lost": 3,
    "network_is_back": 5,
    "network_changes": 2,
    "clock_steps": 1,
}
SERVER: Final = {
    "server_is_killed": 3,
    "server_restarts": 2,
    "server_starts": 4,
    "keys_rotate": 1,
    "keys_are_mixed_up": 1,
    "server_clock_steps": 1,
    "database_changes": 3,
    "database_recovers": 4,
    "portal_fails": 1,
}
ATTACKER: Final = {"attacker_tries": 3, "attacker_replays": 1}
WEIGHTS: Final = PATIENTS | PROVIDERS | PAGES | DEVICES | SERVER | ATTACKER

WAITS: Final = ((0, 6), (15, 16), (60, 20), (400, 20), (2_000, 12), (6_000, 5), (12_000, 3), (26_000, 3), (60_000, 1))
"""Milliseconds between steps, and how often: from things that happen at once to a phone in a pocket."""

OPENING: Final = (
    Step("provider_comes", 0, 0, 200),
    Step("arrive", 0, 0, 200),
    Step("arrive", 1, 1, 200),
)


def read(path: Path) -> Story:
    """A story from a file: a step a line, with its numbers; what follows # is a comment."""
    lines = (line.partition("#")[0].split() for line in path.read_text(encoding="utf-8").splitlines())
    return [Step(line[0], *map(int, line[1:])) for line in lines if line]


def make(seed: int, steps: int) -> Story:
    """The story of a seed."""
    random = Random(f"story {seed}")
    actions, weights = list(WEIGHTS), list(WEIGHTS.values())
    waits, chances = zip(*WAITS, strict=True)
    made = [
        Step(action, random.randrange(1_000), random.randrange(1_000), wait)
        for action, wait in zip(
            random.choices(actions, weights, k=steps), random.choices(waits, chances, k=steps), strict=True
        )
    ]
    return (*OPENING, *made)
