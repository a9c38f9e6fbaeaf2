"""Errors of the JSON API: problem details (RFC 9457) with a code of the protocol's. Nothing of a request is in them."""

import math
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.responses import Response

from waitside.protocol.codes import MESSAGES, ErrorCode

RETRY_AFTER: Final = "5"  # seconds; an outage of the database is over in moments or in minutes
NOT_READY_HEADERS: Final[Mapping[str, str]] = {"Retry-After": RETRY_AFTER}

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


class Problem(Exception):
    """Ends a request with an error. `status` and `detail` where the code's own do not say it well enough."""

    def __init__(
        self,
        code: ErrorCode,
        *,
        status: int | None = None,
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code: ErrorCode = code
        self.status = STATUS[code] if status is None else status
        self.detail = MESSAGES[code] if detail is None else detail
        self.headers = headers if code != "not_ready" else {**NOT_READY_HEADERS, **(headers or {})}

    def response(self) -> Response:
        """The problem as it is sent."""
        phrase = HTTPStatus(self.status).phrase
        body = ProblemDetails("about:blank", phrase, self.status, self.code, self.detail)
        return Response(msgspec.json.encode(body), self.status, self.headers, "application/problem+json")


def too_many(wait: timedelta) -> Problem:
    """What those are told who have to wait."""
    return Problem("too_many", headers={"Retry-After": str(math.ceil(wait.total_seconds()))})
