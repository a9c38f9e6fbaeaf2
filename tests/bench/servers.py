"""Starting a server, alone on its core, and stopping it."""

import os
import secrets
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from tests.bench.machine import BenchError, on_core
from tests.bench.passes import Kind
from tests.bench.peers import PROJECT, command_of


@dataclass(frozen=True)
class Server:
    """A server that answers, new and unused."""

    kind: Kind
    pid: int
    port: int
    secret: str


@contextmanager
def running(kind: Kind, core: int) -> Iterator[Server]:
    """A server of this kind on this core, for as long as it is needed. Raises BenchError."""
    port, secret = free_port(), secrets.token_urlsafe(48)
    command, environment = command_of(kind, port, secret)
    with on_core(core):
        process = subprocess.Popen(
            command, cwd=PROJECT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
        )
    try:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise BenchError(f"The server does not start: {' '.join(command)}")
        yield Server(kind, process.pid, port, secret)
    finally:
        process.kill()  # it keeps nothing that would be worth a graceful end
        process.communicate()


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
