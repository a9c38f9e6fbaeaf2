"""Room tokens for a clinic's own server."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory import ClinicRecord, Directory, DirectoryError, Picture, ProviderRecord
from waitside.directory.pictures import picture_in
from waitside.refusals import Refusal
from waitside.web.api.access import Access
from waitside.web.api.answers import as_json
from waitside.web.api.issuing import IssuedToken, Issuer
from waitside.web.api.operations import Operation
from waitside.web.bodies import Name, Reference, Subject, read_json


class PatientTokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="role", tag="patient"):
    """A clinic's server lets a patient in. There is no field for a name: the server is not to know it."""

    room: str
    subject: Subject
    reference: Reference | None = None


class ProviderTokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="role", tag="provider"):
    """A clinic's server lets a provider in, and tells what patients are shown of them. `photo` is a data URL."""

    room: str
    subject: Subject
    reference: Reference | None = None
    name: Name | None = None
    title: Name | None = None
    photo: str | None = None


TokenRequest = PatientTokenRequest | ProviderTokenRequest
_token_requests: msgspec.json.Decoder[TokenRequest] = msgspec.json.Decoder(TokenRequest)


class Tokens:
    """Gives tokens to clinics' servers."""

    def __init__(self, directory: Directory, access: Access, issuer: Issuer) -> None:
        self._accounts = directory.accounts
        self._access = access
        self._issuer = issuer

    def operations(self) -> list[Operation]:
        """What can be done, and where."""
        return [
            Operation(
                "POST",
                "/api/tokens",
                self.issue,
                201,
                takes=TokenRequest,
                gives=IssuedToken,
                access="api_key",
                problems=("room_unknown", "account_closed"),
            )
        ]

    async def issue(self, request: Request) -> Response:
        """Make a token for one of the clinic's rooms."""
        clinic, key = await self._access.caller(request)
        wanted = await read_json(request, _token_requests)
        room = await self._access.own_room(clinic, wanted.room)
        if isinstance(wanted, PatientTokenRequest):
            issued = self._issuer.to_patient(room, wanted.subject, wanted.reference, key=key)
        else:
            provider = await self._provider(clinic, wanted)
            issued = self._issuer.to_provider(room, provider, wanted.reference, key=key)
        return as_json(issued, status=201)

    async def _provider(self, clinic: ClinicRecord, wanted: ProviderTokenRequest) -> ProviderRecord:
        """Return the account that a token is wanted for, with what its clinic tells of it. Raises Refusal."""
        photo = _photo(wanted.photo) if wanted.photo is not None else None
        provider = await self._accounts.ensure(
            clinic.id, wanted.subject, name=wanted.name, title=wanted.title, photo=photo
        )
        if provider.closed:
            raise Refusal("account_closed")
        return provider


def _photo(data_url: str) -> Picture:
    try:
        return picture_in(data_url)
    except DirectoryError as error:
        raise Refusal("bad_request", detail=f"The field photo: {error}") from None
