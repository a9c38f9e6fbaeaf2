"""K04: a token opens one room of one clinic, and the key of a page in another room does not change that."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket

from e2e.pages import ConsolePage, StandalonePage
from e2e.support.installation import Installation
from e2e.support.intruder import Intruder

ANA = "Ana Diaz"
TRIES = 10
SECRET_OF_ITS_OWN = "A" * 43


class Wire:
    """What a page sends to open its connections. Make it before the page loads."""

    def __init__(self, page: Page) -> None:
        self.hellos: list[dict[str, Any]] = []
        page.on("websocket", self._on_socket)

    def _on_socket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._on_frame)

    def _on_frame(self, frame: str | bytes) -> None:
        if isinstance(frame, str) and frame.startswith("40/"):
            self.hellos.append(json.loads(frame.partition(",")[2]))


@pytest.fixture
def clinics(set_up: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A server of two clinics. The API key is that of the second one, whose only room is `dr-eve`."""
    served = set_up.copy(tmp_path)
    served.run("waitside", "clinic", "add", "uptown", "--name", "Uptown Clinic", "--site", "https://uptown.example")
    served.run("waitside", "room", "add", "dr-eve", "--clinic", "uptown", "--name", "Dr. Eve")
    served.api_key = served.run("waitside", "key", "add", "--clinic", "uptown").strip()
    served.start()
    try:
        yield served
        assert ANA not in served.stop()
    finally:
        served.kill()


def test_K04_a_token_of_another_clinic_and_the_key_of_a_page_do_not_give_that_page(
    clinics: Installation, new_context: Callable[..., BrowserContext]
) -> None:
    pages = [new_context().new_page() for _ in range(2)]
    wires = {"provider": Wire(pages[0]), "patient": Wire(pages[1])}
    provider, ana = (
        ConsolePage(pages[0], clinics.backend, "dr-rivera"),
        StandalonePage(pages[1], clinics.backend, "dr-rivera"),
    )
    provider.page.goto(provider.address)
    provider.sign_in("rivera@clinic.example", clinics.password)
    ana.arrive(ANA)
    chat = provider.open_chat(ANA)
    with Intruder(clinics.backend) as eve:
        attacks = islice(cycle(product(wires, (None, SECRET_OF_ITS_OWN))), TRIES)
        for number, (role, secret) in enumerate(attacks):
            token = clinics.token(room="dr-eve", role=role, subject="eve")
            stolen = {"version": 1, "room": "dr-eve", "key": wires[role].hellos[0]["key"]}
            eve.enter(f"/{role}", {**stolen, "token": token, "secret": secret})
            chat.send(f"canary-question-{number}")
            ana.chat.send(f"canary-answer-{number}")
            ana.chat.expect_received(f"canary-question-{number}")
            chat.expect_received(f"canary-answer-{number}")
            eve.leave()
            chat.expect_sent(f"canary-question-{number}", "read")
            ana.chat.expect_sent(f"canary-answer-{number}", "read")
    assert "relayed" not in eve.heard
    for page, wire in ((provider, wires["provider"]), (ana, wires["patient"])):
        page.expect_connection("online")
        assert len(wire.hellos) == 1, "the page has never connected again"
    provider.expect_queue(ANA)
