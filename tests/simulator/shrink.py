"""Makes a failing story as short as it can be: fewer steps, and shorter waits."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.simulator.story import Step, Story

MOST_TRIES = 400


@dataclass
class _Search:
    fails: Callable[[Story], bool]
    story: Story
    tries: int = 0

    def try_(self, story: Story) -> bool:
        """Keep a story that fails as well. Returns whether it does."""
        self.tries += 1
        if self.tries > MOST_TRIES or not self.fails(story):
            return False
        self.story = story
        return True

    def drop_steps(self) -> None:
        """Leave out runs of steps, long ones first."""
        size = max(1, len(self.story) // 2)
        while size >= 1:
            start = 0
            while start < len(self.story):
                if not self.try_((*self.story[:start], *self.story[start + size :])):
                    start += size
            size //= 2

    def shorten_waits(self) -> None:
        """Let as little time pass as will do."""
        for place, step in enumerate(self.story):
            for wait in (0, 100, 1_000, 5_000, 30_000):
                if wait < step.wait and self.try_(_with(self.story, place, step._replace(wait=wait))):
                    break


def shrink(story: Story, fails: Callable[[Story], bool]) -> Story:
    """The shortest story that was found to fail. `fails` plays one."""
    search = _Search(fails, story)
    before = None
    while before != search.story and search.tries < MOST_TRIES:
        before = search.story
        search.drop_steps()
        search.shorten_waits()
    return search.story


def _with(story: Story, place: int, step: Step) -> Story:
    return (*story[:place], step, *story[place + 1 :])
