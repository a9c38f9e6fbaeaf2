"""Fixed windows: so many attempts of each key, and all is forgotten when a window ends."""

from datetime import timedelta

from tests.conftest import Clock
from waitside.windows import Window

MOST = 3
LENGTH = timedelta(seconds=60)


def test_each_key_has_its_own_attempts() -> None:
    window = Window(MOST, LENGTH, Clock(0))
    assert [window.count("ana", 1) for _ in range(MOST)] == [None] * MOST
    assert window.count("ana", 1) == LENGTH
    assert window.count("ana", 2) is None
    assert window.count("ana1") is None


def test_the_wait_is_until_the_window_ends() -> None:
    clock = Clock(0)
    window = Window(1, LENGTH, clock)
    window.count("ana")
    clock.now = 59
    assert window.count("ana") == timedelta(seconds=1)
    clock.now = 60
    assert window.count("ana") is None
    clock.now = 119
    assert window.count("ana") == timedelta(seconds=1), "a window begins with the first attempt after the last one"


def test_what_has_ended_is_forgotten() -> None:
    clock = Clock(0)
    window = Window(1, LENGTH, clock)
    for each in range(1_000):
        window.count(each)
    clock.now = 60
    window.count("ana")
    assert len(window._counts) == 1
