"""The lock of one server on a SQLite database: a lock of the system's on a file beside the database."""

import fcntl
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from waitside.directory.errors import DirectoryError
from waitside.directory.server_lock import ServerLock

logger = logging.getLogger("waitside.directory")

ENDING: Final = "-lock"


class FileLock(ServerLock):
    """A lock by `flock`, which the system takes back however a process ends.

    `database` is the path of its file as SQLite tells it, with symbolic links followed. The lock is not on that file:
    on some systems, and on NFS, it would shut out SQLite's own locks. The lock's file is never removed: if it
    were, and were made anew, two servers could each lock a different file of that name.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = Path(f"{database}{ENDING}")
        self._descriptor: int | None = None

    async def try_take(self) -> bool:
        """Take the lock unless another server has it; return whether it is ours. Raises DirectoryError."""
        descriptor = self._opened()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            os.close(descriptor)
            return False
        except OSError:
            logger.warning("this file system has no locks: a second server on the database would not be noticed")
        self._descriptor = descriptor
        return True

    async def release(self) -> None:
        """Let go of the lock."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)  # closing is not enough where a child process has it open too
        os.close(self._descriptor)
        self._descriptor = None

    def _opened(self) -> int:
        try:
            try:
                return self._made()
            except FileExistsError:
                return self._found()
        except OSError:
            raise DirectoryError(
                f"The file {self._file.name} beside the database, which keeps a second server away, cannot be opened: "
                "this account has to be allowed to write there, and the disk to have space."
            ) from None

    def _made(self) -> int:
        """Create the file with the owner and permissions of the database: whoever can open it can hold the lock."""
        database = self._database.stat()
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_EXCL, database.st_mode & 0o666)
        if os.geteuid() == 0:  # as SQLite does, so that the usual account can go on after root
            with suppress(OSError):
                os.fchown(descriptor, database.st_uid, database.st_gid)
        return descriptor

    def _found(self) -> int:
        try:
            return os.open(self._file, os.O_RDWR | os.O_NOFOLLOW)
        except PermissionError:  # another account made it; reading is enough, but for NFS
            return os.open(self._file, os.O_RDONLY | os.O_NOFOLLOW)
