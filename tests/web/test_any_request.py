"""Whatever is asked of the API: no request breaks it, and no answer is one that its document does not tell of.

`WAITSIDE_EXAMPLES`: how many requests to each operation. Where it is set they are new each time, else always the same.
"""

import asyncio
import os
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from starlette.testclient import TestClient

from waitside.app import create_app
from waitside.directory import Directory
from waitside.serving.other_servers import under_ours
from waitside.settings import Settings

EXAMPLES = int(os.environ.get("WAITSIDE_EXAMPLES", "15"))
KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"
BASE = "http://localhost"
COOKIE = "waitside"
EMAIL, PASSWORD = "rivera@harbor.example", "a long enough password"


AnyOperation: TypeAlias = APIOperation[Any, Any, Any, Any]


async def _furnish(url: str) -> str:
    """A clinic with a room and a provider. Returns its API key."""
    directory = Directory(url)
    await directory.migrate()
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera", "Family medicine")
    await directory.administration.add_provider("harbor", EMAIL, "Dr. Rivera", password=PASSWORD, rooms=["dr-rivera"])
    key = await directory.administration.add_key("harbor", now=0)
    await directory.close()
    return key.text


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    """The API by its own document, with a key."""
    url = f"sqlite:///{tmp_path_factory.mktemp('api')}/waitside.db"
    api_key = asyncio.run(_furnish(url))
    described = schemathesis.openapi.from_asgi("/api/openapi.json", under_ours(create_app(Settings((KEY,), url))))
    described.config.update(headers={"Authorization": f"Bearer {api_key}"})
    return described


@pytest.fixture(scope="module")
def session(api: BaseSchema) -> str:
    """What a provider who signed in has as a cookie."""
    client = TestClient(api.app, base_url=BASE)
    client.post("/api/session", json={"email": EMAIL, "password": PASSWORD}).raise_for_status()
    return client.cookies[COOKIE]


@pytest.mark.parametrize("room", [None, "dr-rivera"], ids=["anywhere", "at-home"])
def test_any_sound_request(api: BaseSchema, session: str, room: str | None) -> None:
    statuses = [try_out(each, session, GenerationMode.POSITIVE, room) for each in operations(api)]
    expected = {200, 201, 204, 401, 403, 404} if room is not None else {200, 204, 404}
    assert expected <= set().union(*statuses), "the requests do get that far"


@pytest.mark.parametrize("room", [None, "dr-rivera"], ids=["anywhere", "at-home"])
def test_any_unsound_request(api: BaseSchema, session: str, room: str | None) -> None:
    for each in operations(api):
        if each.body:
            try_out(each, session, GenerationMode.NEGATIVE, room)


def operations(api: BaseSchema) -> list[AnyOperation]:
    """All that can be asked."""
    return [found.ok() for found in api.get_all_operations() if isinstance(found, Ok)]


def try_out(operation: AnyOperation, session: str, mode: GenerationMode, room: str | None) -> set[int]:
    """Ask in many ways, each answer held against the document. Returns the statuses of the answers."""
    fixed = {"room": room} if room is not None and "{room}" in operation.path else None
    statuses = set()

    @given(operation.as_strategy(mode, path_parameters=fixed))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize="WAITSIDE_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    def is_answered(case: schemathesis.Case[Any]) -> None:
        answer = case.call_and_validate(headers={"Cookie": f"{COOKIE}={session}"}, base_url=BASE)
        statuses.add(answer.status_code)

    is_answered()
    return statuses
