"""Floods of an attacker: they reach the limits, and nobody else feels them."""

import pytest

from tests.simulator import network
from tests.simulator.limits import small
from tests.simulator.pages import Host
from tests.simulator.run import run
from tests.simulator.story import LIMITS, Step
from waitside.serving.socket_io.connection_counts import ConnectionCounts

COMES = Step("provider_comes", 0, 0, 200)
ARRIVES = Step("arrive", 0, 1, 200)
WRITES = Step("patient_writes", 0, 3, 200)
LETTERS, TYPING, NONSENSE, ARRIVALS, SILENCE, ENTRIES = range(6)
ONE_ADDRESS = next(each for each in range(100) if small(each, 0).one_address)


def flood(way: int) -> list[Step]:
    """A story in which everybody is behind one router, the attacker included."""
    return [Step(LIMITS, ONE_ADDRESS, 0, 0), COMES, ARRIVES, Step("attacker_floods", 0, way, 500), WRITES]


@pytest.mark.parametrize(
    ("way", "limit"),
    [
        (LETTERS, '"code":"too_many"'),
        (TYPING, '"code":"too_many"'),
        (NONSENSE, '"code":"bad_command"'),
        (ARRIVALS, '"code":"room_full"'),
        (ENTRIES, '"code":"too_many"'),
    ],
)
def test_a_flood_reaches_a_limit(host: Host, monkeypatch: pytest.MonkeyPatch, way: int, limit: str) -> None:
    told: list[str] = []
    write = network.Connection.write

    def listen(connection: network.Connection, text: bytes) -> None:
        told.append(text.decode())
        write(connection, text)

    monkeypatch.setattr(network.Connection, "write", listen)
    assert run(host, 1, flood(way)).held
    assert any(limit in each for each in told)


def test_silent_connections_make_room_for_each_other(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[network.Connection] = []
    abort = network.Connection.abort

    def note(connection: network.Connection) -> None:
        dropped.append(connection)
        abort(connection)

    monkeypatch.setattr(network.Connection, "abort", note)
    assert run(host, 1, flood(SILENCE)).held
    assert dropped


def test_counts_that_are_left_are_noticed(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConnectionCounts, "close", lambda *_: None)
    troubles = run(host, 1, [ARRIVES]).troubles
    assert [each.rpartition(" ")[0] for each in troubles] == [
        "the server still has: count of connection",
        "the server still has: connections of 192.0.2.1 that are in no",
    ]
