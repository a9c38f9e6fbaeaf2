"""Taking the addresses to serve on, before anything else is started."""

import errno
import socket
from contextlib import ExitStack

from waitside.errors import OperatorError

BACKLOG = 2_048  # connections that the system may hold while all of a clinic's pages come back at once


class ServerError(OperatorError):
    """One line that says why the server cannot run."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address of `host`. Raises ServerError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise ServerError(f"{host} is no address to listen on.") from None
    with ExitStack() as opened:
        sockets = []
        for family, address in dict.fromkeys((each[0], each[4]) for each in found):
            if (taken := _take(family, address, host, port)) is not None:
                sockets.append(opened.enter_context(taken))
        if not sockets:
            raise ServerError(f"{host} is no address of this machine.")
        opened.pop_all()  # from here on they are the caller's to close
        return sockets


def _take(family: socket.AddressFamily, address: tuple[object, ...], host: str, port: int) -> socket.socket | None:
    """One listening socket; None for a kind of address that this machine does not have, such as IPv6."""
    try:
        taken = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind(address)
        taken.listen(BACKLOG)
    except OSError as error:
        taken.close()
        match error.errno:
            case errno.EADDRNOTAVAIL:
                return None
            case errno.EADDRINUSE:
                raise ServerError(f"Port {port} of {host} is taken by another program. Choose another one.") from None
            case errno.EACCES:
                raise ServerError(f"Port {port} of {host} may not be used by this account.") from None
            case _:
                raise ServerError(f"Port {port} of {host} cannot be listened on.") from None
    return taken
