"""Room tokens for a clinic's own server."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory import Directory, DirectoryError, Picture
from waitside.directory.pictures import picture_in
from waitside.web.api.access import Access
from waitside.web.api.issuing import IssuedToken, Issuer
from waitside.web.api.operations import Operation
from waitside.web.bodies import Name, Reference, Subject, read_json
from waitside.web.problems import Problem


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
        match wanted:
            case PatientTokenRequest():
                return self._issuer.to_patient(room, wanted.subject, wanted.reference, key=key)
            case ProviderTokenRequest():
                photo = _photo(wanted.photo) if wanted.photo is not None else None
                provider = await self._accounts.ensure(
                    clinic.id, wanted.subject, name=wanted.name, title=wanted.title, photo=photo
                )
                if provider.closed:
                    raise Problem("account_closed")
                return self._issuer.to_provider(room, provider, wanted.reference, key=key)


def _photo(data_url: str) -> Picture:
    try:
        return picture_in(data_url)
    except DirectoryError as error:
        raise Problem("bad_request", detail=f"The field photo: {error}") from None
