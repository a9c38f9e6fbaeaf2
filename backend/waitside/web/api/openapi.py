"""The API described in OpenAPI 3.1, from the operations and the very structs that read and write their bodies."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from waitside.protocol.codes import MESSAGES, ErrorCode
from waitside.web.api.operations import Access, Operation
from waitside.web.problems import STATUS, ProblemDetails

PATH: Final = "/api/openapi.json"

DESCRIPTION: Final = (
    "For a clinic's own server (with its API key), for patients who walk in, and for the console (with its cookie). "
    "Errors are problem details (RFC 9457); `code` says which, and never changes its meaning."
)

SECURITY: Final[dict[Access, dict[str, str]]] = {
    "api_key": {"type": "http", "scheme": "bearer", "description": "A clinic's API key."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-waitside",
        "description": "What signing in at the console sets; over plain HTTP it is called `waitside`.",
    },
}

LOCKED: Final[dict[Access, tuple[ErrorCode, ...]]] = {
    "anyone": (),
    "api_key": ("api_key_invalid", "not_ready"),
    "session": ("signed_out", "not_ready"),
}

UNREADABLE: Final = (408, 415)  # statuses of a body that comes too slowly, or in another type than JSON

HEADERS: Final[dict[str, tuple[str, str]]] = {
    "api_key_invalid": ("WWW-Authenticate", "Bearer"),
    "too_many": ("Retry-After", "Seconds to wait."),
    "not_ready": ("Retry-After", "Seconds to wait."),
}


class Description:
    """Serves the document. It describes itself, too."""

    def __init__(self, others: Iterable[Operation]) -> None:
        self._own = Operation("GET", PATH, self.serve, gives=dict[str, Any])
        self._all = [*others, self._own]

    def operations(self) -> list[Operation]:
        """What can be done, and where."""
        return [self._own]

    @cached_property
    def _document(self) -> bytes:
        return document(self._all)

    async def serve(self, _request: Request) -> Response:
        """Describe the API."""
        return Response(self._document, media_type="application/json")


def document(operations: Sequence[Operation]) -> bytes:
    """The document of these operations, in JSON."""
    bodies = [body for each in operations for body in (each.takes, each.gives) if body is not None]
    schemas, components = msgspec.json.schema_components(
        [*bodies, ProblemDetails], ref_template="#/components/schemas/{name}"
    )
    schema_of = dict(zip(bodies, schemas, strict=False))
    paths: dict[str, dict[str, Any]] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, schema_of)
    described = {
        "openapi": "3.1.0",
        "info": {"title": "Waitside", "version": version("waitside"), "description": DESCRIPTION},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": SECURITY},
    }
    return _portable(msgspec.json.encode(described))


def _operation(operation: Operation, schema_of: dict[Any, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": _operation_id(operation),
        "summary": operation.summary,
        "responses": dict(_responses(operation, schema_of)),
    }
    if names := re.findall(r"{(\w+)}", operation.path):
        described["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
            for name in names
        ]
    if operation.takes is not None:
        content = {"application/json": {"schema": schema_of[operation.takes]}}
        described["requestBody"] = {"required": True, "content": content}
    if operation.access != "anyone":
        described["security"] = [{operation.access: []}]
    return described


def _operation_id(operation: Operation) -> str:
    words = re.findall(r"[a-z]+", operation.path.removeprefix("/api"))
    return "_".join((operation.method.lower(), *words))


def _responses(operation: Operation, schema_of: dict[Any, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    success: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if operation.gives is not None:
        success["content"] = {"application/json": {"schema": schema_of[operation.gives]}}
    yield str(operation.status), success
    for status, codes in sorted(_problems(operation).items()):
        yield str(status), _problem(codes)


def _problems(operation: Operation) -> dict[int, list[ErrorCode]]:
    """The codes that it may answer with, by status."""
    usual: tuple[ErrorCode, ...] = ("bad_request", *LOCKED[operation.access], "server_error")
    found: dict[int, list[ErrorCode]] = {}
    for code in (*usual, *operation.problems):
        found.setdefault(STATUS[code], []).append(code)
    if operation.takes is not None:
        found[STATUS["too_large"]] = ["too_large"]
        found.update((status, ["bad_request"]) for status in UNREADABLE)
    return found


def _problem(codes: Sequence[ErrorCode]) -> dict[str, Any]:
    schema = {
        "allOf": [{"$ref": "#/components/schemas/ProblemDetails"}, {"properties": {"code": {"enum": list(codes)}}}]
    }
    described: dict[str, Any] = {
        "description": "\n".join(f"`{code}`: {MESSAGES[code]}" for code in codes),
        "content": {"application/problem+json": {"schema": schema}},
    }
    for name, what in (HEADERS[code] for code in codes if code in HEADERS):
        described["headers"] = {name: {"required": True, "description": what, "schema": {"type": "string"}}}
    return described


def _portable(document: bytes) -> bytes:
    """JSON with patterns that other languages read as well: two anchors are Python's alone."""
    return document.replace(rb"\\A", rb"^").replace(rb"\\Z", rb"$(?!\\n)")
