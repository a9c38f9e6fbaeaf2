"""The command line, as a process: it serves, it stops when asked, and says in one line what is wrong."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.bounds import SOON
from tests.live.attacker import UPGRADE

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"
NOT_BUILT = "the widget is not built"  # a warning that these tests do not mind: they serve no pages

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `waitside` with these arguments, in an empty folder and an environment without settings.

    `open_files`: the soft and the hard limit.
    """
    started: list[subprocess.Popen[str]] = []

    def begin(
        *arguments: str, open_files: tuple[int, int] | None = None, **environment: str
    ) -> "subprocess.Popen[str]":
        bare = {name: value for name, value in os.environ.items() if not name.startswith("WAITSIDE_")}
        for name in ("PORT", "SITE_PORT"):
            bare.pop(name, None)
        process = subprocess.Popen(
            [*_with(open_files), sys.executable, "-m", "waitside", *arguments],
            cwd=tmp_path,
            env=bare | environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def _with(open_files: tuple[int, int] | None) -> list[str]:
    if open_files is None:
        return []
    soft, hard = open_files
    return ["sh", "-c", f'ulimit -S -n {soft} && ulimit -H -n {hard} && exec "$@"', "sh"]


@contextmanager
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with taken_port() as port:
        return port


def complaint(process: "subprocess.Popen[str]") -> str:
    """The one line that a process says before it gives up."""
    out, err = process.communicate(timeout=SOON)
    lines = [line for line in err.splitlines() if NOT_BUILT not in line]
    assert (process.returncode, out) == (2, ""), err
    assert len(lines) == 1, err
    assert lines[0].startswith("waitside: ")
    return lines[0]


def read_until(process: "subprocess.Popen[str]", text: str) -> str:
    """What a process prints, up to and with a text; all of it when the text never comes."""
    assert process.stdout is not None
    read = ""
    for line in process.stdout:
        read += line
        if text in line:
            break
    return read


def stopped(process: "subprocess.Popen[str]", by: signal.Signals) -> tuple[int, list[str]]:
    """The exit code and complaints of a process that is asked to stop."""
    process.send_signal(by)
    _, err = process.communicate(timeout=SOON)
    return process.returncode, [line for line in err.splitlines() if NOT_BUILT not in line]


def stalled_client(port: int) -> socket.socket:
    """A client that has begun a request and will never finish it."""
    stalled = socket.create_connection(("127.0.0.1", port))
    stalled.sendall(
        b"POST /api/rooms/dr-rivera/check-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n"
    )
    assert stalled.recv(100).startswith(b"HTTP/1.1 100"), "the server is waiting for the rest"
    return stalled


def wait_until_nobody_listens(port: int) -> None:
    """Return when a port refuses connections."""
    with suppress(ConnectionError):  # refused, or reset where it was about to be taken
        while True:
            socket.create_connection(("127.0.0.1", port)).close()


def get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    """What is at an address of this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://{host}:{port}{path}", timeout=SOON) as response:
        return response.status, response.read().decode()


def test_the_version_is_said(start: Start) -> None:
    out, err = start("--version").communicate(timeout=SOON)
    assert out.startswith("waitside ")
    assert err == ""


def test_help_names_the_commands(start: Start) -> None:
    out, _ = start("--help").communicate(timeout=SOON)
    for command in ("serve", "demo", "migrate", "check", "clinic", "room", "provider", "key"):
        assert f"\n  {command} " in out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("--nonsense",),
        ("serve", "extra"),
        ("demo", "--port", "eighty"),
        ("demo", "--port", "0"),
        ("demo", "--site-port", "65536"),
        ("demo", "--port"),
        ("clinic",),
        ("clinic", "nonsense"),
        ("room", "add"),
        ("key", "list", "--nonsense"),
    ],
)
def test_a_mistyped_command_is_one_line(start: Start, arguments: tuple[str, ...]) -> None:
    complaint(start(*arguments))


def test_a_near_miss_is_answered_with_what_was_meant(start: Start) -> None:
    assert "Did you mean 'clinic'? See waitside --help." in complaint(start("clinc", "list"))


def test_a_port_from_the_environment_is_checked_too(start: Start) -> None:
    assert "PORT" in complaint(start("demo", PORT="eighty")).upper()


def test_serve_wants_keys_and_says_how_to_make_one(start: Start) -> None:
    assert "secrets.token_urlsafe" in complaint(start("serve"))


def test_serve_refuses_weak_keys_without_repeating_them(start: Start) -> None:
    assert "changeme" not in complaint(start("serve", WAITSIDE_SECRET_KEYS="changeme" * 6))


@pytest.mark.parametrize("url", ["nonsense", "sqlite+aiosqlite:////nowhere/at/all.db", "mysql://u:canary@h/d"])
def test_serve_says_when_the_database_is_of_no_use(start: Start, url: str) -> None:
    line = complaint(start("serve", WAITSIDE_SECRET_KEYS=KEY, WAITSIDE_DATABASE_URL=url))
    assert "WAITSIDE_DATABASE_URL" in line
    assert "canary" not in line


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "::zz", "a" * 300])
def test_serve_says_when_the_host_is_of_no_use(start: Start, host: str) -> None:
    assert host in complaint(start("serve", WAITSIDE_SECRET_KEYS=KEY, WAITSIDE_HOST=host))


def test_serve_says_when_the_port_is_taken(start: Start) -> None:
    with taken_port() as port:
        assert f"Port {port}" in complaint(start("serve", WAITSIDE_SECRET_KEYS=KEY, WAITSIDE_PORT=str(port)))


def test_demo_says_which_port_is_taken(start: Start) -> None:
    with taken_port() as port:
        assert f"Port {port}" in complaint(start("demo", "--port", str(port), "--site-port", str(free_port())))
        assert f"Port {port}" in complaint(start("demo", PORT=str(free_port()), SITE_PORT=str(port)))


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_and_stops_cleanly(start: Start, by: signal.Signals) -> None:
    port = free_port()
    process = start("serve", WAITSIDE_SECRET_KEYS=KEY, WAITSIDE_PORT=str(port))
    read_until(process, "listens on")
    assert get(port, "/healthz") == (200, '{"status":"ok"}')
    assert stopped(process, by) == (0, [])


@pytest.mark.parametrize(
    ("opening", "dropped"),
    [(b"", "plain HTTP connections, of which one was idle"), (UPGRADE.encode(), "too many that ask for nothing")],
    ids=["plain HTTP", "WebSockets"],
)
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_where_few_files_may_be_open_one_address_leaves_room_for_others(
    start: Start, command: str, opening: bytes, dropped: str
) -> None:
    port = free_port()
    settings = {
        "WAITSIDE_SECRET_KEYS": KEY,
        "WAITSIDE_PORT": str(port),
        "PORT": str(port),
        "SITE_PORT": str(free_port()),
    }
    process = start(command, open_files=(200, 256), WAITSIDE_TRUSTED_PROXIES="192.0.2.1", **settings)
    said = read_until(process, str(port))
    callers = [socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.3", 0)) for _ in range(100)]
    for each in callers:
        with suppress(ConnectionError):  # the server may have dropped it before it says anything
            each.sendall(opening)
    for each in callers[:80]:
        with suppress(ConnectionError):
            while each.recv(1_000):
                pass
    assert get(port, "/healthz") == (200, '{"status":"ok"}')
    for each in callers:
        each.close()
    process.terminate()
    assert process.stdout is not None and process.stderr is not None
    said += process.stdout.read()
    err = process.stderr.read()
    assert process.wait(SOON) == 0
    assert "The limit of open files was 200, and is 256 now." in said
    assert "At most 256 files may be open; 9700 are needed" in err
    assert dropped in err


def test_a_signal_that_make_passes_on_as_well_does_not_cut_the_end_short(start: Start) -> None:
    port = free_port()
    process = start("serve", WAITSIDE_SECRET_KEYS=KEY, WAITSIDE_PORT=str(port))
    read_until(process, "listens on")
    with closing(stalled_client(port)):
        process.send_signal(signal.SIGTERM)
        wait_until_nobody_listens(port)
        code, said = stopped(process, signal.SIGTERM)
    assert code == 0
    assert any("graceful" in line for line in said), "it gave the client its time"


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_demo_answers_on_both_ports_and_leaves_nothing_behind(start: Start, tmp_path: Path, by: signal.Signals) -> None:
    port, site_port = free_port(), free_port()
    process = start("demo", "--port", str(port), "--site-port", str(site_port))
    said = read_until(process, "Ctrl+C")
    for address in (
        f"http://localhost:{site_port}/\n",
        f"http://localhost:{site_port}/portal?patient=Ana%20Diaz\n",
        f"http://localhost:{site_port}/staff\n",
        f"http://localhost:{port}/r/dr-rivera\n",
    ):
        assert address in said
    assert get(port, "/healthz")[0] == 200
    for path in ("/", "/portal?patient=Ana%20Diaz", "/staff"):
        assert get(site_port, path, "localhost")[0] == 200, "the clinic gets its tokens"
    assert stopped(process, by) == (0, [])
    assert list(tmp_path.iterdir()) == []


def test_a_client_that_never_finishes_does_not_hold_up_the_end(start: Start) -> None:
    port = free_port()
    process = start("serve", WAITSIDE_SECRET_KEYS=KEY, WAITSIDE_PORT=str(port))
    read_until(process, "listens on")
    with closing(stalled_client(port)):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SOON)
    assert process.returncode == 0
