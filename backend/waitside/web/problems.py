"""Errors of the JSON API: problem details (RFC 9457) with a code of the protocol's. Nothing of a request is in them."""

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.responses import Response

from waitside.protocol.codes import MESSAGES, ErrorCode
from waitside.refusals import Refusal

RETRY_AFTER: Final = "5"  # seconds; an outage of the database is over in moments or in minutes
NOT_READY_HEADERS: Final[Mapping[str, str]] = {"Retry-After": RETRY_AFTER}
HEADERS: Final[Mapping[ErrorCode, Mapping[str, str]]] = {
    "api_key_invalid": {"WWW-Authenticate": "Bearer"},
    "not_ready": NOT_READY_HEADERS,
}

STATUS: Final[dict[ErrorCode, int]] = {
    "bad_request": 400,
    "api_key_invalid": 401,
    "signed_out": 401,
    "sign_in_failed": 401,
    "account_closed": 403,
    "not_allowed": 403,
    "room_closed": 403,
    "portal_only": 403,
    "wrong_passcode": 403,
    "not_found": 404,
    "room_unknown": 404,
    "visit_unknown": 404,
    "method_not_allowed": 405,
    "already_in_call": 409,
    "not_in_call": 409,
    "provider_not_here": 409,
    "patient_left": 410,
    "too_large": 413,
    "too_many": 429,
    "server_error": 500,
    "not_ready": 503,
}


class ProblemDetails(msgspec.Struct, frozen=True):
    """An error as it is sent (RFC 9457). `code` is what programs go by, `detail` is for people."""

    type: str
    title: str
    status: int
    code: ErrorCode
    detail: str


class HttpRefusal(Refusal):
    """A refusal that only HTTP knows, with a status and headers of its own."""

    def __init__(
        self, code: ErrorCode, status: int, *, detail: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code, detail=detail)
        self.status = status
        self.headers = headers or {}


def problem(refusal: Refusal) -> Response:
    """Return the answer to what was refused."""
    code, detail = refusal.code, refusal.detail or MESSAGES[refusal.code]
    status = refusal.status if isinstance(refusal, HttpRefusal) else STATUS[code]
    body = ProblemDetails("about:blank", HTTPStatus(status).phrase, status, code, detail)
    return Response(msgspec.json.encode(body), status, _headers(refusal), "application/problem+json")


def _headers(refusal: Refusal) -> dict[str, str]:
    headers = dict(HEADERS.get(refusal.code, {}))
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(math.ceil(refusal.retry_after.total_seconds()))
    return {**headers, **refusal.headers} if isinstance(refusal, HttpRefusal) else headers
