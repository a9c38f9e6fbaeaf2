"""A running process seen from outside: its memory, its open files. Linux only, and only with the right to look."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

UNREADABLE_BY_DESIGN: Final = ("[vvar]", "[vvar_vclock]", "[vsyscall]")
"""The kernel's own pages, with its clocks; nobody can read these through /proc."""

PROC: Final = Path("/proc")
PAGE: Final = 4096  # bytes
PART: Final = 16 << 20  # bytes read at once


class NotAllowed(Exception):
    """The memory of the process cannot be read here; the message says why, and what to do."""


@dataclass(frozen=True)
class Region:
    """A range of addresses that the process can read. `missing`: bytes of it that cannot be read from outside."""

    name: str
    start: int
    content: bytes
    missing: int


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """A child process that does not run meanwhile, so that nothing moves while it is searched."""
    os.kill(pid, signal.SIGSTOP)
    try:
        os.waitpid(pid, os.WUNTRACED)
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def family(pid: int, proc: Path = PROC) -> list[int]:
    """The process and all that come of it."""
    found = [pid]
    for each in found:
        for children in (proc / str(each) / "task").glob("*/children"):
            found.extend(int(child) for child in children.read_text().split())
    return found


def read_memory(pid: int, proc: Path = PROC) -> list[Region]:
    """All that a process can read, as it is now. Raises NotAllowed."""
    try:
        with (proc / str(pid) / "mem").open("rb", buffering=0) as memory:
            return [_read_region(memory.fileno(), *where) for where in _regions(pid, proc)]
    except FileNotFoundError:
        raise NotAllowed("this system has no /proc/PID/mem: run it on Linux") from None
    except PermissionError:
        raise NotAllowed(
            "the kernel does not let this user read the memory of the server's process: run it as root, "
            "or set kernel.yama.ptrace_scope to 0 or 1"
        ) from None


def read_open_files(pid: int, known: Path, proc: Path = PROC) -> Iterator[tuple[str, bytes]]:
    """Names and contents of files that a process has open, deleted ones too, except for those in the folder `known`."""
    for link in sorted((proc / str(pid) / "fd").iterdir()):
        with suppress(OSError):  # closed since it was listed
            target = link.readlink()
            if link.is_file() and not (target.exists() and target.is_relative_to(known)):
                yield f"open file {target}", link.read_bytes()


def count_sockets(pid: int, proc: Path = PROC) -> int:
    """How many sockets a process has open."""
    links = [str(each.readlink()) for each in (proc / str(pid) / "fd").iterdir() if each.is_symlink()]
    return sum(link.startswith("socket:") for link in links)


def _regions(pid: int, proc: Path) -> Iterator[tuple[str, int, int]]:
    """The name, the start and the end of every region that the process can read."""
    for line in (proc / str(pid) / "maps").read_text().splitlines():
        addresses, rights, *rest = line.split(maxsplit=5)
        start, end = (int(each, 16) for each in addresses.split("-"))
        name = rest[3] if len(rest) > 3 else "anonymous"
        if "r" in rights and name not in UNREADABLE_BY_DESIGN:
            yield name, start, end


def _read_region(memory: int, name: str, start: int, end: int) -> Region:
    """One region; pages that cannot be read are left out, and counted."""
    parts = [_read_part(memory, at, min(PART, end - at)) for at in range(start, end, PART)]
    content = b"".join(parts)
    return Region(name, start, content, end - start - len(content))


def _read_part(memory: int, at: int, length: int) -> bytes:
    """As much as can be read: at once, or page by page where there is a hole."""
    with suppress(OSError):
        part = os.pread(memory, length, at)
        if len(part) == length or length <= PAGE:
            return part
    pages = range(at, at + length, PAGE) if length > PAGE else ()
    return b"".join(_read_part(memory, page, PAGE) for page in pages)
