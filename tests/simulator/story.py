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
    "patient_comes_elsewhere": 1,
    "patient_writes": 14,
    "patient_floods": 1,
    "patient_drafts": 1,
    "patient_opens": 4,
    "patient_minimizes": 2,
    "patient_expands": 1,
    "patient_closes": 2,
    "patient_leaves": 2,
    "patient_takes_back": 2,
    "patient_begins_again": 3,
}
PROVIDERS: Final = {
    "provider_comes": 3,
    "provider_opens_chat": 7,
    "provider_writes": 14,
    "provider_drafts": 1,
    "provider_minimizes": 2,
    "provider_expands": 1,
    "provider_closes": 2,
    "provider_views_left": 1,
    "provider_dismisses": 1,
    "provider_starts_call": 2,
    "provider_ends_call": 1,
    "provider_removes": 2,
    "provider_undoes": 4,
    "provider_sets_undo_time": 1,
    "provider_is_away": 2,
    "provider_is_idle": 1,
    "provider_changes_line": 1,
    "provider_changes_name": 1,
    "provider_changes_settings": 1,
    "provider_signs_out_everywhere": 1,
}
DEVICES: Final = {
    "tab_reloads": 3,
    "tab_is_duplicated": 2,
    "tab_closes": 2,
    "tab_crashes": 1,
    "tab_is_hidden": 2,
    "tab_is_shown": 3,
    "host_commands": 1,
    "device_sleeps": 4,
    "device_wakes": 6,
    "network_is_lost": 3,
    "network_is_back": 5,
    "network_changes": 2,
    "clock_steps": 1,
}
OPERATIONS: Final = {
    "server_is_killed": 3,
    "machine_crashes": 1,
    "server_restarts": 2,
    "server_starts": 4,
    "keys_rotate": 1,
    "keys_are_mixed_up": 2,
    "server_is_too_new": 2,
    "server_clock_steps": 2,
    "database_changes": 3,
    "database_recovers": 4,
    "portal_fails": 1,
}
ATTACKER: Final = {"attacker_tries": 3, "attacker_replays": 1, "attacker_floods": 2, "attacker_guesses": 2}
WEIGHTS: Final = PATIENTS | PROVIDERS | DEVICES | OPERATIONS | ATTACKER
"""How often each action is, against the others."""

ALWAYS: Final = frozenset(
    {
        *("arrive", "patient_writes", "provider_comes", "provider_opens_chat", "provider_writes"),
        *("tab_is_shown", "device_wakes", "network_is_back", "server_starts", "database_recovers"),
    }
)
"""In all stories: what makes a conversation, and what ends a fault."""

SELDOM: Final = {"keys_are_mixed_up": 0.1, "server_is_too_new": 0.2}
"""The share of stories with an action that keeps everybody out: they leave less to check."""

USUAL: Final = 0.6
"""The share of stories with any other action: one that is left out cannot undo what others have led to."""

WAITS: Final = ((0, 6), (15, 16), (60, 20), (400, 20), (2_000, 12), (6_000, 5), (12_000, 3), (26_000, 3), (60_000, 1))
"""Milliseconds between steps, and how often: from things that happen at once to a phone in a pocket."""

OPENING: Final = (
    Step("provider_comes", 0, 0, 200),
    Step("arrive", 0, 0, 200),
    Step("arrive", 1, 1, 200),
)

LIMITS: Final = "limits_are_small"
PASSCODE: Final = "room_has_passcode"
"""Actions that no story has but at its beginning."""


def read(path: Path) -> Story:
    """A story from a file: a step a line, with its numbers; what follows # is a comment."""
    lines = (line.partition("#")[0].split() for line in path.read_text(encoding="utf-8").splitlines())
    return [Step(line[0], *map(int, line[1:])) for line in lines if line]


def make(seed: int, steps: int) -> Story:
    """The story of a seed."""
    random = Random(f"story {seed}")
    actions = [each for each in WEIGHTS if each in ALWAYS or random.random() < SELDOM.get(each, USUAL)]
    weights = [WEIGHTS[each] for each in actions]
    waits, chances = zip(*WAITS, strict=True)
    made = [
        Step(action, random.randrange(1_000), random.randrange(1_000), wait)
        for action, wait in zip(
            random.choices(actions, weights, k=steps), random.choices(waits, chances, k=steps), strict=True
        )
    ]
    return (*_limits(seed), *_passcode(seed), *OPENING, *made)


def _limits(seed: int) -> Story:
    """Half of the stories have small limits, from the beginning."""
    random = Random(f"limits {seed}")
    return [Step(LIMITS, random.randrange(1_000), random.randrange(1_000), 0)] if random.random() < 0.5 else []


def _passcode(seed: int) -> Story:
    """In a third of the stories a room has a passcode, from the beginning."""
    random = Random(f"passcode {seed}")
    return [Step(PASSCODE, random.randrange(1_000), 0, 0)] if random.random() < 1 / 3 else []
