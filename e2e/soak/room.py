"""A room of the soak: a provider and two patients, each in a browser of their own, as far as a browser can tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page, Route, ViewportSize, expect

from e2e.pages import ProviderPage, StandalonePage
from e2e.soak.clinic import ROOMS, SITE, ClinicServer
from e2e.soak.person import Person, Row

SCRIPT: Final = Path(__file__).with_name("page.js")
PATIENTS: Final = 2  # in a room
PHONE: Final = ViewportSize(width=390, height=700)
DESK: Final = ViewportSize(width=1000, height=700)
ROOMS_WITH_A_CALL: Final = 2

NewContext = Callable[..., BrowserContext]

_HOST_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clinic</title>
<link rel="icon" href="data:,"></head><body><div id="queue"></div>
<script async src="{origin}/widget.js" data-room="{room}" data-role="provider" data-token="{token}"
  data-container="#queue"></script></body></html>"""


@dataclass(frozen=True)
class WaitingRoom:
    """One room's people. Patients are numbered from 1, in the order in which they came."""

    number: int
    provider: Person
    console: ProviderPage
    patients: Sequence[Person]
    queue: tuple[Row, ...]
    """The queue as it was at first, and has to stay."""

    def conversation(self, patient: int) -> str:
        """A conversation's name, such as "2-1"."""
        return f"{self.number}-{patient}"

    def patient_of(self, conversation: str) -> Person:
        """The other end of a conversation."""
        return self.patients[int(conversation.split("-")[1]) - 1]


def open_room(server: ClinicServer, new_context: NewContext, line: Callable[[], int], number: int) -> WaitingRoom:
    """Open everyone's page; in the first rooms the first patient is in a call. `line` gives a page's port."""
    room = ROOMS[number - 1]
    names = [f"Patient {number}-{patient}" for patient in range(1, PATIENTS + 1)]
    provider, console = _open_provider(server, new_context, line(), room)
    patients = []
    for name in names:  # one after the other: the queue is by arrival
        patients.append(_open_patient(new_context, line(), room, name))
        expect(console.row(name)).to_have_count(1)
    if number <= ROOMS_WITH_A_CALL:
        console.start_call(names[0])
        # From then on the patient's page knows of the call, and can tell a server that was started again.
        expect(patients[0].frame.get_by_test_id("queue-status")).to_have_attribute("data-status", "in_call")
    console.open_chat(names[0])
    return WaitingRoom(number, provider, console, patients, provider.progress(0).rows)


def _open_provider(server: ClinicServer, new_context: NewContext, port: int, room: str) -> tuple[Person, ProviderPage]:
    page = _new_page(new_context, DESK)
    # A page that no server sent counts as one from the internet, which may not reach this machine without asking.
    page.context.grant_permissions(["local-network-access"])
    body = _HOST_PAGE.format(origin=_origin(port), room=room, token=server.provider_token(room))

    def serve(route: Route) -> None:
        route.fulfill(content_type="text/html", body=body)

    page.route(f"{SITE}/**", serve)
    console = ProviderPage(page, SITE, path="/staff")
    console.arrive()
    frame = next(frame for frame in page.frames if "/embed/" in frame.url)
    return Person(f"provider of {room}", frame, port), console


def _open_patient(new_context: NewContext, port: int, room: str, name: str) -> Person:
    page = _new_page(new_context, PHONE)
    StandalonePage(page, _origin(port), room).arrive(name)
    return Person(name, page.main_frame, port)


def _new_page(new_context: NewContext, size: ViewportSize) -> Page:
    context = new_context(viewport=size, reduced_motion="reduce")
    context.add_init_script(path=SCRIPT)
    return context.new_page()


def _origin(port: int) -> str:
    return f"http://localhost:{port}"
