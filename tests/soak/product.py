"""The product's server as an operator has it, with the limits that it has by itself: they are part of the defence."""

import asyncio
import os
import resource
import socket
from dataclasses import replace
from typing import Final

import uvloop

from tests.bench.passes import CLINIC, ROOMS
from tests.bench.product import run
from waitside.directory import Directory
from waitside.logs import configure_logging
from waitside.serving import descriptors, server
from waitside.serving.listening import listen
from waitside.settings import Settings

LOBBY: Final = "lobby"  # a room for walk-ins
PASSCODE: Final = "471147"
EMAIL: Final = "doctor@clinic.example"
COLLEAGUE: Final = "colleague@clinic.example"
PASSWORD: Final = "a long enough password"


async def add_what_is_guessed(directory: Directory) -> None:
    """A room with a passcode, and two providers with a password."""
    await directory.administration.add_room(CLINIC, LOBBY, LOBBY, passcode=PASSCODE)
    for email in (EMAIL, COLLEAGUE):
        await directory.administration.add_provider(CLINIC, email, "Doctor", password=PASSWORD, rooms=ROOMS[:1])


OPEN_FILES: Final = "SOAK_OPEN_FILES"  # how many the server may have open; empty for as many as the test has
SEND_BUFFER: Final = "SOAK_SEND_BUFFER"  # bytes that the system takes for a reader; on one machine it takes megabytes


def listen_as_afar(size: int) -> None:
    """Have the system take only so many bytes for a reader, as it does where the network is slow."""

    def listen_with_small_buffers(host: str, port: int) -> list[socket.socket]:
        sockets = listen(host, port)
        for each in sockets:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)
        return sockets

    server.listen = listen_with_small_buffers  # type: ignore[attr-defined]


if __name__ == "__main__":
    if limit := os.environ.get(OPEN_FILES):
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(limit), int(limit)))
    if size := os.environ.get(SEND_BUFFER):
        listen_as_afar(int(size))
    configure_logging()
    settings = Settings.from_environment(os.environ)
    fitted = replace(settings, allowances=descriptors.fitting(settings.allowances, descriptors.allowed()[0]))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(fitted, add_what_is_guessed))
