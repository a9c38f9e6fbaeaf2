"""Clinics, rooms, providers and API keys, in a database. Of patients there are only hashes of ended visits' ids."""

from waitside.directory.directory import Directory
from waitside.directory.errors import DirectoryError, DirectoryUnavailable, HashingBusy
from waitside.directory.records import (
    AccountRecord,
    ApiKeyRecord,
    ClinicRecord,
    Picture,
    ProviderRecord,
    RoomRecord,
)

__all__ = [
    "AccountRecord",
    "ApiKeyRecord",
    "ClinicRecord",
    "Directory",
    "DirectoryError",
    "DirectoryUnavailable",
    "HashingBusy",
    "Picture",
    "ProviderRecord",
    "RoomRecord",
]
