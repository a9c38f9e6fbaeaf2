"""Every error code that a page or an HTTP client can meet, with the words that go with it."""

from typing import Final, Literal, get_args

ErrorCode = Literal[
    "bad_command",
    "bad_hello",
    "version_unsupported",
    "token_missing",
    "token_invalid",
    "token_expired",
    "token_other_room",
    "token_wrong_role",
    "room_unknown",
    "room_closed",
    "portal_only",
    "wrong_passcode",
    "visit_unknown",
    "patient_left",
    "page_unknown",
    "not_allowed",
    "already_in_call",
    "not_in_call",
    "api_key_invalid",
    "bad_request",
    "not_found",
    "method_not_allowed",
    "too_large",
    "server_error",
]

MESSAGES: Final[dict[ErrorCode, str]] = {
    "bad_command": "The command is malformed or unknown.",
    "bad_hello": "The connection's opening data is malformed.",
    "version_unsupported": "This page is of another version than the server. Reload it.",
    "token_missing": "A room token is needed.",
    "token_invalid": "The token is not valid here.",
    "token_expired": "The token has expired. Ask for a new one.",
    "token_other_room": "The token is for another room.",
    "token_wrong_role": "The token is for another role.",
    "room_unknown": "There is no such room.",
    "room_closed": "The waiting room is closed at the moment.",
    "portal_only": "This waiting room takes patients from the clinic's portal only.",
    "wrong_passcode": "The passcode is not right.",
    "visit_unknown": "There is no such visit in this room.",
    "patient_left": "The patient has left.",
    "page_unknown": "There is no such page to write to.",
    "not_allowed": "This page may not do that.",
    "already_in_call": "End the current call first.",
    "not_in_call": "The visit is not in a call with this page.",
    "api_key_invalid": "The API key is missing or not valid.",
    "bad_request": "The request is malformed.",
    "not_found": "There is nothing at this address.",
    "method_not_allowed": "This address does not take that method.",
    "too_large": "The request is too large.",
    "server_error": "Something went wrong on the server. Try again.",
}

assert set(MESSAGES) == set(get_args(ErrorCode))  # noqa: S101 - a code without words must not start
