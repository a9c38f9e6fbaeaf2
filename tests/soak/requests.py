"""Plain requests over a connection of an attack, which goes on after each."""

import json
from dataclasses import dataclass
from http.cookies import SimpleCookie

from tests.soak.caller import Caller


@dataclass(frozen=True)
class Answer:
    """The status, the seconds to wait, and the cookies that were set, as `name=value`."""

    status: int
    retry_after: float
    cookies: tuple[str, ...]


async def post(caller: Caller, path: str, body: object, cookies: tuple[str, ...] = ()) -> Answer:
    """Send JSON. Raises EOFError or ConnectionError where the server hangs up."""
    content = json.dumps(body).encode()
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
        *([f"Cookie: {'; '.join(cookies)}"] if cookies else []),
    ]
    await caller.send("\r\n".join([*lines, "", ""]).encode() + content)
    head = (await caller.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:])]
    await caller.reader.readexactly(next(int(value) for name, value in headers if name == "content-length"))
    return Answer(
        status=int(head[0].split()[1]),
        retry_after=next((float(value) for name, value in headers if name == "retry-after"), 0.0),
        cookies=tuple(
            f"{name}={morsel.value}"
            for header, value in headers
            if header == "set-cookie"
            for name, morsel in SimpleCookie(value).items()
        ),
    )
