"""Which packets take the short path: those in the form in which our pages send them."""

from typing import Any, cast

import pytest

from waitside.protocol.commands import Accepted, Reply
from waitside.serving.interface import Connection
from waitside.serving.socket_io.short_path import ShortPath


class Page:
    """Stands in for a connection."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, packet: bytes) -> None:
        self.written.append(packet)


class Willing:
    """A namespace that carries everything out at once; nothing else of it is asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def asked_at_once(self, connection: Connection[Any], command: bytes) -> Reply | None:
        self.asked.append(command)
        return None if command == b"{}" else Accepted()


@pytest.fixture
def page() -> Page:
    """The page."""
    return Page()


@pytest.fixture
def namespace() -> Willing:
    """What it is in."""
    return Willing()


@pytest.fixture
def path(page: Page, namespace: Willing) -> ShortPath:
    """The page's path."""
    return ShortPath("/patient", cast("Any", namespace), cast("Any", page))


@pytest.mark.parametrize("number", [b"0", b"7", b"10", b"123456789012345"])
def test_a_command_is_carried_out_and_acknowledged(
    path: ShortPath, page: Page, namespace: Willing, number: bytes
) -> None:
    assert path.take(b'2/patient,%s["command",{"type":"relay"}]' % number)
    assert namespace.asked == [b'{"type":"relay"}']
    assert page.written == [b'3/patient,%s[{"type":"accepted","call":null}]' % number]


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"2",
        b"2/patient,",
        b"2/patient,1",
        b'2/patient,["command",{"a":1}]',
        b'2/patient,007["command",{"a":1}]',
        b'2/patient,-1["command",{"a":1}]',
        b'2/patient,1234567890123456["command",{"a":1}]',
        b'2/patient,1 ["command",{"a":1}]',
        b'2/patient,1["command", {"a":1}',
        b'2/patient,1["event",{"a":1}]',
        b'2/patient,1["connect",{"a":1}]',
        b'2/patient?x,1["command",{"a":1}]',
        b'2/provider,1["command",{"a":1}]',
        b'21,["command",{"a":1}]',
        b'3/patient,1["command",{"a":1}]',
        b'51-/patient,1["command",{"a":1}]',
        '2/patient,1["command",{"a":"é"}]'.encode(),
        b'2/patient,1["command",{"a":"\xff"}]',  # no UTF-8: the library closes such a connection
    ],
)
def test_another_form_takes_the_ordinary_path(path: ShortPath, page: Page, namespace: Willing, packet: bytes) -> None:
    assert not path.take(packet)
    assert (namespace.asked, page.written) == ([], [])


def test_so_does_what_the_product_does_not_carry_out_at_once(path: ShortPath, page: Page) -> None:
    assert not path.take(b'2/patient,1["command",{}]')
    assert page.written == []
