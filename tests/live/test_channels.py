"""What Socket.IO's manager knows of connections and channels."""

from typing import Any

import pytest

from waitside.limits import Allowances
from waitside.live.engine import Channels, SocketServer

NAMESPACE = "/patient"


class NotListed(dict[Any, Any]):
    """Can be asked for one key at a time."""

    def copy(self) -> dict[Any, Any]:
        raise AssertionError("all channels are looked through")

    items = keys = values = __iter__ = copy  # type: ignore[assignment]


def no_channels() -> Channels:
    """Those of a new server."""
    server = SocketServer(client_manager=Channels(), allowances=Allowances(), async_mode="asgi")
    manager: Channels = server.manager
    return manager


@pytest.fixture
async def channels() -> Channels:
    """With two connections, each in the channel of its room."""
    channels = no_channels()
    for engine_id, channel in (("one", "harbor"), ("two", "elsewhere")):
        sid = await channels.connect(engine_id, NAMESPACE)
        await channels.enter_room(sid, NAMESPACE, channel)
    return channels


def sid_of(channels: Channels, engine_id: str) -> str:
    sid: str = channels.sid_from_eio_sid(engine_id, NAMESPACE)
    return sid


async def test_a_connection_ends_without_a_look_at_others(channels: Channels) -> None:
    sid = sid_of(channels, "one")
    channels.rooms[NAMESPACE] = NotListed(channels.rooms[NAMESPACE])
    await channels.disconnect(sid, NAMESPACE)
    assert not channels.is_connected(sid, NAMESPACE)
    assert channels.is_connected(sid_of(channels, "two"), NAMESPACE)


def sizes(channels: Channels) -> dict[str, int]:
    """How much there is of everything that is kept."""
    return {name: len(value) for name, value in vars(channels).items() if isinstance(value, dict)}


async def test_nothing_is_left_of_connections_that_have_ended(channels: Channels) -> None:
    for engine_id in ("one", "two"):
        sid = sid_of(channels, engine_id)
        channels.pre_disconnect(sid, NAMESPACE)
        await channels.disconnect(sid, NAMESPACE)
    assert sizes(channels) == sizes(no_channels())


async def test_nothing_is_left_of_a_connection_that_was_refused(channels: Channels) -> None:
    before = sizes(channels)
    sid = await channels.pre_connect("three", NAMESPACE)
    assert sizes(channels) != before
    await channels.disconnect(sid, NAMESPACE)
    assert sizes(channels) == before
