"""What a provider does with their own account, over the connection of any of its pages."""

import contextlib
import re
from typing import Final

from waitside.directory import Directory, DirectoryError, DirectoryUnavailable
from waitside.directory.checks import check_password
from waitside.directory.hashing import KNOWN, secret_fits
from waitside.directory.pictures import picture_in
from waitside.limits import Limits
from waitside.live.announcer import Announcer
from waitside.live.records import Records
from waitside.live.rooms import Rooms
from waitside.live.seats import ProviderSeat
from waitside.protocol.commands import (
    AccountCommand,
    SetLine,
    SetPassword,
    SetPhoto,
    SetProfile,
    SetSettings,
    SignOutEverywhere,
)
from waitside.refusals import Refusal

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # nothing to read, and PostgreSQL refuses some


class Accounts:
    """Carries out what concerns the account, and tells everyone who is shown it."""

    def __init__(
        self, directory: Directory, rooms: Rooms, records: Records, announcer: Announcer, limits: Limits
    ) -> None:
        self._accounts = directory.accounts
        self._rooms = rooms
        self._records = records
        self._announcer = announcer
        self._limits = limits

    async def carry_out(self, seat: ProviderSeat, command: AccountCommand) -> None:
        """Do what a page asks. Raises Refusal or DirectoryUnavailable."""
        match command:
            case SetLine(line):
                await self._accounts.set_line(seat.provider, _one_line(line))
                await self._announce_provider(seat.provider)
            case SetProfile(name, title):
                await self._accounts.set_profile(seat.provider, name=_one_line(name), title=_one_line(title))
                await self._announce_provider(seat.provider)
            case SetPhoto(photo):
                await self._set_photo(seat.provider, photo)
                await self._announce_provider(seat.provider)
            case SetSettings(settings):
                await self._accounts.set_settings(seat.provider, settings)
                self._records.hold_settings(seat.provider, settings)
                self._announcer.announce_account(seat.provider, await self._records.account(seat.provider))
            case SetPassword(current, new):
                await self._set_password(seat, current, new)
            case SignOutEverywhere():
                await self._accounts.sign_out_everywhere(seat.provider)  # the next sweep shows the pages out

    async def _set_photo(self, provider: str, data_url: str | None) -> None:
        try:
            photo = picture_in(data_url) if data_url is not None else None
        except DirectoryError:
            raise Refusal("bad_picture") from None
        await self._accounts.set_photo(provider, photo)

    async def _set_password(self, seat: ProviderSeat, current: str, new: str) -> None:
        with KNOWN.place(seat.provider) as place:  # first: an attempt that finds none is not counted
            if self._limits.known_password(seat.provider, "pages") is not None:
                raise Refusal("too_many")
            account = await self._accounts.account(seat.provider)
            if account is None or not await secret_fits(current, account.password_hash, place):
                raise Refusal("wrong_password")
            try:
                check_password(new)
            except DirectoryError:
                raise Refusal("bad_password") from None
            await self._accounts.set_password(seat.provider, new, place)

    async def _announce_provider(self, provider: str) -> None:
        with contextlib.suppress(DirectoryUnavailable):  # then the next refresh finds the change, and announces it
            await self._records.look_again(provider)
            await self._rooms.announce_staff([provider])


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())
