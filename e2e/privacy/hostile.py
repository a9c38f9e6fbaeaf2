"""Requests and frames that no page of Waitside sends, full of canaries: nothing of them may be written down."""

import base64
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from e2e.privacy.canaries import Canaries, Kind
from e2e.privacy.server import ROOM, Server
from waitside.protocol import VERSION
from waitside.tokens import Role

PATIENCE_S: Final = 10.0
OVERSIZED: Final = 80_000  # characters; a frame may have 32 KiB, a body 128 KiB
PROBE: Final = "/probe"
"""A namespace that is not there: the refusal to enter it shows that all before it was taken up."""


class Stranger:
    """Sends each request and each frame with a canary of its own."""

    def __init__(self, server: Server, canaries: Canaries) -> None:
        self._server = server
        self._canaries = canaries
        self.sent = 0

    def attack(self) -> None:
        """Send everything. Raises AssertionError where an answer is a 5xx."""
        for what, request in _requests():
            self._ask(request.replace("CANARY", self._canary(what)))
        for what, frame in _frames():
            self._play(frame(self._canary(what)))
        roles: tuple[Role, ...] = ("patient", "provider")
        for role in roles:
            for what, command in _commands():
                event = json.dumps(["command", command(self._canary(what))])
                self._play(f"40/{role},{json.dumps(self._hello(role))}", f"42/{role},1{event}")

    def _canary(self, what: str) -> str:
        self.sent += 1
        return self._canaries.make(f"plain text in {what}", Kind.STRAY)

    def _ask(self, request: str) -> None:
        with socket.create_connection(("localhost", self._server.port), PATIENCE_S) as line:
            line.sendall(request.encode("latin-1"))
            answer = _read(line)
        assert not answer.startswith(b"HTTP/1.1 5"), answer

    def _play(self, *frames: str | bytes) -> None:
        """Send frames, and wait until the server is through with each or has hung up."""
        address = f"ws://localhost:{self._server.port}/socket.io/?EIO=4&transport=websocket"
        with connect(address, close_timeout=PATIENCE_S) as line:
            try:
                for frame in frames:
                    line.send(frame)
                    line.send(f"40{PROBE},")
                    _wait_for(line, f"44{PROBE},")
            except ConnectionClosed:
                pass  # that is what such frames deserve

    def _hello(self, role: Role) -> dict[str, object]:
        key = base64.urlsafe_b64encode(os.urandom(65)).decode().rstrip("=")
        token = self._server.token(role, "okafor" if role == "provider" else key[:20])
        self._canaries.note("a token of a stranger", Kind.SECRET, token)
        return {"version": VERSION, "room": ROOM, "key": key, "token": token}


def _read(line: socket.socket) -> bytes:
    """All that comes, until the other side closes or resets."""
    answer = b""
    with suppress(ConnectionResetError):
        while more := line.recv(1 << 16):
            answer += more
    return answer


def _wait_for(line: ClientConnection, beginning: str) -> None:
    while not str(line.recv(PATIENCE_S)).startswith(beginning):
        pass


def _requests() -> Iterator[tuple[str, str]]:
    """Whole HTTP requests, with the word CANARY where one belongs."""
    check_in = f"POST /api/rooms/{ROOM}/check-in"
    yield "the path of a request", _request("GET /r/CANARY")
    yield "the query of a request", _request(f"GET /r/{ROOM}?name=CANARY")
    yield "a path that is malformed", _request("GET /%ff%00/CANARY/../..")
    yield "a method", _request("CANARY /")
    yield "a Host header", "GET / HTTP/1.1\r\nHost: CANARY!\r\nConnection: close\r\n\r\n"
    yield "a request that is none", "CANARY\r\n\r\n"
    for name in ("User-Agent", "Referer", "Cookie", "Origin", "X-Forwarded-For", "Authorization"):
        yield f"a {name} header", _request(f"GET /r/{ROOM}", f"{name}: CANARY")
    yield "an unknown field of a check-in", _request(check_in, body='{"passcode": "1", "name": "CANARY"}')
    yield "a passcode of the wrong type", _request(check_in, body='{"passcode": ["CANARY"]}')
    yield "a body that is not JSON", _request(check_in, body="{CANARY")
    yield "a body that is too long", _request(check_in, body="CANARY" * (OVERSIZED // 6))
    yield "an API key", _request("POST /api/tokens", "Authorization: Bearer CANARY", '{"room": "CANARY"}')
    yield "a sign-in", _request("POST /api/session", body='{"email": "CANARY@x.example", "password": "CANARY"}')
    yield "the id of a connection", _request("GET /socket.io/?EIO=4&transport=websocket&sid=CANARY")
    yield "a transport", _request("GET /socket.io/?EIO=4&transport=CANARY")
    yield "a body of polling", _request("POST /socket.io/?EIO=4&transport=polling&sid=CANARY", body="4CANARY")


def _request(line: str, header: str = "", body: str = "") -> str:
    headers = ["Host: localhost", "Connection: close", header]
    if body:  # a canary has 18 letters, the word that stands for it six
        headers += ["Content-Type: application/json", f"Content-Length: {len(body) + 12 * body.count('CANARY')}"]
    return "\r\n".join([f"{line} HTTP/1.1", *filter(None, headers), "", body])


def _frames() -> Iterator[tuple[str, Callable[[str], str | bytes]]]:
    """Frames of a connection that is in no waiting room."""
    yield "a frame that is no packet", lambda canary: canary
    yield "a namespace", lambda canary: f"40/{canary},{{}}"
    yield "a hello that is not JSON", lambda canary: f"40/patient,{{{canary}"
    yield "a hello of the wrong shape", lambda canary: f'40/patient,{{"room": "{canary}", "key": ["{canary}"]}}'
    yield "a token that is none", lambda canary: f"40/patient,{json.dumps(_opening(canary))}"
    yield "an event from outside", lambda canary: f'42/patient,1["{canary}", {{"{canary}": "{canary}"}}]'
    yield "an acknowledgement", lambda canary: f'43/patient,1["{canary}"]'
    yield "a binary packet", lambda canary: f'451-/patient,["{canary}", {{"_placeholder": true, "num": 0}}]'
    yield "a binary frame", lambda canary: canary.encode()
    yield "a frame that is too long", lambda canary: f'42/patient,["command", "{canary * (OVERSIZED // len(canary))}"]'


def _opening(canary: str) -> dict[str, object]:
    return {"version": VERSION, "room": ROOM, "key": canary.ljust(87, "0"), "token": canary, "ticket": canary}


def _commands() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """Commands of a page that has come in."""
    yield "a command's type", lambda canary: {"type": canary}
    yield "a command that is a text", lambda canary: canary
    yield "a command's unknown field", lambda canary: {"type": "set_away", "away": False, canary: canary}
    yield "an envelope to nobody", lambda canary: _relay(canary, canary.ljust(43, "0"))
    yield "an envelope that was not sealed", lambda canary: _relay(canary, "A" * 43)
    yield "a visit's id", lambda canary: {"type": "start_call", "visit": canary}
    yield "an account's name", lambda canary: {"type": "set_profile", "name": f"{canary}\n", "title": canary}
    yield "a picture", lambda canary: {"type": "set_photo", "photo": f"data:image/png;base64,{canary}"}
    yield "a password", lambda canary: {"type": "set_password", "current": canary, "new": canary}
    yield "settings", lambda canary: {"type": "set_settings", "settings": {canary: canary, "theme": canary}}


def _relay(canary: str, to: str) -> dict[str, object]:
    sealed = base64.urlsafe_b64encode(canary.encode()).decode().rstrip("=")
    return {"type": "relay", "visit": "none", "to": to, "seq": 1, "sealed": sealed}
