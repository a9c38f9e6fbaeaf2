"""What is answered where a request comes to nothing: programs get a problem, people a page."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from waitside.directory import HashingBusy
from waitside.protocol.codes import ErrorCode
from waitside.refusals import Refusal, code_of
from waitside.web import notices
from waitside.web.problems import NOT_READY_HEADERS, HttpRefusal, problem

_CODES: Final[dict[int, ErrorCode]] = {404: "not_found", 405: "method_not_allowed"}


async def on_refusal(_request: Request, error: Exception) -> Response:
    """Answer what an endpoint, or a waiting room, refuses."""
    return problem(error if isinstance(error, Refusal) else Refusal(code_of(error)))


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Answer for what Starlette refuses by itself: unknown addresses and methods."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == HTTPStatus.NOT_FOUND and notices.wants_page(request):
        return notices.no_page(request)
    code = _CODES.get(error.status_code, "bad_request")
    return problem(HttpRefusal(code, error.status_code, headers=error.headers))


async def on_unavailable(request: Request, _error: Exception) -> Response:
    """Answer while the directory is not available."""
    if notices.wants_page(request):
        return notices.not_ready(request, 503, NOT_READY_HEADERS)
    return problem(Refusal("not_ready"))


async def on_busy(_request: Request, _error: Exception) -> Response:
    """Answer while too many passwords or passcodes wait to be checked."""
    return problem(Refusal("too_many", HashingBusy.RETRY_AFTER))


async def on_unforeseen(request: Request, _error: Exception) -> Response:
    """Answer where something broke; the edge logs what kind of thing it was."""
    if notices.wants_page(request):
        return notices.not_ready(request, 500, {})
    return problem(Refusal("server_error"))
