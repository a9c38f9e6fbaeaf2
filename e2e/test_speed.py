"""Long conversations and a full room, where no clock is involved; `make bench-pages` measures the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from e2e.pages import ProviderPage
from e2e.speed.crowd import ALLOWED, Crowd
from e2e.speed.scenes import QUICK, ProviderScenes, patient_clicks
from e2e.support.demo import Demo
from e2e.support.people import People

_TOP = """
(log) => {
  const top = log.getBoundingClientRect().top;
  const shown = [...log.querySelectorAll(".message")].find((each) => each.getBoundingClientRect().bottom > top);
  return [shown.id, shown.getBoundingClientRect().top - top];
}
"""
_TO_THE_MIDDLE = "(log) => { log.scrollTop = log.scrollHeight / 2; }"
LONG = 400


@pytest.mark.demo_settings(**ALLOWED)
def test_the_measurement_of_pages_measures(
    browser: Browser, demo: Demo, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    rows = list(patient_clicks(browser, demo, QUICK))
    rows += ProviderScenes(browser, Crowd(new_context, demo, tmp_path), demo, QUICK).play()
    measured = {what: len(values) for what, _, values in rows}
    assert measured["patient: click to ready to type"] == QUICK.clicks
    assert measured["long chat: click to ready to type"] == QUICK.opens
    assert measured["long chat: key to frame"] == QUICK.keys


@pytest.mark.demo_settings(**ALLOWED)
def test_R04_a_long_chat_begins_with_what_is_new_and_is_whole_in_the_end(long_chat: ProviderPage) -> None:
    chat = long_chat.open_chat("Patient 001")
    expect(chat.message("Message 1: I still have the rash, and it itches at night.")).to_be_in_viewport()
    expect(chat.messages).to_have_count(LONG)
    chat.log.evaluate("(log) => { log.scrollTop = log.scrollHeight; }")
    expect(chat.message(f"Message {LONG}: I still have the rash, and it itches at night.")).to_be_in_viewport()


@pytest.mark.demo_settings(**ALLOWED)
def test_R07_the_place_in_a_long_chat_stays_over_a_look_at_another_one(long_chat: ProviderPage) -> None:
    chat = long_chat.open_chat("Patient 001")
    expect(chat.messages).to_have_count(LONG)
    chat.log.evaluate(_TO_THE_MIDDLE)
    message, top = chat.log.evaluate(_TOP)
    same_place = [message, pytest.approx(top, abs=1)]  # px: browsers scroll by whole ones
    long_chat.open_chat("Patient 002")
    long_chat.open_chat("Patient 001")
    assert chat.log.evaluate(_TOP) == same_place
    expect(chat.messages).to_have_count(LONG)
    assert chat.log.evaluate(_TOP) == same_place, "also once all of it is drawn"


@pytest.fixture
def long_chat(people: People, demo: Demo, new_context: Callable[..., BrowserContext], tmp_path: Path) -> ProviderPage:
    """A provider in front of two patients, the first of whom has written a lot."""
    provider = people.provider()
    crowd = Crowd(new_context, demo, tmp_path)
    crowd.enter(2)
    crowd.burst(0, LONG)
    crowd.expect_settled(0, LONG)
    return provider
