"""What we lean on inside of libraries, as `serving/README.md` lists it: an upgrade that moves something fails here."""

import ast
import inspect
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import socketio
from socketio import async_manager, async_server, base_manager, base_server

from tests.serving.touch_points import LIBRARIES, shape_of, touch_points
from waitside.serving.socket_io.engine import Engine

ROOT: Final = Path(__file__).parents[2]
SERVING: Final = ROOT / "backend" / "waitside" / "serving"
PACKAGES: Final = {"socketio": "python-socketio", "uvicorn": "uvicorn", "websockets": "websockets"}
"""Those that provide the libraries."""

_ROW: Final = re.compile(r"^\| `([^`]+)` \|(.*?)\|(.*)\|$")


class Touched(NamedTuple):
    """A name in a library, what it is there, and why we need it."""

    name: str
    shape: str
    why: str


def listed() -> list[Touched]:
    """What the README lists. A name that begins with a dot belongs to the class above it."""
    found, owner = [], ""
    for line in (SERVING / "README.md").read_text().splitlines():
        if (row := _ROW.match(line.replace(r"\|", "\0"))) is None:
            continue
        name, shape, why = (cell.strip().replace("\0", "|") for cell in row.groups())
        if not name.startswith("."):
            owner, name = name, ""
        if shape:
            found.append(Touched(owner + name, shape.strip("`"), why))
    return found


def moved(touched: Touched) -> str | None:
    """Say what has become of a name, if it is not what it was."""
    library = touched.name.partition(".")[0]
    try:
        shape = shape_of(touched.name)
    except LookupError:
        shape = "gone"
    if shape == touched.shape:
        return None
    files = " and ".join(sorted(in_use.get(touched.name, {"nothing"})))
    return (
        f"{library} {metadata.version(PACKAGES[library])}: {touched.name} was `{touched.shape}`, and is {shape} now. "
        f"{files} in backend/waitside/serving/ leans on it; it {touched.why}."
    )


LISTED: Final = listed()
in_use: Final = touch_points(sorted(SERVING.rglob("*.py")))


@pytest.mark.parametrize("touched", LISTED, ids=[each.name for each in LISTED])
def test_it_is_what_it_was(touched: Touched) -> None:
    assert (said := moved(touched)) is None, said


def test_what_has_moved_is_said_in_a_sentence() -> None:
    renamed = Touched("uvicorn.Server.serve_all", "(self) -> 'None'", "serves")
    assert str(moved(renamed)).endswith(
        ": uvicorn.Server.serve_all was `(self) -> 'None'`, and is gone now. "
        "nothing in backend/waitside/serving/ leans on it; it serves."
    )
    changed = Touched("uvicorn.Server.should_exit", "None", "stops")
    assert "was `None`, and is False now. server.py in backend" in str(moved(changed))


def test_nothing_else_is_touched() -> None:
    assert {name: where for name, where in in_use.items() if name not in {each.name for each in LISTED}} == {}


def test_what_is_listed_is_touched() -> None:
    assert [each.name for each in LISTED if each.name not in in_use] == []


@pytest.mark.parametrize("library", PACKAGES)
def test_minor_versions_are_pinned_to_what_is_installed(library: str) -> None:
    package = PACKAGES[library]
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    (pin,) = [each for each in pins if each.partition("~")[0] == package]
    assert re.fullmatch(rf"{package}~=\d+\.\d+\.\d+", pin)
    assert pin.partition("~=")[2].split(".")[:2] == metadata.version(package).split(".")[:2]


NOT_ON_OUR_WAY: Final = frozenset(
    {"attach", "create_event", "get_session", "handle_request", "send_packet"}
) | frozenset({"sleep", "start_background_task", "transport"})
"""What parts of Socket.IO's server that we never call use of Engine.IO's."""


def test_socket_ios_server_uses_nothing_of_the_engine_that_ours_lacks() -> None:
    used = {
        node.attr
        for module in (async_manager, async_server, base_manager, base_server)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("self.eio", "self.server.eio")
    }
    assert used - NOT_ON_OUR_WAY == {"async_mode", "generate_id", "on", "send", "shutdown"}
    assert used - NOT_ON_OUR_WAY <= set(dir(Engine))


@pytest.mark.parametrize(
    ("handler", "signature"),
    [
        ("_handle_eio_connect", "(self, eio_sid, environ)"),
        ("_handle_eio_message", "(self, eio_sid, data)"),
        ("_handle_eio_disconnect", "(self, eio_sid, reason)"),
    ],
)
def test_the_engine_calls_socket_ios_server_as_it_wants_to_be_called(handler: str, signature: str) -> None:
    assert str(inspect.signature(getattr(socketio.AsyncServer, handler))) == signature


def test_libraries_are_told_apart_by_their_packages() -> None:
    assert set(PACKAGES) <= set(LIBRARIES)


# What the search finds


def found_in(folder: Path, source: str) -> set[str]:
    """What a module touches."""
    module = folder / "module.py"
    module.write_text(source)
    return set(touch_points([module]))


WEBSOCKET: Final = "uvicorn.protocols.websockets.websockets_sansio_impl.WebSocketsSansIOProtocol"
EXTENDS: Final = f"from {WEBSOCKET.rpartition('.')[0]} import WebSocketsSansIOProtocol as Base\nclass Ours(Base):\n"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from uvicorn.config import LOG_LEVELS", {"uvicorn.config.LOG_LEVELS"}),
        ("import uvicorn\nserver = uvicorn.Server", {"uvicorn.Server"}),
        (f"{EXTENDS}    def handle_pong(self, event): ...", {WEBSOCKET, f"{WEBSOCKET}.handle_pong"}),
        (f"{EXTENDS}    def ours(self): super().handle_ping()", {WEBSOCKET, f"{WEBSOCKET}.handle_ping"}),
        (f"{EXTENDS}    def ours(self): self.frames = []", {WEBSOCKET, f"{WEBSOCKET}.frames"}),
        (
            f"{EXTENDS}    def ours(self): self.conn.parser.close()",
            {WEBSOCKET, f"{WEBSOCKET}.conn", "websockets.server.ServerProtocol.parser"},
        ),
        (
            f"{EXTENDS}  pass\nclass Reads(Protocol):\n  def receive(self): ...",
            {WEBSOCKET, f"{WEBSOCKET}.receive"},
        ),
        (f"{EXTENDS}    pass\ndef use(one: Ours): one.queue", {WEBSOCKET, f"{WEBSOCKET}.queue"}),
        (
            f"{EXTENDS}    pass\ndef use(some: list[Ours]): return [each.tasks for each in some]",
            {WEBSOCKET, f"{WEBSOCKET}.tasks"},
        ),
        (
            f"{EXTENDS}  pass\nclass Has:\n  def __init__(self, it: Ours): self.i = it\n  def use(self): self.i.queue",
            {WEBSOCKET, f"{WEBSOCKET}.queue"},
        ),
    ],
)
def test_what_touches_a_library_is_found(tmp_path: Path, source: str, names: set[str]) -> None:
    assert found_in(tmp_path, source) == names
