"""What callers show to be let in: a clinic's API key, or that a page of our own is asking."""

from typing import NamedTuple

from starlette.requests import Request

from waitside.directory import ClinicRecord, Directory, RoomRecord
from waitside.directory.api_keys import api_key_id
from waitside.refusals import Refusal


class Caller(NamedTuple):
    """A clinic's own server, and the id of the API key that it shows."""

    clinic: ClinicRecord
    key: str


class Access:
    """Looks up who is asking, and for which room."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def clinic(self, request: Request) -> ClinicRecord:
        """The clinic whose API key the request has. Raises Refusal."""
        return (await self.caller(request)).clinic

    async def caller(self, request: Request) -> Caller:
        """The clinic and its API key that the request has. Raises Refusal."""
        given = request.headers.getlist("authorization")
        scheme, _, api_key = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        clinic = await self._directory.clinic_of_key(api_key) if scheme.lower() == "bearer" else None
        key = api_key_id(api_key)
        if clinic is None or key is None:
            raise Refusal("api_key_invalid")
        return Caller(clinic, key)

    async def room(self, slug: str) -> RoomRecord:
        """A room, whosever it is. Raises Refusal."""
        room = await self._directory.room(slug)
        if room is None:
            raise Refusal("room_unknown")
        return room

    async def own_room(self, clinic: ClinicRecord, slug: str) -> RoomRecord:
        """A room of this clinic. Raises Refusal, with not a word about other clinics' rooms."""
        room = await self.room(slug)
        if room.clinic_id != clinic.id:
            raise Refusal("room_unknown")
        return room


def check_same_origin(request: Request) -> None:
    """Refuse what a browser says to come from another site's page. Raises Refusal.

    Programs that are no browsers send neither header, and have no cookie that another could make use of.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = f"{request.url.scheme}://{request.url.netloc}"
    same = site == "same-origin" if site is not None else origin in (None, own)
    if not same:
        raise Refusal("not_allowed", detail="Only pages of this server may do that.")
