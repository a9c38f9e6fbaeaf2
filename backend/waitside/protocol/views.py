"""What a page is shown of the waiting room. No patient's name is among it: the server does not know one."""

from typing import Literal

from waitside.protocol.base import Instant, PageId, PageProof, PublicKey, VisitId, Wire

VisitStatus = Literal["waiting", "in_call"]
DepartureReason = Literal["left", "removed", "call_ended", "expired"]
PresenceStatus = Literal["online", "on_call", "away"]


class CallView(Wire, frozen=True):
    """A call between a visit and a provider. `url` is where it happens, None when the portal takes over."""

    id: str
    url: str | None


class PageView(Wire, frozen=True):
    """A page that can be written to, and the key to seal for it. Not connected: it may come back.

    `since` is when its newest connection began: what was sent before may be lost, and is to be sent again.
    `id` is the SHA-256 of `proof` and `key`; without a proof, of `key`.
    """

    id: PageId
    key: PublicKey
    connected: bool
    since: Instant
    proof: PageProof | None = None


class EndingView(Wire, frozen=True):
    """An end of a visit that can still be undone, on the provider's page that asked for it."""

    page: PageId
    reason: Literal["removed", "call_ended"]


class QueueVisit(Wire, frozen=True):
    """A visit as providers see it. `reference` is the clinic's own, from the room token.

    With an `ending` it counts as over for staff, unless that is undone.
    """

    id: VisitId
    arrived_at: Instant
    status: VisitStatus
    reference: str | None
    page: PageView
    call: CallView | None
    caller: str | None
    """The id of the provider who holds the call."""
    ending: EndingView | None = None


class OwnVisit(Wire, frozen=True):
    """A visit as its own patient sees it. `place` counts those waiting, from 1.

    `place` is None while in a call, and while waiting in a room that a restarted server does not know in full yet:
    others may still come back to places before this one. It is told once it is certain.
    """

    id: VisitId
    arrived_at: Instant
    status: VisitStatus
    place: int | None
    call: CallView | None


class ProviderView(Wire, frozen=True):
    """A clinician. `photo` is a path on the backend's origin; `line` is what they tell those who wait."""

    id: str
    name: str
    title: str
    photo: str | None
    line: str


class TeamPage(Wire, frozen=True):
    """One page of one provider of the room."""

    page: PageView
    provider: ProviderView
    presence: PresenceStatus


class RoomView(Wire, frozen=True):
    """A waiting room. `patients_write_first` False: a patient may answer, not begin."""

    slug: str
    name: str
    title: str
    patients_write_first: bool
