"""What a screen reader finds in a view, in order, as text: `make looks` takes it again."""

from pathlib import Path

from e2e.looks.shots import LOOKS, SITUATIONS, Look, Studio

TREES = Path(__file__).parent / "trees"
RIGHT_TO_LEFT = ("patient-call", "provider-offline")
"""States of which there is a tree in the other language, too: order and names must not depend on the direction."""


def tree_look(language: str) -> Look:
    """How the views are shown: a tree does not depend on screen and theme."""
    return next(look for look in LOOKS if look.language == language)


def trees_of(studio: Studio, look: Look) -> dict[Path, str]:
    """The tree of each state, and the file that it is kept in."""
    states = SITUATIONS if look.language == "en" else RIGHT_TO_LEFT
    suffix = "" if look.language == "en" else f"-{look.language}"
    return {TREES / f"{state}{suffix}.yml": studio.tree(state) for state in states}
