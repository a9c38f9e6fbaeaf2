"""What the directory says of live rooms and their staff, kept so that the live side works while it does not answer."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import Final, TypeVar

import msgspec

from waitside.directory import Directory, DirectoryUnavailable, ProviderRecord, RoomRecord
from waitside.directory.accounts import provider_id_of
from waitside.directory.deadlines import Deadline
from waitside.live import views
from waitside.protocol.account import AccountView, Settings

PATIENCE: Final = 1.0  # seconds to wait for a newer record where an older one is known

Record = TypeVar("Record")


class Records:
    """The last known records of live rooms, and of the providers in them.

    Whatever is announced is read from here, at once. What a page that comes in needs is asked of the directory first;
    when that does not answer, the last known record counts. Methods that ask raise DirectoryUnavailable where nothing
    is known.
    """

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self.rooms: dict[str, RoomRecord] = {}
        self.providers: dict[str, ProviderRecord] = {}
        self._accounts: dict[str, AccountView] = {}
        self._keys: dict[str, bool] = {}
        """Whether an API key is in use, by id: no more keys than the clinics have. Revoking one is final."""
        self._newer: set[str] = set()
        """Providers whose records came in while a refresh was under way: its answer is older."""
        self._late = False
        """The directory did not answer when it was asked last: what is known counts at once, until it answers again."""

    async def room(self, slug: str) -> RoomRecord | None:
        """The room with this slug; None when there is none."""
        return await self._ask(lambda: self._directory.room(slug), self.rooms.get(slug))

    async def provider(self, clinic_id: str, subject: str) -> ProviderRecord:
        """The provider whom a clinic knows as `subject`, made where missing."""
        known = self.providers.get(provider_id_of(clinic_id, subject))
        return await self._ask(lambda: self._directory.accounts.ensure(clinic_id, subject), known)

    async def account(self, provider_id: str) -> AccountView:
        """A provider's account, for their own pages."""
        return await self._ask(lambda: self._look_up_account(provider_id), self._accounts.get(provider_id))

    async def key_is_in_use(self, key_id: str) -> bool:
        """Whether an API key with this id has not been revoked."""
        if self.is_revoked(key_id):
            return False
        in_use = await self._ask(lambda: self._directory.key_is_in_use(key_id), self._keys.get(key_id))
        self._keys[key_id] = in_use and self._keys.get(key_id, True)  # a refresh may have found it revoked meanwhile
        return self._keys[key_id]

    def is_revoked(self, key_id: str) -> bool:
        """Whether an API key had been revoked when it was last looked up."""
        return self._keys.get(key_id) is False

    async def look_again(self, provider_id: str) -> None:
        """Look up a provider who has just been changed."""
        found = await self._directory.provider(provider_id)
        if found is not None and provider_id in self.providers:
            self.providers[provider_id] = found
            self._newer.add(provider_id)

    def hold_room(self, record: RoomRecord) -> None:
        """Keep a room's record for as long as the room is live."""
        self.rooms[record.slug] = record

    def hold_provider(self, record: ProviderRecord, account: AccountView) -> None:
        """Keep a provider's records for as long as one of their pages is in a room."""
        self.providers[record.id] = record
        self._accounts[record.id] = account
        self._newer.add(record.id)

    def hold_settings(self, provider_id: str, settings: Settings) -> None:
        """Keep what a provider has just set."""
        known = self._accounts.get(provider_id)
        if known is not None:
            self._accounts[provider_id] = msgspec.structs.replace(known, settings=settings)

    def drop_room(self, slug: str) -> None:
        """Forget a room."""
        self.rooms.pop(slug, None)

    def keep_providers(self, ids: Collection[str]) -> None:
        """Forget all other providers."""
        for gone in self.providers.keys() - ids:
            del self.providers[gone], self._accounts[gone]

    async def refresh_rooms(self, slugs: Collection[str]) -> frozenset[str]:
        """Look live rooms up again. Returns those that the directory has no more, or has for another clinic."""
        found = await self._directory.rooms_called(slugs)
        self._late = False
        own = {slug: record for slug, record in found.items() if self._is_of_same_clinic(record)}
        self.rooms |= {slug: record for slug, record in own.items() if slug in self.rooms}
        return frozenset(slugs) - own.keys()

    async def refresh_keys(self, ids: Collection[str]) -> None:
        """Look API keys up again."""
        if ids:
            found = await self._directory.keys_in_use(ids)
            self._keys |= {each: False for each in ids if each not in found}

    async def refresh_providers(self, ids: Collection[str]) -> set[str]:
        """Look providers up again, and close those that are gone. Returns the ones that have changed."""
        self._newer.clear()
        found = await self._directory.providers_called(ids)
        known = {each: self.providers[each] for each in ids if each in self.providers and each not in self._newer}
        newest = {each: found.get(each) or replace(record, closed=True) for each, record in known.items()}
        self.providers |= newest
        return {each for each, record in newest.items() if record != known[each]}

    async def _look_up_account(self, provider_id: str) -> AccountView:
        return views.account_view(await self._directory.accounts.account(provider_id))

    def _is_of_same_clinic(self, record: RoomRecord) -> bool:
        known = self.rooms.get(record.slug)
        return known is None or known.clinic_id == record.clinic_id

    async def _ask(self, look_up: Callable[[], Awaitable[Record]], known: Record | None) -> Record:
        """Ask the directory. A page that comes in needs several answers, and waits in vain for the first only."""
        if known is None:
            return await look_up()
        if self._late:
            return known
        try:
            async with Deadline(PATIENCE):
                return await look_up()
        except (DirectoryUnavailable, TimeoutError):
            self._late = True
            return known
