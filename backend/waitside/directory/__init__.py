"""Clinics, rooms, providers and API keys, in a database. Nothing about patients is here, nor may it ever be."""

from waitside.directory.directory import Directory
from waitside.directory.errors import DirectoryError
from waitside.directory.records import ClinicRecord, Photo, ProviderRecord, RoomRecord

__all__ = ["ClinicRecord", "Directory", "DirectoryError", "Photo", "ProviderRecord", "RoomRecord"]
