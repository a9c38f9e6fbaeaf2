"""Nobody takes over another's page by its id: not from another clinic, room, account, visit, or side of the room.

A page's key is no secret: every page that may write to it is told it.
"""

import base64
import hashlib
import logging
from dataclasses import dataclass
from itertools import count, permutations, product
from typing import Any

import pytest

from tests.live.conftest import Page, Server, secret_for
from tests.live.test_patients_and_providers import envelope
from waitside.limits import Allowances
from waitside.live.admission import fingerprint, proof_of
from waitside.tokens import Role

CLINIC_OF = {"dr-rivera": "harbor", "dr-lindqvist": "harbor", "dr-elsewhere": "elsewhere"}
SIDES: list[Role] = ["provider", "patient"]


@dataclass
class Chat:
    """A provider and a patient who write to each other, and a nurse who sees the room."""

    pages: dict[Role, Page]
    nurse: Page
    visit: str
    ticket: str

    async def goes_on(self, seq: int) -> None:
        """Check that envelopes pass both ways."""
        for one, other in permutations(self.pages.values()):
            assert (await one.ask("relay", **envelope(self.visit, other, seq)))["type"] == "accepted"
            told = await other.told("relayed")
            assert (told["sender"], told["seq"]) == (one.id, seq)


async def begin(server: Server, *, proves: bool) -> Chat:
    """Bring a provider, a patient and a nurse in."""
    pages: dict[Role, Page] = {}
    for role in SIDES:
        pages[role] = server.page(role)
        pages[role].proves = proves
    nurse, _ = await server.provider("nurse")
    await pages["provider"].connect(token=server.token("provider", "rivera"))
    own = await pages["patient"].connect(token=server.token("patient", "ana"))
    chat = Chat(pages, nurse, own["visit"]["id"], own["ticket"])
    await chat.goes_on(1)
    return chat


async def steal(server: Server, role: Role, room: str, key: str, secret: str | None) -> tuple[Page, dict[str, Any]]:
    """Connect with somebody's key, as somebody else. Returns the thief's page, and what it was told."""
    page = Page(server.url, f"/{role}", key=key)
    server.pages.append(page)
    token = server.token(role, "eve", room=room, clinic=CLINIC_OF[room])
    return page, await page.connect(room=room, token=token, secret=secret)


def is_let_in(told: dict[str, Any]) -> bool:
    """Whether a page was let in; it was refused as `not_allowed` otherwise."""
    assert told.get("code", "not_allowed") == "not_allowed"
    return "code" not in told


@pytest.mark.parametrize("victim", SIDES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("proves", [True, False], ids=["with a secret", "as before"])
async def test_a_thief_of_the_id_of_a_connected_page_disturbs_nobody(
    server: Server, victim: Role, side: Role, proves: bool
) -> None:
    chat, turns = await begin(server, proves=proves), count(2)
    key = chat.pages[victim].key
    for room, secret in product(CLINIC_OF, (None, secret_for("eve"))):
        page, told = await steal(server, side, room, key, secret)
        is_the_id = fingerprint(key, secret and proof_of(secret)) == chat.pages[victim].id
        assert is_let_in(told) is not (is_the_id and room == "dr-rivera"), room
        await chat.goes_on(next(turns))
        await page.leave()
        await chat.goes_on(next(turns))
        assert "relayed" not in [event["type"] for event in heard(page)], room
    assert all(page.client.connected for page in chat.pages.values())
    await chat.pages[victim].leave()
    await is_shown(chat.nurse, chat.pages[victim], connected=False)


@pytest.mark.parametrize("victim", SIDES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("proves", [True, False], ids=["with a secret", "as before"])
async def test_a_thief_does_not_get_the_id_of_a_page_that_has_lost_its_connection(
    server: Server, victim: Role, side: Role, proves: bool
) -> None:
    chat, turns = await begin(server, proves=proves), count(2)
    for room in CLINIC_OF:
        lost = chat.pages[victim]
        heard(chat.nurse)
        await lost.leave()
        await is_shown(chat.nurse, lost, connected=False)
        page, told = await steal(server, side, room, lost.key, None)
        assert is_let_in(told) is (proves or room != "dr-rivera"), room
        back = chat.pages[victim] = Page(server.url, lost.namespace, key=lost.key, proves=proves)
        server.pages.append(back)
        who = {"ticket": chat.ticket} if victim == "patient" else {"token": server.token("provider", "rivera")}
        assert (await back.connect(**who))["type"] == f"{victim}_snapshot", room
        await chat.goes_on(next(turns))
        await page.leave()
        await chat.goes_on(next(turns))
        assert "relayed" not in [event["type"] for event in heard(page)], room


@pytest.mark.parametrize("role", SIDES)
async def test_a_page_that_is_in_two_rooms_is_in_each_by_itself(server: Server, role: Role) -> None:
    here, there, room = server.page(role), server.page(role), "dr-lindqvist"
    there.key = here.key
    nurse, _ = await server.provider("nurse")
    await here.connect(token=server.token(role, "rivera"))
    await there.connect(room=room, token=server.token(role, "rivera", room=room))
    assert here.client.connected
    await here.leave()
    await is_shown(nurse, here, connected=False)
    command = {"provider": {"type": "set_away", "away": True}, "patient": {"type": "leave"}}[role]
    assert (await there.send(command))["type"] == "accepted"


@pytest.mark.parametrize("allowances", [Allowances(page=5)])
async def test_commands_in_another_room_do_not_count_for_the_page_of_the_same_id(server: Server) -> None:
    chat = await begin(server, proves=False)
    thief, _ = await steal(server, "provider", "dr-elsewhere", chat.pages["provider"].key, None)
    while (reply := await thief.ask("set_idle", idle=False))["type"] == "accepted":
        pass
    assert reply["code"] == "too_many"
    await chat.goes_on(2)


async def test_a_secret_is_known_to_nobody_else(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    chat = await begin(server, proves=True)
    await server.page("patient").connect(token="none", secret=secret_for("refused"))
    _, late = await server.provider("late")
    shown = [late["visits"][0]["page"], *(each["page"] for each in late["team"])]
    proofs = {each["id"]: each["proof"] for each in shown}
    for page in chat.pages.values():
        assert page.secret is not None
        assert proofs[page.id] == proof_of(page.secret)
        assert page.secret not in repr([late, *(heard(each) for each in server.pages)])
        assert page.secret not in caplog.text
    assert secret_for("refused") not in caplog.text


async def test_a_page_without_a_secret_has_the_hash_of_its_key_for_an_id_and_no_proof(server: Server) -> None:
    page = server.page("provider")
    page.proves = False
    snapshot = await page.connect(token=server.token("provider", "rivera"))
    raw = base64.urlsafe_b64decode(page.key + "=")
    assert snapshot["page"] == base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
    assert snapshot["team"][0]["page"]["proof"] is None


async def test_the_id_of_a_page_is_the_hash_of_its_proof_and_key(server: Server) -> None:
    snapshot = await server.page("provider").connect(
        key="A" * 87, secret="A" * 43, token=server.token("provider", "rivera")
    )
    proof = hashlib.sha256(bytes(32)).digest()
    page_id = hashlib.sha256(proof + bytes(65)).digest()
    assert snapshot["page"] == base64.urlsafe_b64encode(page_id).decode().rstrip("=")


def heard(page: Page) -> list[dict[str, Any]]:
    """Everything that a page was told so far."""
    while not page.events.empty():
        page.seen.append(page.events.get_nowait())
    return page.seen


async def is_shown(observer: Page, page: Page, *, connected: bool) -> None:
    """Wait until a room is told that a page is connected, or no longer."""
    while True:
        event = await observer.told("team_changed", "visit_changed")
        for each in event.get("team") or [event["visit"]]:
            if (each["page"]["id"], each["page"]["connected"]) == (page.id, connected):
                return
