"""Settings of the libraries that are easily lost, and what would happen without them."""

import asyncio
import logging
from contextlib import suppress

import pytest
from websockets.exceptions import InvalidStatus

from tests.live.conftest import Server
from tests.live.test_patients_and_providers import envelope
from tests.serving import websocket
from waitside.logs import log_unhandled
from waitside.serving.socket_io import origins
from waitside.serving.socket_io.library_log import library_logger

BURST = 50


async def test_what_a_page_asks_is_done_in_order_also_when_the_first_takes_longer(server: Server) -> None:
    provider, _ = await server.provider()
    patient, own = await server.patient("ana")
    done: list[int] = []

    async def ask(place: int) -> None:
        if place % 5 == 0:
            await provider.ask("set_line", line=f"line {place}")  # goes to the database
        else:
            await provider.ask("relay", **envelope(own["visit"]["id"], patient, place))
        done.append(place)

    await asyncio.gather(*(ask(place) for place in range(BURST)))
    assert done == list(range(BURST))


async def test_pages_of_other_origins_cannot_connect(server: Server) -> None:
    address = f"{server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    async with websocket(address, origin=server.url) as own:
        assert str(await own.recv()).startswith("0{")
    with pytest.raises(InvalidStatus):
        async with websocket(address, origin="https://elsewhere.example"):
            pass


@pytest.mark.parametrize(
    ("origin", "headers", "reason"),
    [
        ("https://chat.clinic.example", {}, origins.HOST),
        ("https://chat.clinic.example", {"X-Forwarded-Host": "other.example"}, origins.HOST),
        ("https://{host}", {}, origins.SCHEME),
        ("null", {}, origins.NONE),
        ("http://{host}", {}, None),
        ("https://{host}", {"X-Forwarded-Proto": "https, http"}, None),
    ],
)
async def test_the_log_names_the_header_that_a_proxy_has_left_out(
    server: Server, caplog: pytest.LogCaptureFixture, origin: str, headers: dict[str, str], reason: str | None
) -> None:
    caplog.set_level(logging.WARNING, "waitside")
    host = server.url.removeprefix("http://")
    address = f"ws://{host}/socket.io/?EIO=4&transport=websocket"
    for _ in range(3):
        with suppress(InvalidStatus):
            async with websocket(address, origin=origin.format(host=host), additional_headers=headers):
                pass
    said = [record.getMessage() for record in caplog.records]
    assert said == ([] if reason is None else [f"connections refused or dropped: 1 ({reason})"])


async def test_what_fails_inside_is_answered_and_logged_by_its_type_alone(
    server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_provider: str, line: str) -> None:
        raise RuntimeError(line)

    provider, _ = await server.provider()
    monkeypatch.setattr(server.directory.accounts, "set_line", broken)
    with caplog.at_level(logging.WARNING):
        assert (await provider.ask("set_line", line="canary"))["code"] == "server_error"
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


async def test_a_task_that_nobody_awaits_leaves_no_message_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    log_unhandled(asyncio.get_running_loop(), {"message": "canary", "exception": ValueError("canary")})
    assert "ValueError" in caplog.text
    assert "canary" not in caplog.text


def test_what_the_libraries_log_is_reduced_to_the_type(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("canary")
    except ValueError:
        library_logger().exception("canary %s", "canary")
    assert "ValueError" in caplog.text
    assert "canary" not in caplog.text
