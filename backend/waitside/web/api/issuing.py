"""Room tokens, as the API hands them out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import msgspec

from waitside.directory import ProviderRecord, RoomRecord
from waitside.tokens import RoomToken, Signer
from waitside.web.api.answers import iso

PATIENT_LIFETIME: Final = timedelta(hours=1)  # to enter with; the visit ticket takes over from there
PROVIDER_LIFETIME: Final = timedelta(hours=12)  # a long shift


class IssuedToken(msgspec.Struct, frozen=True):
    """A room token, for the page that is to enter. `expires_at` in ISO 8601, UTC."""

    token: str
    expires_at: str


class Issuer:
    """Signs room tokens. `clock` gives milliseconds since the Unix epoch.

    `key` is the id of the API key that asks for a token, if any.
    """

    def __init__(self, signer: Signer, clock: Callable[[], int]) -> None:
        self._signer = signer
        self._clock = clock

    def to_patient(
        self, room: RoomRecord, subject: str, reference: str | None = None, *, key: str | None = None
    ) -> IssuedToken:
        """Return a patient's token."""
        expires_at = self._end_of(PATIENT_LIFETIME)
        return self._issue(RoomToken(room.clinic_id, room.slug, "patient", subject, reference, expires_at, key=key))

    def to_provider(
        self, room: RoomRecord, provider: ProviderRecord, reference: str | None = None, *, key: str | None = None
    ) -> IssuedToken:
        """Return a provider's token, which counts until they sign out everywhere."""
        expires_at, subject = self._end_of(PROVIDER_LIFETIME), provider.subject
        token = RoomToken(room.clinic_id, room.slug, "provider", subject, reference, expires_at, provider.epoch, key)
        return self._issue(token)

    def _issue(self, token: RoomToken) -> IssuedToken:
        return IssuedToken(self._signer.sign_room_token(token), iso(token.expires_at))

    def _end_of(self, lifetime: timedelta) -> int:
        return self._clock() + lifetime // timedelta(milliseconds=1)
