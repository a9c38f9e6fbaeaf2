"""Why something is refused: one exception for what pages and programs ask, with a code of the protocol's."""

from datetime import timedelta
from typing import Final

from waitside.directory import DirectoryUnavailable, HashingBusy
from waitside.protocol.codes import ErrorCode
from waitside.waiting_room import errors


class Refusal(Exception):
    """What was asked is not done. Carries nothing that was sent.

    `retry_after`: how long to wait, where waiting helps. `detail`: for people, where the code's own message does not
    say it well enough; programs get it over HTTP.
    """

    def __init__(self, code: ErrorCode, retry_after: timedelta | None = None, *, detail: str | None = None) -> None:
        super().__init__(code)
        self.code: ErrorCode = code
        self.retry_after = retry_after
        self.detail = detail


_CODES: Final[dict[type[errors.WaitingRoomError], ErrorCode]] = {
    errors.VisitUnknown: "visit_unknown",
    errors.PatientLeft: "patient_left",
    errors.PageUnknown: "page_unknown",
    errors.NotAllowed: "not_allowed",
    errors.TakenOver: "taken_over",
    errors.AlreadyInCall: "already_in_call",
    errors.NotInCall: "not_in_call",
}


def code_of(error: Exception) -> ErrorCode:
    """Return the error code for an exception; `server_error` for one that nobody foresaw."""
    if isinstance(error, Refusal):
        return error.code
    if isinstance(error, DirectoryUnavailable):
        return "not_ready"
    if isinstance(error, HashingBusy):
        return "too_many"
    return _CODES.get(type(error), "server_error") if isinstance(error, errors.WaitingRoomError) else "server_error"


def check_wait(wait: timedelta | None, code: ErrorCode = "too_many") -> None:
    """Refuse what has to wait. Raises Refusal."""
    if wait is not None:
        raise Refusal(code, wait)
