"""The API's document tells what is there, and all of it."""

import re
from typing import Any, get_args

import httpx
import pytest
from starlette.routing import Route

from tests.conftest import NobodyThere, has_room
from waitside.directory import Directory
from waitside.limits import Allowances, Limits
from waitside.protocol.codes import ErrorCode
from waitside.tokens import Signer
from waitside.web import Assets, create_web
from waitside.web.edge import Edge

ECMA_UNKNOWN = re.compile(r"\\[AZ]")  # anchors that are Python's alone


@pytest.fixture
async def document(web: httpx.AsyncClient) -> dict[str, Any]:
    """The document, as it is served to anybody."""
    response = await web.get("/api/openapi.json")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    described: dict[str, Any] = response.json()
    return described


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """What the document describes, by method and path."""
    return {
        (method.upper(), path): described
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    }


def test_every_route_is_described_and_nothing_else(
    document: dict[str, Any], directory: Directory, signer: Signer, clock: Any
) -> None:
    edge = create_web(directory, signer, Assets(), Limits(Allowances()), clock, NobodyThere(), has_room)
    assert isinstance(edge, Edge)
    routes: list[Route] = edge._app.routes  # type: ignore[attr-defined]
    served = {
        (method, route.path)
        for route in routes
        for method in route.methods or ()
        if route.path.startswith(("/api", "/healthz", "/readyz")) and method != "HEAD"
    }
    assert set(operations(document)) == served


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(document: dict[str, Any]) -> None:
    described = operations(document).values()
    assert len({each["operationId"] for each in described}) == len(described)
    assert all(len(each["summary"]) > 10 for each in described)


def test_every_error_is_problem_details_with_codes_that_there_are(document: dict[str, Any]) -> None:
    for described in operations(document).values():
        for status, answer in described["responses"].items():
            if status < "400":
                continue
            [(media_type, content)] = answer["content"].items()
            assert media_type == "application/problem+json"
            reference, codes = content["schema"]["allOf"]
            assert reference == {"$ref": "#/components/schemas/ProblemDetails"}
            assert set(codes["properties"]["code"]["enum"]) <= set(get_args(ErrorCode))


def test_what_is_behind_a_key_or_a_session_says_so(document: dict[str, Any]) -> None:
    open_to_all = {each for each, described in operations(document).items() if "security" not in described}
    assert open_to_all == {
        ("GET", "/api/connection"),
        ("GET", "/api/openapi.json"),
        ("POST", "/api/rooms/{room}/check-in"),
        ("POST", "/api/session"),
        ("DELETE", "/api/session"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
    }


def test_its_patterns_are_read_by_other_languages_too(document: dict[str, Any]) -> None:
    patterns = [each["pattern"] for each in _objects(document) if isinstance(each.get("pattern"), str)]
    assert len(patterns) >= 4
    assert not [each for each in patterns if ECMA_UNKNOWN.search(each)]


def _objects(value: Any) -> list[dict[str, Any]]:
    """Every object in a JSON document."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, dict) else []
    return own + [each for part in parts for each in _objects(part)]
