"""What a page asks of the server: each is acknowledged with `Accepted` or `Refused`."""

from typing import Annotated

import msgspec

from waitside.protocol.account import Settings
from waitside.protocol.base import (
    PLAIN,
    Away,
    PageId,
    PageSecret,
    PublicKey,
    Sealed,
    SignedText,
    Slug,
    Tagged,
    VisitId,
    Wire,
)
from waitside.protocol.codes import ErrorCode
from waitside.protocol.views import CallView


class Hello(Wire, frozen=True):
    """The Socket.IO `auth` payload.

    A patient's page shows the ticket of its visit once it has one. On the page's first connection there may be a token
    beside it, which then says whose visit it may be. `returning`: the page was here before and connects again by
    itself, so it must not take the visit from another page. `away`, of a provider's page: what it knows to be set.
    `secret` proves that the page's id is its own. A page of an older version has none.
    """

    version: int
    room: Slug
    key: PublicKey
    token: SignedText | None = None
    ticket: SignedText | None = None
    returning: bool = False
    away: Away | None = None
    secret: PageSecret | None = None


class Relay(Tagged, frozen=True):
    """Pass an envelope on to another page. `seq` numbers a reliable stream from 1; 0 is outside of it."""

    visit: VisitId
    to: PageId
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
    sealed: Sealed


class Leave(Tagged, frozen=True):
    """The patient leaves the waiting room."""


class StartCall(Tagged, frozen=True):
    """Move a visit into a call with the asking page. Accepted with the call."""

    visit: VisitId


UndoWithin = Annotated[int, msgspec.Meta(ge=0, le=20_000)]
"""Milliseconds in which the page that ends a visit may undo that; 0 ends it at once."""


class EndCall(Tagged, frozen=True):
    """End the call, and with it the visit."""

    visit: VisitId
    undo_within: UndoWithin = 0


class RemoveVisit(Tagged, frozen=True):
    """Take a visit out of the queue."""

    visit: VisitId
    undo_within: UndoWithin = 0


class UndoEnd(Tagged, frozen=True):
    """Take back the end of a visit that this page has asked for. Accepted as well where the visit is not ending."""

    visit: VisitId


class SetAway(Tagged, frozen=True):
    """Show the provider as away, or no longer, on all of their pages."""

    away: bool


class SetIdle(Tagged, frozen=True):
    """Nobody has looked at the provider's page for long, or somebody does again: away by use, not by hand."""

    idle: bool


class SetLine(Tagged, frozen=True):
    """Set the line that patients read, such as "running 10 minutes late"; empty takes it down."""

    line: Annotated[str, msgspec.Meta(max_length=160)]


class SetProfile(Tagged, frozen=True):
    """Set what patients are shown of the provider, in every room."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=PLAIN)]
    title: Annotated[str, msgspec.Meta(max_length=80, pattern=PLAIN)]


class SetPhoto(Tagged, frozen=True):
    """Set the provider's picture: a data URL, in Base64, of a PNG, JPEG or WebP. None takes it down."""

    photo: Annotated[str, msgspec.Meta(max_length=28_000)] | None


class SetSettings(Tagged, frozen=True):
    """Keep what the account's owner has set. Its other pages are told."""

    settings: Settings


class SetPassword(Tagged, frozen=True):
    """Set another password. Signs every page of the account out, this one included."""

    current: Annotated[str, msgspec.Meta(max_length=128)]
    new: Annotated[str, msgspec.Meta(max_length=128)]


class SignOutEverywhere(Tagged, frozen=True):
    """Sign every page of the account out, this one included."""


AccountCommand = SetLine | SetProfile | SetPhoto | SetSettings | SetPassword | SignOutEverywhere
PatientCommand = Relay | Leave
ProviderChange = StartCall | EndCall | RemoveVisit | UndoEnd | SetAway | SetIdle | AccountCommand
"""Changes the room, or the account."""

ProviderCommand = Relay | ProviderChange


class Accepted(Tagged, frozen=True):
    """The command was carried out."""

    call: CallView | None = None


class Refused(Tagged, frozen=True):
    """The command changed nothing. `retry_after` (milliseconds) when waiting helps."""

    code: ErrorCode
    message: str
    retry_after: int | None = None


Reply = Accepted | Refused
