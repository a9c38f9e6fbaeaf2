"""The directory without a database: its tables are in memory, and each piece of work is at the mercy of `faults`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from tests.simulator.faults import DatabaseConnection
from waitside.directory import ClinicRecord, Directory, ProviderRecord, RoomRecord
from waitside.directory.accounts import provider_id_of
from waitside.directory.records import AccountRecord
from waitside.protocol.account import DEFAULT_SETTINGS, Settings


@dataclass
class Tables:
    """What outlives the servers."""

    clinics: dict[str, ClinicRecord] = field(default_factory=dict)
    rooms: dict[str, RoomRecord] = field(default_factory=dict)
    providers: dict[str, ProviderRecord] = field(default_factory=dict)
    settings: dict[str, Settings] = field(default_factory=dict)
    ended_visits: dict[bytes, int] = field(default_factory=dict)


class SimulatedDirectory:
    """Has the methods of `waitside.directory.Directory` that a server calls in a story."""

    def __init__(self, tables: Tables, database: DatabaseConnection) -> None:
        self._tables = tables
        self.database = database
        self.accounts = _Accounts(tables, database)
        self.ended_visits = _EndedVisits(tables, database)
        self.administration = None

    @property
    def as_directory(self) -> Directory:
        """The same, for those who ask for the real one."""
        return cast("Directory", self)

    async def migrate(self) -> None:
        """The tables are as they should be."""

    def log_outages(self) -> None:
        """Outages are no news in a story."""

    async def close(self) -> None:
        """Nothing is open."""

    async def room(self, slug: str) -> RoomRecord | None:
        """The room with this slug."""
        return (await self.rooms_called([slug])).get(slug)

    async def rooms_called(self, slugs: Iterable[str]) -> dict[str, RoomRecord]:
        """Those of these rooms that there are."""
        await self.database.before()
        return {each: self._tables.rooms[each] for each in slugs if each in self._tables.rooms}

    async def clinic(self, clinic_id: str) -> ClinicRecord | None:
        """The clinic with this id."""
        await self.database.before()
        return self._tables.clinics.get(clinic_id)

    async def provider(self, provider_id: str) -> ProviderRecord | None:
        """The provider with this id."""
        return (await self.providers_called([provider_id])).get(provider_id)

    async def providers_called(self, ids: Iterable[str]) -> dict[str, ProviderRecord]:
        """Those of these providers that there are."""
        await self.database.before()
        return {each: self._tables.providers[each] for each in ids if each in self._tables.providers}


class _Accounts:
    def __init__(self, tables: Tables, database: DatabaseConnection) -> None:
        self._tables = tables
        self._database = database

    async def ensure(self, clinic_id: str, subject: str, **_given: object) -> ProviderRecord:
        await self._database.before()
        provider_id = provider_id_of(clinic_id, subject)
        new = ProviderRecord(provider_id, clinic_id, subject, f"Dr. {subject}", "", None, "", epoch=0, closed=False)
        return self._tables.providers.setdefault(provider_id, new)

    async def account(self, provider_id: str) -> AccountRecord | None:
        await self._database.before()
        if provider_id not in self._tables.providers:
            return None
        return AccountRecord(provider_id, None, None, self._tables.settings.get(provider_id, DEFAULT_SETTINGS))

    async def set_line(self, provider_id: str, line: str) -> None:
        await self._change(provider_id, line=line)

    async def set_profile(self, provider_id: str, *, name: str, title: str) -> None:
        await self._change(provider_id, name=name, title=title)

    async def set_settings(self, provider_id: str, settings: Settings) -> None:
        await self._database.before()
        self._tables.settings[provider_id] = settings
        await self._database.after()

    async def sign_out_everywhere(self, provider_id: str) -> None:
        await self._change(provider_id, epoch=self._tables.providers[provider_id].epoch + 1)

    async def _change(self, provider_id: str, **values: Any) -> None:
        await self._database.before()
        self._tables.providers[provider_id] = replace(self._tables.providers[provider_id], **values)
        await self._database.after()


class _EndedVisits:
    def __init__(self, tables: Tables, database: DatabaseConnection) -> None:
        self._tables = tables
        self._database = database

    async def add(self, expiries: Mapping[bytes, int]) -> None:
        await self._database.before()
        self._tables.ended_visits = {**expiries, **self._tables.ended_visits}
        await self._database.after()

    async def has(self, visit_hash: bytes) -> bool:
        await self._database.before()
        return visit_hash in self._tables.ended_visits

    async def delete_expired(self, now: int) -> bool:
        await self._database.before()
        self._tables.ended_visits = {each: at for each, at in self._tables.ended_visits.items() if at > now}
        return False
