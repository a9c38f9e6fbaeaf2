"""From what went wrong to what the page is told: one place for both."""

from datetime import timedelta
from typing import Final

from waitside.directory import DirectoryUnavailable, HashingBusy
from waitside.protocol.codes import MESSAGES, ErrorCode
from waitside.protocol.commands import Refused
from waitside.waiting_room import errors


class Refusal(Exception):
    """A refusal with its error code, and the wait where waiting helps. Carries nothing that a page sent."""

    def __init__(self, code: ErrorCode, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code: ErrorCode = code
        self.retry_after = retry_after


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
    """The error code for an exception; `server_error` for one that nobody foresaw."""
    if isinstance(error, Refusal):
        return error.code
    if isinstance(error, DirectoryUnavailable):
        return "not_ready"
    if isinstance(error, HashingBusy):
        return "too_many"
    return _CODES.get(type(error), "server_error") if isinstance(error, errors.WaitingRoomError) else "server_error"


def refused(code: ErrorCode, *, retry_after: timedelta | None = None) -> Refused:
    """The reply to a command that was refused, with the wait where waiting helps."""
    milliseconds = None if retry_after is None else retry_after // timedelta(milliseconds=1)
    return Refused(code, MESSAGES[code], milliseconds)
