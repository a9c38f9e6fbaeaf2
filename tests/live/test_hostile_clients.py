"""Clients that try to tip the server over: each is cut, with one line in the log, and disturbs nobody else."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.bounds import SOON
from tests.live.conftest import Page, Server
from tests.live.test_patients_and_providers import envelope
from tests.serving import websocket
from waitside.limits import Allowances
from waitside.protocol import VERSION
from waitside.serving.socket_io import engine
from waitside.tokens import WALK_IN, VisitTicket

FLOOD = 5_000  # messages of 20 kB: far more than any buffers on the way hold

HOUR = 3_600_000  # ms


def address(server: Server) -> str:
    """Where Socket.IO is spoken."""
    return f"{server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"


def entry(server: Server, page: Page, subject: str) -> str:
    """The packet with which a patient's page comes in."""
    token = server.token("patient", subject)
    auth = {"version": VERSION, "room": "dr-rivera", "key": page.key, "secret": page.secret, "token": token}
    return f"40/patient,{json.dumps(auth)}"


@asynccontextmanager
async def raw_patient(server: Server, subject: str = "mallory") -> AsyncIterator[ClientConnection]:
    """A patient's page that came in and can send anything."""
    async with websocket(address(server)) as raw:
        await raw.recv()
        await raw.send(entry(server, server.page("patient"), subject))
        await raw.recv()
        await raw.recv()
        yield raw


async def is_closed(raw: ClientConnection) -> None:
    """Wait until the server has closed a connection."""
    with suppress(ConnectionClosed):
        async with asyncio.timeout(SOON):
            async for _ in raw:
                pass


async def all_is_well(server: Server) -> None:
    """Others can come in and write."""
    provider, _ = await server.provider("well")
    patient, own = await server.patient("well")
    assert (await patient.ask("relay", **envelope(own["visit"]["id"], provider)))["type"] == "accepted"
    assert (await provider.told("relayed"))["sender"] == patient.id


NONSENSE = {
    "an attachment is announced": '451-/patient,["command",{"_placeholder":true,"num":0}]',
    "an acknowledgement with an attachment": "461-/patient,1[]",
    "an attachment on an event": '421-/patient,["command",{}]',
    "a binary frame": b"\x04attachment",
    "an answer to nothing": "43/patient,1[]",
    "an error": "44/patient,{}",
    "no event": "42/patient,{}",
    "an event without a name": "42/patient,[]",
    "no JSON": "42/patient,[canary",
    "an endless id": "42/patient," + "7" * 5_000 + "[]",
    "deep nesting": "42/patient," + "[" * 20_000,
    "no packet": "9canary",
    "an upgrade": "5",
    "nothing": "",
    "a pong that talks": "3canary",
    "a pong that nobody asked for": "3",
}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE.keys())
async def test_nonsense_closes_the_connection_with_one_line_in_the_log(
    server: Server, caplog: pytest.LogCaptureFixture, nonsense: str | bytes
) -> None:
    async with raw_patient(server) as raw:
        with suppress(ConnectionClosed):
            for _ in range(50):
                await raw.send(nonsense)
        await is_closed(raw)
    assert len(caplog.records) == 1
    assert "protocol error" in caplog.text
    assert "canary" not in caplog.text
    await all_is_well(server)


async def test_a_reader_who_stops_is_cut_and_the_others_see_that(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    provider, _ = await server.provider()
    page = server.page("patient")
    lazy = socket.socket()
    lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    lazy.setblocking(False)
    host, port = server.url.removeprefix("http://").split(":")
    await asyncio.get_running_loop().sock_connect(lazy, (host, int(port)))
    async with websocket(address(server), sock=lazy, max_queue=1, ping_interval=None, close_timeout=0) as raw:
        await raw.recv()
        await raw.send(entry(server, page, "lazy"))
        visit = (await provider.told("visit_changed"))["visit"]
        letter = {**envelope(visit["id"], page), "sealed": "x" * 20_000}
        for _ in range(FLOOD):
            if (await provider.ask("relay", **letter))["type"] == "accepted" and "slow reader" in caplog.text:
                break
        assert (await provider.told("visit_changed"))["visit"]["page"]["connected"] is False
    assert caplog.text.count("slow reader") == 1


async def test_who_pings_without_end_is_cut(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    async with raw_patient(server) as raw:
        with suppress(ConnectionClosed):
            for _ in range(1_000):
                await raw.ping()
        await is_closed(raw)
    assert caplog.text.count("too many pings") == 1
    await all_is_well(server)


async def test_who_connects_and_never_comes_in_is_closed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async with websocket(address(server)) as silent, websocket(address(server)) as refused:
        await refused.send('40/patient,{"version":1}')
        with monkeypatch.context() as hurried:  # not before: a busy machine needs its time to connect and to come in
            hurried.setattr(engine, "ENTER_WITHIN", 0.1)
            await is_closed(silent)
            await is_closed(refused)
    await all_is_well(server)


async def test_who_has_left_the_waiting_room_is_closed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async with raw_patient(server) as raw:
        monkeypatch.setattr(engine, "ENTER_WITHIN", 0.1)
        await raw.send("41/patient,")
        await is_closed(raw)


@pytest.mark.parametrize(
    "query",
    [
        "EIO=4&transport=websocket&sid={sid}",
        "EIO=4&transport=websocket&sid=canary",
        "sid={sid}&transport=websocket",
        "EIO=4&transport=polling&sid={sid}",
        "EIO=4&transport=polling",
        "EIO=3&transport=websocket",
        "EIO=4&EIO=4&transport=websocket",
        "EIO=4&transport=websocket&transport=polling&sid={sid}",
        "EIO=canary&transport=websocket",
        "EIO=%ff&transport=%00",
        "transport=websocket",
        "",
    ],
)
async def test_an_address_that_asks_for_anything_but_a_new_connection_is_refused(
    server: Server, caplog: pytest.LogCaptureFixture, query: str
) -> None:
    async with websocket(address(server)) as victim:
        opening = json.loads(str(await victim.recv())[1:])
        with pytest.raises(InvalidStatus) as refusal:
            await websocket(f"{address(server).partition('?')[0]}?{query.format(sid=opening['sid'])}")
        assert refusal.value.response.status_code == 400
        assert json.loads(refusal.value.response.body or b"")["code"] == "bad_request"
        await victim.send(entry(server, server.page("patient"), "victim"))
        assert "patient_snapshot" in str(await victim.recv())
    assert caplog.records == []
    await all_is_well(server)


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "BREW"])
async def test_no_plain_request_reaches_a_connection(
    server: Server, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    async with websocket(address(server)) as victim, httpx.AsyncClient(trust_env=False) as client:
        opening = json.loads(str(await victim.recv())[1:])
        for transport in ("websocket", "polling"):
            query = {"EIO": "4", "transport": transport, "sid": opening["sid"]}
            answer = await client.request(method, f"{server.url}/socket.io/", params=query, content="canary")
            assert answer.status_code == 400
    assert "canary" not in caplog.text
    await all_is_well(server)


@pytest.mark.parametrize("allowances", [Allowances(entering=2)])
async def test_connections_that_ask_for_nothing_make_room(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    ana, own = await server.patient("ana")
    silent = [await websocket(address(server)) for _ in range(2)]
    doctor, _ = await server.provider()
    await is_closed(silent[0])
    assert (await ana.ask("relay", **envelope(own["visit"]["id"], doctor)))["type"] == "accepted"
    assert [record.getMessage() for record in caplog.records] == [
        "connections refused or dropped: 1 (an address has too many that ask for nothing)"
    ]
    await silent[1].close()


@pytest.mark.parametrize("allowances", [Allowances(entering=1)])
async def test_a_connection_that_was_refused_makes_room(server: Server) -> None:
    async with websocket(address(server)) as refused:
        await refused.recv()
        await refused.send('40/patient,{"version":1}')
        while not str(await refused.recv()).startswith("44"):
            pass
        await server.patient("ana")
        await is_closed(refused)


@pytest.mark.parametrize("allowances", [Allowances(connections=2)])
async def test_an_address_has_so_many_pages_in_waiting_rooms(server: Server) -> None:
    ana, _ = await server.patient("ana")
    await server.provider()
    assert (await server.patient("ben"))[1] == {"type": "refused", "code": "too_many"}
    await ana.ask("leave")
    await ana.leave()
    async with asyncio.timeout(SOON):
        while (await server.patient("ben"))[1]["type"] == "refused":  # until the server has noticed
            pass


@pytest.mark.parametrize("allowances", [Allowances(connections=2, entering=2)])
async def test_pages_of_one_visit_take_one_seat_and_those_of_an_ended_one_none(server: Server) -> None:
    page, _ = await server.patient("mallory")
    for _ in range(5):
        page, snapshot = await server.patient("mallory")
        assert snapshot["type"] == "patient_snapshot"
    assert (await server.provider())[1]["type"] == "provider_snapshot"
    await page.ask("leave")
    assert (await server.patient("ana"))[1]["type"] == "patient_snapshot", "though that page stays connected"


@pytest.mark.parametrize("allowances", [Allowances(attempts=3)])
async def test_an_address_has_so_many_attempts_to_come_in(server: Server) -> None:
    answers = [await server.page("patient").connect(token="no token") for _ in range(5)]
    assert [answer["code"] for answer in answers] == ["token_invalid"] * 3 + ["too_many"] * 2


@pytest.mark.parametrize("allowances", [Allowances(attempts=3)])
async def test_strangers_who_try_too_often_keep_out_nobody_of_their_address_who_is_known(server: Server) -> None:
    ana, snapshot = await server.patient("ana")
    await ana.leave()
    for _ in range(5):
        await server.page("patient").connect(token="no token")
    assert (await server.page("patient").connect(token=None, ticket=snapshot["ticket"]))["type"] == "patient_snapshot"
    assert (await server.provider())[1]["type"] == "provider_snapshot"
    assert (await server.patient("ben"))[1]["type"] == "patient_snapshot", "whom a portal has signed in"
    assert (await server.patient(f"{WALK_IN}guest"))[1]["code"] == "too_many", "as any stranger"


@pytest.mark.parametrize("allowances", [Allowances(attempts=3)])
async def test_who_was_known_is_told_that_the_signature_has_expired_whatever_strangers_do(server: Server) -> None:
    earlier = {"expires_at": server.clock() - HOUR}
    for _ in range(5):
        await server.page("patient").connect(token="no token")
    staff = server.token("provider", "rivera", **earlier)
    assert (await server.page("provider").connect(token=staff))["code"] == "token_expired"
    signed_in = server.token("patient", "ben", **earlier)
    assert (await server.page("patient").connect(token=signed_in))["code"] == "token_expired"
    assert (await server.page("provider").connect(token=signed_in))["code"] == "too_many", "not as staff"
    walk_in = server.token("patient", f"{WALK_IN}guest", **earlier)
    assert (await server.page("patient").connect(token=walk_in))["code"] == "too_many", "as any stranger"
    kept = VisitTicket("harbor", "dr-rivera", "visit", f"{WALK_IN}ana", None, server.clock() - HOUR, None, **earlier)
    told = await server.page("patient").connect(token=None, ticket=server.signer.sign_ticket(kept))
    assert told["code"] == "token_expired"


@pytest.mark.parametrize("allowances", [Allowances(entries=3)])
async def test_a_provider_comes_in_so_often(server: Server) -> None:
    answers = [(await server.provider())[1] for _ in range(4)]
    assert [answer.get("code") for answer in answers] == [None] * 3 + ["too_often"]


@pytest.mark.parametrize(
    ("allowances", "others"),
    [(Allowances(page=20), "accepted"), (Allowances(address=20), "refused")],
    ids=["page", "address"],
)
async def test_who_asks_too_much_is_told_how_long_to_wait(server: Server, others: str) -> None:
    provider, _ = await server.provider()
    ana, own = await server.patient("ana")
    ben, bens = await server.patient("ben")
    answers = [await ana.ask("relay", **envelope(own["visit"]["id"], provider, seq)) for seq in range(1, 31)]
    assert [answer["type"] for answer in answers] == ["accepted"] * 20 + ["refused"] * 10
    assert {answer["code"] for answer in answers[20:]} == {"too_many"}
    assert all(0 < answer["retryAfter"] <= 10_000 for answer in answers[20:])
    assert (await ben.ask("relay", **envelope(bens["visit"]["id"], provider)))["type"] == others


@pytest.mark.parametrize("allowances", [Allowances(patient=5)])
async def test_a_patient_has_an_allowance_for_each_page_of_the_team(server: Server) -> None:
    one, _ = await server.provider("rivera")
    other, _ = await server.provider("nurse")
    ana, own = await server.patient("ana")
    visit = own["visit"]["id"]
    answers = [await ana.ask("relay", **envelope(visit, one, seq)) for seq in range(1, 8)]
    assert [answer["type"] for answer in answers] == ["accepted"] * 5 + ["refused"] * 2
    assert answers[-1]["code"] == "too_many"
    assert 0 < answers[-1]["retryAfter"] <= 10_000
    assert (await ana.ask("relay", **envelope(visit, other, 1)))["type"] == "accepted"
    back = [await one.ask("relay", **envelope(visit, ana, seq)) for seq in range(1, 20)]
    assert {answer["type"] for answer in back} == {"accepted"}, "staff have the allowance of a page"


@pytest.mark.parametrize("allowances", [Allowances(patient=5)])
@pytest.mark.parametrize("same_page", [True, False], ids=["connects again", "takes over"])
async def test_a_patient_who_hangs_up_has_no_other_allowance(server: Server, same_page: bool) -> None:
    provider, _ = await server.provider()
    ana, own = await server.patient("ana")
    visit = own["visit"]["id"]
    while (await ana.ask("relay", **envelope(visit, provider)))["type"] == "accepted":
        pass
    await ana.leave()
    again = server.page("patient")
    again.key = ana.key if same_page else again.key
    await again.connect(ticket=own["ticket"])
    assert (await again.ask("relay", **envelope(visit, provider)))["code"] == "too_many"


@pytest.mark.parametrize("allowances", [Allowances(entries=3)])
async def test_a_patient_comes_in_only_so_often_on_one_page_after_the_other(server: Server) -> None:
    _, own = await server.patient("ana")
    answers = [await server.page("patient").connect(ticket=own["ticket"]) for _ in range(4)]
    assert [answer.get("code") for answer in answers] == [None, None, "too_often", "too_often"]
    assert (await server.page("patient").connect(token=server.token("patient", "ana")))["code"] == "too_often"
    assert (await server.patient("ben"))[1]["type"] == "patient_snapshot"


@pytest.mark.parametrize("allowances", [Allowances(patient=5)])
async def test_what_a_patients_page_sends_that_is_no_envelope_counts_too(server: Server) -> None:
    ana, _ = await server.patient("ana")
    answers = [await ana.ask("nonsense") for _ in range(10)]
    assert [answer["code"] for answer in answers] == ["bad_command"] * 5 + ["too_many"] * 5


async def test_what_the_server_does_about_it_is_in_the_log_without_addresses(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="waitside")
    async with raw_patient(server, "canary-subject") as raw:
        await raw.send("4canary")
        await is_closed(raw)
    assert "127.0.0.1" not in caplog.text
    assert "canary" not in caplog.text
