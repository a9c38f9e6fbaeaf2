"""What the directory refuses."""

from waitside.errors import OperatorError


class DirectoryError(OperatorError):
    """What was to be put into the directory is malformed or taken, or the database cannot be used."""


class DirectoryUnavailable(Exception):
    """The database does not answer, or not in time. Carries nothing of the query. Trying again later may help."""
