"""How many patients a room takes, and how many from one address: whoever has a visit comes back in any case."""

import pytest

from tests.live.conftest import Server
from waitside.limits import Allowances
from waitside.tokens import WALK_IN


async def entry(server: Server, subject: str, room: str = "dr-rivera", **opening: object) -> str:
    """What a patient's new page is told: `in`, or why it is refused."""
    token = server.token("patient", subject, room=room)
    told = await server.page("patient").connect(token=token, room=room, **opening)
    return str(told.get("code", "in"))


@pytest.mark.parametrize("allowances", [Allowances(visits=2)])
async def test_a_full_room_takes_nobody_new_and_everybody_back(server: Server) -> None:
    _, anas = await server.patient("ana")
    ben, _ = await server.patient("ben")
    assert await entry(server, "cleo") == "room_full"
    assert await entry(server, "dee", "dr-lindqvist") == "in"
    assert await entry(server, "ana", ticket=anas["ticket"], returning=True) == "taken_over"
    assert await entry(server, "ana") == "in", "with a token alone, as after a reload"
    await ben.ask("leave")
    assert await entry(server, "cleo") == "in"


@pytest.mark.parametrize("allowances", [Allowances(visits=1)])
async def test_a_ticket_counts_in_a_full_room(server: Server) -> None:
    ana, anas = await server.patient("ana")
    ticket = anas["ticket"]
    await ana.leave()
    page = server.page("patient")
    assert (await page.connect(ticket=ticket, returning=True))["visit"]["id"] == anas["visit"]["id"]


@pytest.mark.parametrize("allowances", [Allowances(arrivals=3)])
async def test_so_many_walk_in_to_a_room_from_one_address(server: Server) -> None:
    for guest in range(3):
        page, _ = await server.patient(f"{WALK_IN}{guest}")
        await page.ask("leave")
    assert await entry(server, f"{WALK_IN}3") == "room_full", "though nobody is there"
    assert await entry(server, f"{WALK_IN}3", "dr-lindqvist") == "in"
    assert await entry(server, "ana") == "in", "whom the clinic has signed in"


@pytest.mark.parametrize("allowances", [Allowances(arrivals=2)])
async def test_a_walk_in_who_reloads_counts_once(server: Server) -> None:
    for _ in range(5):
        assert await entry(server, f"{WALK_IN}ana") == "in"


@pytest.mark.parametrize("allowances", [Allowances(arrivals=2)])
async def test_one_who_is_signed_in_cannot_come_and_go_for_ever(server: Server) -> None:
    for _ in range(2):
        page, _ = await server.patient("ana")
        await page.ask("leave")
    assert await entry(server, "ana") == "room_full"
    assert await entry(server, "ben") == "in"
