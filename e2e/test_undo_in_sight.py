"""R26, C05: Undo stays where it is while the queue scrolls, and lies on nothing that is pressed."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import ViewportSize, expect

from e2e.pages import ProviderPage
from e2e.support.people import People

NAMES = ("Ana Diaz", "Ben Ito", "Cy Lee", "Dee Fox", "Eli Roe", "Fay Ode", "Gil Orr")
PHONE = ViewportSize(width=360, height=640)


def remove_last(people: People, screen: ViewportSize, names: Sequence[str]) -> ProviderPage:
    provider = people.provider(viewport=screen)
    provider.set_undo_time("20 seconds")
    for name in names:
        people.patient(name)
    provider.expect_queue(*names)
    provider.remove(names[-1])
    return provider


@pytest.mark.parametrize("end", [0, 1e6])
def test_R26_undo_stays_in_sight_while_the_queue_scrolls(people: People, end: float) -> None:
    provider = remove_last(people, ViewportSize(width=640, height=640), NAMES)
    rest = "(queue, end) => (queue.scrollTo(0, end), queue.scrollHeight - queue.clientHeight)"
    assert provider.view.locator(".provider-main").evaluate(rest, end) > 0, "the queue scrolls"
    expect(provider.undo_button).to_be_in_viewport(ratio=1)
    provider.open_window(NAMES[-2]).dismiss()  # whose row can be scrolled out from behind it
    provider.undo_button.click()
    provider.expect_queue(*NAMES)


@pytest.mark.parametrize("press", ["Minimize chat", "Close chat"])
def test_R26_undo_does_not_cover_the_chats_controls_on_a_phone(people: People, press: str) -> None:
    provider = remove_last(people, PHONE, NAMES[:2])
    provider.open_chat(NAMES[0])
    expect(provider.undo).to_be_visible()
    provider.view.get_by_role("button", name=press).click()
    provider.expect_queue(NAMES[0])
