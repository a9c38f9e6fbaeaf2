"""Inputs that no page and no browser would send, at every layer: bytes, frames, packets, commands, requests.

A `Grammar` makes the same inputs from the same seed. They hold a canary, to be looked for where it must not be.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

CANARY: Final = "cAnArY7"
VISIT: Final = "@visit@"
"""Stands for the visit of the attacker's own patient, which only the server knows."""

Stage = Literal["http", "opened", "patient", "provider"]
"""Where an input goes: a new connection, a WebSocket that has entered no room, a page that has."""

TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
LENGTHS = (0, 1, 125, 126, 65_535, 65_536, 2**31, 2**63, 2**64 - 1)
DIGITS = ("0", "1", "2", "3", "4", "5", "6", "7", "9", "²", "٣", "-1", "", "b", "x")
NAMESPACES = ("", "/", "/patient,", "/provider,", "/patient?q=1,", "/nowhere,", "/patient", "/" + "n" * 300 + ",")
EVENTS = ("command", "event", "connect", "disconnect", "message", "connect_error", "__proto__", "*", "")
ROUTES = (
    *("/healthz", "/widget.js", "/console", "/r/{}", "/embed/patient/{}", "/embed/provider/{}", "/photos/{}", "/"),
    *("/static/assets/{}", "/api/tokens", "/api/rooms/{}/check-in", "/api/rooms/dr-rivera/check-in", "/socket.io/"),
)
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", CANARY, "get", "")


@dataclass(frozen=True, slots=True)
class Input:
    """What is sent, and where. `opcode`: of the frame around it, None for bytes as they are.

    `ends`: nothing can be sent after it on the same connection, as the server waits for the rest.
    """

    stage: Stage
    payload: bytes
    opcode: int | None = None
    ends: bool = False

    def wire(self, visit: str) -> bytes:
        """The bytes to send."""
        payload = self.payload.replace(VISIT.encode(), visit.encode())
        return payload if self.opcode is None else frame(self.opcode, payload)


def frame(
    opcode: int, payload: bytes, *, first: int = 0x80, masked: bool = True, length: int | None = None, size: int = 0
) -> bytes:
    """A WebSocket frame, masked with zeros; `length` and `size` (bytes of its field) where it is to lie about them."""
    said = len(payload) if length is None else length
    size = size or (0 if said < 126 else 2 if said < 2**16 else 8)
    short, rest = (said & 127, b"") if size == 0 else ({2: 126, 8: 127}[size], (said % 256**size).to_bytes(size))
    head = bytes((first | opcode, (0x80 if masked else 0) | short)) + rest
    return head + (bytes(4) if masked else b"") + payload


class Grammar:
    """Makes inputs. `pages`: the ids of pages that are really there."""

    def __init__(self, seed: str, pages: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._pages = pages

    def next(self) -> Input:
        """One input."""
        make = self._random.choices(
            (self._bytes, self._packet, self._event, self._command, self._request), (1, 2, 2, 4, 2)
        )
        return make[0]()

    # Bytes and frames

    def _bytes(self) -> Input:
        pick, stage = self._random, self._stage()
        body = CANARY.encode() + pick.randbytes(pick.choice((0, 3, 60, 200)))
        opcode = pick.randrange(16)
        match pick.randrange(7):
            case 0:
                return Input(stage, body[:120], pick.choice((PING, 10, CLOSE)))
            case 1:
                return Input(stage, body, pick.choice((TEXT, BINARY)))
            case 2:
                data = body
            case 3:
                data = frame(opcode, body, length=pick.choice(LENGTHS), size=pick.choice((2, 8)))
            case 4:
                data = frame(opcode, body, first=pick.choice((0, 0x80, 0x90, 0xC0, 0xF0)))
            case 5:
                data = frame(TEXT, body, masked=False)
            case _:
                data = b"".join(frame(TEXT if n == 0 else 0, body, first=0) for n in range(pick.choice((1, 3, 70))))
        return Input(stage, data, ends=True)

    # Engine.IO and Socket.IO

    def _packet(self) -> Input:
        pick = self._random
        text = pick.choice(DIGITS) + pick.choice(("", CANARY, "probe", f"[{CANARY}", self._json()))
        return Input(self._stage(), _utf8(text), pick.choice((TEXT, TEXT, TEXT, BINARY)))

    def _event(self) -> Input:
        pick, stage = self._random, self._stage()
        attachments = pick.choice(("", "", "", "1-", "51-", "99999999999-", "-"))
        ack = pick.choice(("", "", "1", "0", "9" * 20, "9" * 99, "9" * 200, "²"))
        body = pick.choice((self._json(), f'["{pick.choice(EVENTS)}",{self._json()}]', f'["{CANARY}"', self._hello()))
        return Input(stage, _utf8("4" + pick.choice(DIGITS) + attachments + pick.choice(NAMESPACES) + ack + body), TEXT)

    def _hello(self) -> str:
        pick = self._random
        hello = {"version": 1, "room": "dr-rivera", "key": "A" * 87, "token": CANARY, "ticket": None}
        return self._bent({each: json.dumps(value) for each, value in hello.items() if pick.random() < 0.9})

    # Commands

    def _command(self) -> Input:
        stage: Stage = self._random.choice(("patient", "provider"))
        text = f'42/{stage},{self._random.randrange(10**6)}["command",{self._body()}]'
        return Input(stage, _utf8(text), TEXT)

    def _body(self) -> str:
        pick = self._random
        kind = pick.choice(
            ("relay", "relay", "leave", "start_call", "end_call", "remove_visit", "set_away", "set_line")
        )
        fields = {"type": kind, "visit": pick.choice((VISIT, VISIT, CANARY)), "to": pick.choice((*self._pages, CANARY))}
        more = {"seq": pick.randrange(5), "sealed": CANARY, "away": pick.random() < 0.5, "line": CANARY}
        written = {each: json.dumps(value) for each, value in {**fields, **more}.items()}
        return self._bent(written) if pick.random() < 0.6 else _object(written)

    def _bent(self, fields: dict[str, str]) -> str:
        """An object with something wrong in it."""
        pick = self._random
        name = pick.choice(list(fields) or ["type"])
        match pick.randrange(4):
            case 0:
                fields.pop(name, None)
            case 1:
                fields[pick.choice((CANARY, "__proto__", ""))] = self._json()
            case 2:
                return _object(fields)[:-1] + f',"{name}":{self._json()}}}'
            case _:
                fields[name] = self._json()
        return _object(fields)

    def _json(self) -> str:
        """A value, or nearly one."""
        pick = self._random
        depth = pick.choice((1, 3, 200, 5_000))
        return pick.choice(
            (
                *(
                    f'"{CANARY}"',
                    f'"{CANARY}\\ud800"',
                    f'"{CANARY}\ud800"',
                    '"\\u0000"',
                    f'"{CANARY * 200}"',
                    "[]",
                    "{}",
                ),
                *(
                    "1e400",
                    "-1e400",
                    "NaN",
                    "Infinity",
                    "-0",
                    str(2**53),
                    str(-(2**70)),
                    "9" * 5_000,
                    "1.5",
                    "true",
                    "null",
                ),
                *("[" * depth, "[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth),
                *(f'{{"{CANARY}":1,"{CANARY}":2}}', f'{{"_placeholder":true,"num":0,"{CANARY}":0}}', CANARY, ""),
            )
        )

    # HTTP

    def _request(self) -> Input:
        pick = self._random
        room = pick.choice(("dr-rivera", "dr-tanaka", CANARY, "%00" + CANARY, "..%2f..", "%ff%fe", "a" * 3_000))
        path = pick.choice(ROUTES).replace("{}", room) + pick.choice(("", "", f"?{CANARY}=1", f"/{CANARY}", "?EIO=3"))
        method = pick.choice(METHODS) if pick.random() < 0.3 else ("POST" if "/api/" in path else "GET")
        body = b"" if method == "GET" else _utf8(pick.choice(("{}", self._json(), self._bent({"passcode": "null"}))))
        headers = ["Connection: close", *self._headers(len(body))]
        head = f"{method} {path} HTTP/{pick.choices(('1.1', '1.0', '9'), (20, 2, 1))[0]}"
        return Input("http", "\r\n".join([head, *headers, "", ""]).encode() + body)

    def _headers(self, size: int) -> list[str]:
        pick = self._random
        host = pick.choices(("localhost", CANARY, f"{CANARY} x", "[::1", "a:99999"), (20, 1, 1, 1, 1))[0]
        kind = pick.choices(("application/json", CANARY), (5, 1))[0]
        harmless = (
            *(f"Authorization: Bearer {CANARY}", f"Cookie: {CANARY}=1", f"X-Forwarded-For: {CANARY}"),
            *(f"Origin: https://{CANARY}.example", "Expect: 100-continue", "If-None-Match: *", "Upgrade: h2c"),
            *("Accept-Encoding: gzip;q=x", f"Range: bytes={CANARY}", "Sec-WebSocket-Version: 13", "Upgrade: websocket"),
        )
        broken = (
            CANARY,
            f"X-{CANARY}: \x00",
            "Content-Length: -1",
            "Transfer-Encoding: chunked",
            "Sec-WebSocket-Key: x",
        )
        chosen = [each for each in harmless if pick.random() < 0.1] + [each for each in broken if pick.random() < 0.03]
        return [f"Host: {host}", f"Content-Length: {size}", f"Content-Type: {kind}", *chosen]

    def _stage(self) -> Stage:
        return self._random.choice(("opened", "patient", "provider"))


def _object(fields: dict[str, str]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in fields.items()) + "}"


def _utf8(text: str) -> bytes:
    """The text as bytes, also where it is none: a lone surrogate is encoded all the same."""
    return text.encode("utf-8", "surrogatepass")
