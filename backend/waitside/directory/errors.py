"""What the directory refuses."""

from datetime import timedelta
from typing import Final

from waitside.errors import OperatorError

UNUSABLE: Final = "The database at WAITSIDE_DATABASE_URL cannot be opened or written to."


class DirectoryError(OperatorError):
    """What was to be put into the directory is malformed or taken, or the database cannot be used."""


class DatabaseHeld(DirectoryError):
    """Another server runs on the database."""


class HashingBusy(Exception):
    """Too many passwords or passcodes wait to be checked. Trying again after `RETRY_AFTER` may help."""

    RETRY_AFTER: Final = timedelta(seconds=5)  # by then those who wait now have been served


class DirectoryUnavailable(Exception):
    """The database does not answer, or not in time. Carries nothing of the query. Trying again later may help."""
