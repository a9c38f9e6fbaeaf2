"""What an endpoint takes and every answer it may give: the routes and the API's document are both made from this."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from inspect import getdoc
from itertools import groupby
from typing import Any, Literal, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from waitside.protocol.codes import ErrorCode

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
Method: TypeAlias = Literal["GET", "POST", "DELETE"]
Access: TypeAlias = Literal["anyone", "api_key", "session"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address. `takes` and `gives` are types of bodies; `access` is what the caller has to show.

    `problems` are those of its own: what any request may run into is not repeated.
    """

    method: Method
    path: str
    endpoint: Endpoint
    status: int = 200
    takes: Any = None
    gives: Any = None
    access: Access = "anyone"
    problems: tuple[ErrorCode, ...] = ()

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return (getdoc(self.endpoint) or "").partition("\n")[0].removesuffix(".")


def routes(operations: Iterable[Operation]) -> list[Route]:
    """One route for each address, so that a wrong method is answered with all that are right."""
    by_path = groupby(sorted(operations, key=_path), key=_path)
    return [_route(path, {each.method: each.endpoint for each in found}) for path, found in by_path]


def _path(operation: Operation) -> str:
    return operation.path


def _route(path: str, endpoints: dict[Method, Endpoint]) -> Route:
    async def endpoint(request: Request) -> Response:
        method: Any = "GET" if request.method == "HEAD" else request.method
        return await endpoints[method](request)

    return Route(path, endpoint, methods=list(endpoints))
