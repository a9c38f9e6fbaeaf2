"""Which of a token and a ticket decides who a patient's page is, and which versions of pages are taken."""

from typing import Any

import pytest

from tests.live.conftest import Page, Server
from waitside import protocol
from waitside.tokens import Signer, VisitTicket

HOUR = 3_600_000


@pytest.fixture
def stranger(clock: Any) -> Signer:
    """Somebody with keys of their own."""
    return Signer(["another-key-that-nobody-here-knows!!"], clock=clock)


def ticket(server: Server, subject: str, **changes: Any) -> str:
    """A ticket for a visit that this server has not heard of, as after a restart."""
    facts: dict[str, Any] = {
        "clinic": "harbor",
        "room": "dr-rivera",
        "visit": f"visit-of-{subject}",
        "subject": subject,
        "reference": "HSC-1",
        "arrived_at": server.clock() - HOUR,
        "call": None,
        "expires_at": server.clock() + HOUR,
    }
    return server.signer.sign_ticket(VisitTicket(**{**facts, **changes}))


async def visit_of(server: Server, **opening: object) -> str:
    """The visit that a page is let in to, or the code with which it is refused."""
    told = await server.page("patient").connect(**opening)
    return str(told.get("code") or told["visit"]["id"])


@pytest.mark.parametrize("late", [-HOUR, HOUR, 10**9])
async def test_a_ticket_beside_a_token_of_the_same_person_keeps_the_place(server: Server, late: int) -> None:
    token = server.token("patient", "ana", expires_at=server.clock() - late)
    own = await server.page("patient").connect(token=token, ticket=ticket(server, "ana"))
    assert own["visit"]["id"] == "visit-of-ana"
    assert own["visit"]["arrivedAt"] == server.clock() - HOUR


async def test_a_ticket_keeps_the_place_in_a_room_that_has_closed_meanwhile(server: Server) -> None:
    token = server.token("patient", "ana", room="dr-tanaka")
    kept = ticket(server, "ana", room="dr-tanaka")
    assert await visit_of(server, room="dr-tanaka", token=token, ticket=kept) == "visit-of-ana"
    other = server.token("patient", "ben", room="dr-tanaka")
    assert await visit_of(server, room="dr-tanaka", token=other, ticket=kept) == "room_closed"


def unfit_tickets(server: Server, stranger: Signer) -> dict[str, str]:
    """Tickets that must not count beside a token of `ana` for dr-rivera."""
    good = ticket(server, "ana")
    return {
        "another person's": ticket(server, "ben"),
        "for another room": ticket(server, "ana", room="dr-lindqvist"),
        "for another clinic": ticket(server, "ana", clinic="elsewhere"),
        "expired": ticket(server, "ana", expires_at=server.clock() - HOUR),
        "by other keys": stranger.sign_ticket(server.signer.read_ticket(good, server.clock())),
        "cut": good[:-1],
        "no ticket": server.token("patient", "ana"),
        "empty": "",
    }


async def test_an_unfit_ticket_never_refuses_and_never_decides(server: Server, stranger: Signer) -> None:
    token, expired = server.token("patient", "ana"), server.token("patient", "ana", expires_at=server.clock() - HOUR)
    page, own = await server.patient("ana")
    for what, kept in unfit_tickets(server, stranger).items():
        assert await visit_of(server, token=token, ticket=kept) == own["visit"]["id"], what
        assert await visit_of(server, token=expired, ticket=kept) == "token_expired", what
    assert not [each for each in page.seen if each["type"] == "own_visit_ended"]


async def test_a_token_that_cannot_be_verified_is_refused_whatever_the_ticket(server: Server, stranger: Signer) -> None:
    good, kept = server.token("patient", "ana"), ticket(server, "ana")
    forged = stranger.sign_room_token(server.signer.verify_room_token(good))
    for token in (forged, good[:-1], "", "x"):
        assert await visit_of(server, token=token, ticket=kept) == "token_invalid"
    assert await visit_of(server, token=server.token("provider", "ana"), ticket=kept) == "token_wrong_role"
    elsewhere = server.token("patient", "ana", room="dr-lindqvist")
    assert await visit_of(server, token=elsewhere, ticket=kept) == "token_other_room"


async def test_a_page_that_was_let_in_under_a_retired_key_comes_back_by_its_ticket(
    server: Server, stranger: Signer
) -> None:
    """Pages of earlier builds send their token for as long as they are open."""
    token = stranger.sign_room_token(server.signer.verify_room_token(server.token("patient", "ana")))
    assert await visit_of(server, token=token, ticket=ticket(server, "ana"), returning=True) == "visit-of-ana"
    assert await visit_of(server, token=token, ticket="x", returning=True) == "token_invalid"


async def test_another_persons_page_disturbs_nobody(server: Server) -> None:
    ben, own = await server.patient("ben")
    provider, _ = await server.provider()
    for returning in (False, True):
        answer = await visit_of(server, token=server.token("patient", "ana"), ticket=own["ticket"], returning=returning)
        assert answer not in (own["visit"]["id"], "taken_over")
    assert (await ben.ask("leave"))["type"] == "accepted", "the visit is still that page's"
    assert (await provider.told("visit_left"))["visit"] == own["visit"]["id"]


async def test_a_ticket_alone_is_read_as_ever(server: Server, stranger: Signer) -> None:
    assert await visit_of(server, ticket=ticket(server, "ana")) == "visit-of-ana"
    codes = {what: await visit_of(server, ticket=text) for what, text in unfit_tickets(server, stranger).items()}
    assert codes == {
        "another person's": "visit-of-ben",
        "for another room": "token_other_room",
        "for another clinic": "token_other_room",
        "expired": "token_expired",
        "by other keys": "token_invalid",
        "cut": "token_invalid",
        "no ticket": "token_invalid",
        "empty": "token_invalid",
    }


async def test_a_visit_that_is_over_is_said_to_be_over_also_beside_a_token(server: Server) -> None:
    """The page drops the ticket then, and enters by its token alone."""
    ana, own = await server.patient("ana")
    await ana.ask("leave")
    token = server.token("patient", "ana")
    assert await visit_of(server, token=token, ticket=own["ticket"]) == "patient_left"
    assert await visit_of(server, token=token) not in (own["visit"]["id"], "patient_left")


@pytest.mark.parametrize(
    ("version", "oldest", "taken"), [(1, 1, True), (2, 1, True), (2, 2, False), (3, 2, False), (0, 0, False)]
)
@pytest.mark.parametrize("role", ["patient", "provider"])
async def test_pages_of_a_version_that_the_server_takes(
    server: Server, monkeypatch: pytest.MonkeyPatch, version: int, oldest: int, taken: bool, role: Any
) -> None:
    monkeypatch.setattr(protocol, "VERSION", version)
    monkeypatch.setattr(protocol, "OLDEST", oldest)
    page = Page(server.url, f"/{role}")
    server.pages.append(page)
    told = await page.connect(version=1, token=server.token(role, "ana"))
    assert told.get("code") == (None if taken else "version_unsupported")


def test_the_version_before_is_taken_too() -> None:
    assert max(1, protocol.VERSION - 1) == protocol.OLDEST
