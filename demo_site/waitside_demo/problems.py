"""What visitors read when a page cannot be shown: what is wrong, in plain words, and what to do."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from waitside_demo.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The words of a problem page. *ask_name* offers a field for the name that was missing."""

    status: HTTPStatus
    title: str
    advice: str
    ask_name: bool = False


NO_SUCH_PAGE = Problem(
    status=HTTPStatus.NOT_FOUND,
    title="We can’t find that page",
    advice="The address may have been mistyped, or the page may have moved. Everything we offer starts on our home "
    "page.",
)
NO_SUCH_ROOM = Problem(
    status=HTTPStatus.NOT_FOUND,
    title="We don’t have that waiting room",
    advice="No doctor or waiting room of ours goes by that name. If you followed a link from us, please call the "
    "front desk and we’ll send you a new one.",
)
NAME_NEEDED = Problem(
    status=HTTPStatus.BAD_REQUEST,
    title="Who is signing in?",
    advice="We need your name to open your patient page. Please write it as your doctor knows it, in up to 80 "
    "characters.",
    ask_name=True,
)
WAITING_ROOM_DOWN = Problem(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title="Our online waiting room isn’t answering",
    advice="Nothing is wrong on your side, and you haven’t lost your appointment. Please try again in a minute. If "
    "it still doesn’t work, call the front desk and we’ll connect you by phone.",
)
BAD_REQUEST = Problem(
    status=HTTPStatus.BAD_REQUEST,
    title="We couldn’t make sense of that",
    advice="Your browser sent something that this page doesn’t expect. Please start again from our home page.",
)


async def not_in_directory(request: Request, _: Exception) -> Response:
    """404: no such colleague or waiting room."""
    return _page(request, NO_SUCH_ROOM)


async def unusable_name(request: Request, _: Exception) -> Response:
    """400: the portal was opened without a usable name."""
    return _page(request, NAME_NEEDED)


async def waitside_unavailable(request: Request, error: Exception) -> Response:
    """503: Waitside gave no token. The reason is shown for the clinic's own staff."""
    return _page(request, WAITING_ROOM_DOWN, reason=str(error))


async def http_problem(request: Request, error: Exception) -> Response:
    """What the pages or Starlette itself turn down: an unknown path, a wrong method, a broken request."""
    assert isinstance(error, HTTPException)
    problem = NO_SUCH_PAGE if error.status_code == HTTPStatus.NOT_FOUND else BAD_REQUEST
    response = _page(request, replace(problem, status=HTTPStatus(error.status_code)))
    response.headers.update(error.headers or {})
    return response


def _page(request: Request, problem: Problem, *, reason: str | None = None) -> Response:
    return render(request, "problem.html", status=problem.status, problem=problem, reason=reason)
