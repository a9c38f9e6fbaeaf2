"""What is kept of connections, namespaces and channels, and what becomes of it."""

from typing import Any

import pytest

from waitside.limits import Allowances
from waitside.protocol.commands import Accepted, Refused, Reply
from waitside.protocol.events import PageReplaced
from waitside.serving.connections import Receiver, WebSocket
from waitside.serving.interface import Connection
from waitside.serving.socket_io import SocketIo
from waitside.serving.socket_io.channels import Channels
from waitside.serving.socket_io.engine import SOCKET, Engine

NAMESPACE = "/patient"


class Line:
    """Stands in for a socket."""

    def __init__(self, address: str = "192.0.2.1") -> None:
        self.address, self.entries, self.is_open = address, 0, True
        self.short_path = None
        self.written: list[str] = []

    def begin(self) -> None: ...

    def take_place(self) -> bool:
        return True

    def give_up_place(self) -> None: ...

    def write(self, packet: bytes) -> None:
        self.written.append(packet.decode())


class Served:
    """Lets everybody in to the channels that they ask for; refuses who asks for none."""

    def __init__(self) -> None:
        self.gone_from: list[object] = []

    async def opened(self, connection: Connection[str], hello: Any) -> Refused | None:
        connection.seat = "seat"
        if hello is None:
            return Refused("bad_hello", "No.")
        for each in hello:
            connection.enter(each)
        return None

    async def asked(self, connection: Connection[str], command: object) -> Reply:
        return Accepted()

    def asked_at_once(self, connection: Connection[str], command: bytes) -> Reply | None:
        return None

    async def gone(self, connection: Connection[str]) -> None:
        self.gone_from.append(connection.seat)


@pytest.fixture
def served() -> Served:
    """The product's side."""
    return Served()


@pytest.fixture
def sockets(served: Served) -> SocketIo:
    """The server."""
    server = SocketIo(Allowances())
    server.add(NAMESPACE, served)
    return server


async def comes(sockets: SocketIo, sid: str, hello: str, namespace: str = f"{NAMESPACE},") -> Line:
    """A connection is opened, and asks to be let in."""
    line = Line()
    sockets._engine.sockets[sid] = line  # type: ignore[assignment]
    await sockets._engine.handlers["connect"](sid, {SOCKET: line})
    await sockets._engine.handlers["message"](sid, f"0{namespace}{hello}")
    return line


async def goes(sockets: SocketIo, sid: str) -> None:
    """A connection ends."""
    await sockets._engine.handlers["disconnect"](sid, "gone")
    del sockets._engine.sockets[sid]


def kept(sockets: SocketIo) -> dict[str, int]:
    """How much there is of everything that is kept."""
    owners: list[object] = [sockets._channels, sockets._server, sockets._server.manager, sockets._engine]
    owners += [sockets._server.namespace_handlers[NAMESPACE]]
    return {
        f"{type(owner).__name__}.{name}": len(value)
        for owner in owners
        for name, value in vars(owner).items()
        if isinstance(value, dict)
    }


async def test_what_is_told_to_a_channel_reaches_those_in_it_alone(sockets: SocketIo) -> None:
    here = [await comes(sockets, sid, '["harbor"]') for sid in ("one", "two")]
    elsewhere = await comes(sockets, "three", '["elsewhere"]')
    await goes(sockets, "two")
    sockets.tell(NAMESPACE, "harbor", PageReplaced())
    event = f'2{NAMESPACE},["event",{{"type":"page_replaced"}}]'
    assert [line.written.count(event) for line in (*here, elsewhere)] == [1, 0, 0]


async def test_a_page_that_has_left_stays_connected_and_is_told_nothing(sockets: SocketIo, served: Served) -> None:
    line = await comes(sockets, "one", '["harbor"]')
    await sockets._engine.handlers["message"]("one", f"1{NAMESPACE},")
    sockets.tell(NAMESPACE, "harbor", PageReplaced())
    assert [packet[0] for packet in line.written] == ["0"]
    assert (line.entries, served.gone_from) == (0, ["seat"])


@pytest.mark.parametrize("namespace", ["", "/,", "/nowhere,", "/none,"])
async def test_there_are_no_namespaces_but_those_that_are_added(sockets: SocketIo, namespace: str) -> None:
    line = await comes(sockets, "one", '["harbor"]', namespace)
    assert [packet[0] for packet in line.written] == ["4"]


async def test_the_library_keeps_no_channel_for_each_connection(sockets: SocketIo) -> None:
    """It looks through all channels of a namespace when a connection ends."""
    for sid in ("one", "two", "three"):
        await comes(sockets, sid, '["harbor"]')
    assert list(sockets._server.manager.rooms[NAMESPACE]) == [None]


async def test_a_connection_leaves_its_channels_without_a_look_at_others(sockets: SocketIo) -> None:
    class NotListed(dict[Any, Any]):
        def items(self) -> Any:
            raise AssertionError("all channels are looked through")

        keys = values = __iter__ = items

    await comes(sockets, "one", '["harbor"]')
    sockets._channels._members = NotListed(sockets._channels._members)
    await goes(sockets, "one")
    assert len(sockets._channels._members) == 0


@pytest.mark.parametrize("hello", ['["harbor","more"]', ""], ids=["let in", "refused"])
async def test_nothing_is_left_of_connections_that_have_ended(sockets: SocketIo, hello: str) -> None:
    before = kept(sockets)
    for sid in ("one", "two"):
        await comes(sockets, sid, hello)
    assert kept(sockets) != before
    for sid in ("one", "two"):
        await goes(sockets, sid)
    assert kept(sockets) == before


class LostAtOnce:
    """A WebSocket whose page has gone before it is accepted."""

    async def accept(self, receiver: Receiver) -> WebSocket:
        raise ConnectionError


async def test_nothing_is_left_of_a_page_that_goes_before_it_is_accepted(sockets: SocketIo) -> None:
    before = kept(sockets)
    with pytest.raises(ConnectionError):
        await sockets._engine.serve(LostAtOnce(), "192.0.2.1")
    assert kept(sockets) == before


def test_the_engine_and_the_channels_are_ours(sockets: SocketIo) -> None:
    assert isinstance(sockets._engine, Engine)
    assert isinstance(sockets._channels, Channels)
