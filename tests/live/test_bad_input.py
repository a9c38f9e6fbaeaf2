"""What is forged, malformed or out of place gets a typed error, and disturbs nobody else."""

import logging
from typing import Any

import pytest

from tests.live.conftest import Page, Server
from tests.live.test_patients_and_providers import envelope
from waitside.protocol import VERSION
from waitside.tokens import Role, Signer


def refused(code: str) -> dict[str, str]:
    """What a page that is not let in is told."""
    return {"type": "refused", "code": code}


@pytest.mark.parametrize("role", ["patient", "provider"])
async def test_tokens_that_do_not_count(server: Server, role: Any) -> None:
    other: Role = "provider" if role == "patient" else "patient"
    good = server.token(role, "someone")
    stranger = Signer(["another-key-that-nobody-here-knows!!"], clock=server.clock)
    forged = stranger.sign_room_token(server.signer.read_room_token(good, server.clock()))
    cases: dict[str, list[str | None]] = {
        "token_missing": [None],
        "token_invalid": [forged, good[:-2], good[1:], "", "x", "a.b.c"],
        "token_expired": [server.token(role, "someone", expires_at=server.clock() - 61_000)],
        "token_other_room": [
            server.token(role, "someone", room="dr-tanaka"),
            server.token(role, "someone", clinic="elsewhere"),
        ],
        "token_wrong_role": [server.token(other, "someone")],
    }
    for code, tokens in cases.items():
        for token in tokens:
            assert await server.page(role).connect(token=token) == refused(code)
    assert (await server.page(role).connect(token=good))["type"] == f"{role}_snapshot"


async def test_a_ticket_is_no_token_and_a_token_no_ticket(server: Server) -> None:
    _, own = await server.patient("ana")
    token = server.token("patient", "ben")
    assert await server.page("patient").connect(ticket=token) == refused("token_invalid")
    assert await server.page("patient").connect(token=own["ticket"]) == refused("token_invalid")
    assert await server.page("provider").connect(ticket=own["ticket"]) == refused("token_missing")


async def test_rooms_that_are_not_there_or_closed(server: Server) -> None:
    ghost = server.token("patient", "ana", room="ghost")
    assert await server.page("patient").connect(room="ghost", token=ghost) == refused("room_unknown")
    closed = server.token("patient", "ana", room="dr-tanaka")
    assert await server.page("patient").connect(room="dr-tanaka", token=closed) == refused("room_closed")


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        ({"version": VERSION + 1}, "version_unsupported"),
        ({"version": "one"}, "version_unsupported"),
        ({"key": None}, "bad_hello"),
        ({"key": "short"}, "bad_hello"),
        ({"key": "!" * 87}, "bad_hello"),
        ({"secret": 7}, "bad_hello"),
        ({"secret": ""}, "bad_hello"),
        ({"secret": "A" * 42}, "bad_hello"),
        ({"secret": "A" * 44}, "bad_hello"),
        ({"secret": "A" * 42 + "="}, "bad_hello"),
        ({"secret": "A" * 42 + "\n"}, "bad_hello"),
        ({"room": None}, "bad_hello"),
        ({"room": "../etc"}, "bad_hello"),
        ({"token": 7}, "bad_hello"),
        ({"token": "x" * 2_049}, "bad_hello"),
        ({"ticket": []}, "bad_hello"),
    ],
)
async def test_malformed_opening_data(server: Server, opening: dict[str, object], code: str) -> None:
    opening = {"token": server.token("patient", "ana"), **opening}
    assert await server.page("patient").connect(**opening) == refused(code)


MALFORMED: list[object] = [
    None,
    7,
    "relay",
    [],
    {},
    {"type": "fly"},
    {"type": ["relay"]},
    {"type": "relay"},
    {"type": "set_line", "line": "x" * 161},
    {"type": "set_away", "away": "yes"},
    {"type": "start_call", "visit": "../../etc/passwd"},
    {"type": "start_call", "visit": 7},
]


@pytest.mark.parametrize("data", MALFORMED)
async def test_malformed_commands_get_a_typed_error(server: Server, data: object) -> None:
    provider, _ = await server.provider()
    assert (await provider.send(data))["code"] == "bad_command"
    assert (await provider.ask("set_away", away=False))["type"] == "accepted"


@pytest.mark.parametrize("name", ["connect", "disconnect", "event", "chat", "__proto__"])
async def test_events_of_other_names_are_refused_and_the_page_stays(server: Server, name: str) -> None:
    patient, own = await server.patient("ana")
    provider, _ = await server.provider()
    assert (await patient.send({"token": server.token("patient", "eve")}, event=name))["code"] == "bad_command"
    assert (await patient.ask("relay", **envelope(own["visit"]["id"], provider)))["type"] == "accepted"


async def test_a_patient_cannot_do_what_providers_do(server: Server) -> None:
    ana, _ = await server.patient("ana")
    _, ben = await server.patient("ben")
    for command in ("start_call", "end_call", "remove_visit"):
        assert (await ana.ask(command, visit=ben["visit"]["id"]))["code"] == "bad_command"


async def test_a_page_cannot_write_to_a_visit_of_another_room_or_of_someone_else(server: Server) -> None:
    provider, _ = await server.provider()
    ana, _ = await server.patient("ana")
    ben, bens = await server.patient("ben")
    far = server.page("patient")
    token = server.token("patient", "cy", room="dr-elsewhere", clinic="elsewhere")
    cys = await far.connect(room="dr-elsewhere", token=token)
    visit = cys["visit"]["id"]
    assert (await provider.ask("relay", **envelope(visit, far)))["code"] == "visit_unknown"
    assert (await provider.ask("remove_visit", visit=visit))["code"] == "visit_unknown"
    assert (await ana.ask("relay", **envelope(visit, provider)))["code"] == "not_allowed"
    assert (await ana.ask("relay", **envelope(bens["visit"]["id"], provider)))["code"] == "not_allowed"
    assert (await far.ask("relay", **envelope(visit, provider)))["code"] == "page_unknown"
    assert (await provider.ask("relay", **envelope(bens["visit"]["id"], ana)))["code"] == "page_unknown"
    assert (await provider.ask("relay", **envelope(bens["visit"]["id"], ben)))["type"] == "accepted"


async def test_nothing_that_was_sent_is_in_the_logs(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="waitside")
    patient, own = await server.patient("canary-subject", reference="canary-reference")
    provider, _ = await server.provider()
    await patient.ask("relay", **envelope(own["visit"]["id"], provider, sealed="canary-sealed"))
    await patient.send({"type": "canary-type", "text": "canary-text"})
    await server.page("patient").connect(token="canary-token")
    broken = Page(server.url, "/patient")
    server.pages.append(broken)
    await broken.connect(key="canary-key")
    assert "canary" not in caplog.text
