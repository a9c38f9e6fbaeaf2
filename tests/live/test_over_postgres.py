"""The whole server over PostgreSQL, as WAITSIDE_DATABASE_URL tells it: a portal gets tokens, and those come in."""

from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from tests.bounds import SOON
from tests.live.conftest import Page
from tests.serving import serving
from waitside.app import create_app
from waitside.directory import Directory
from waitside.settings import Settings

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"


def app_over(database_url: str) -> ASGIApp:
    """The server's app over this database."""
    environment = {"WAITSIDE_SECRET_KEYS": KEY, "WAITSIDE_DATABASE_URL": database_url}
    return create_app(Settings.from_environment(environment))


@pytest.fixture
async def api_key(postgres_address: str) -> str:
    """The API key of a clinic that was set up before the server began."""
    directory = Directory(postgres_address)
    await directory.migrate()
    await directory.administration.add_clinic("harbor", "Harbor Street Clinic", [])
    await directory.administration.add_room("harbor", "dr-rivera", "Dr. Elena Rivera")
    key = await directory.administration.add_key("harbor", now=0)
    await directory.close()
    return key.text


async def test_a_provider_and_a_patient_come_in_and_meet(postgres_address: str, api_key: str) -> None:
    async with serving(app_over(postgres_address)) as url:
        provider, _ = await come_in(url, api_key, "provider", subject="rivera", name="Dr. Elena Rivera")
        patient, _ = await come_in(url, api_key, "patient", subject="ana", reference="HSC-1")
        visit = (await provider.told("visit_changed"))["visit"]
        assert visit["reference"] == "HSC-1"
        assert (await provider.ask("set_line", line="10 minutes late"))["type"] == "accepted"
        (member,) = (await patient.told("team_changed"))["team"]
        assert (member["provider"]["name"], member["provider"]["line"]) == ("Dr. Elena Rivera", "10 minutes late")
        envelope = {"visit": visit["id"], "to": provider.id, "seq": 1, "sealed": "c2VhbGVk"}
        assert (await patient.ask("relay", **envelope))["type"] == "accepted"
        assert (await provider.told("relayed"))["sender"] == patient.id
        for page in (provider, patient):
            await page.leave()
    async with serving(app_over(postgres_address)) as url:
        back, snapshot = await come_in(url, api_key, "provider", subject="rivera")
        assert snapshot["team"][0]["provider"]["line"] == "10 minutes late", "the next server has it from the database"
        await back.leave()


@pytest.mark.parametrize("text", ["\0", "a\0b", "\x7f\x80", "\u202e"], ids=ascii)
async def test_text_that_the_database_does_not_take_harms_nothing(
    postgres_address: str, api_key: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(app_over(postgres_address)) as url:
        page, _ = await come_in(url, api_key, "provider", subject="rivera")
        for command, fields in (
            ("set_line", {"line": text}),
            ("set_profile", {"name": f"Dr. {text}", "title": text}),
            ("set_password", {"current": text, "new": text * 12}),
            ("set_photo", {"photo": text}),
        ):
            answer = await page.ask(command, **fields)
            assert answer.get("code") != "server_error", command
        assert (await page.ask("set_line", line="still here"))["type"] == "accepted"
        await page.leave()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def come_in(url: str, api_key: str, role: str, **asked: Any) -> tuple[Page, dict[str, Any]]:
    """A page that came in, and its snapshot, with a token that the clinic's own server got for it."""
    async with httpx.AsyncClient(base_url=url, timeout=SOON, trust_env=False) as portal:
        headers = {"Authorization": f"Bearer {api_key}"}
        answer = await portal.post("/api/tokens", json={"room": "dr-rivera", "role": role, **asked}, headers=headers)
    assert answer.status_code == 201
    page = Page(url, f"/{role}")
    snapshot = await page.connect(token=answer.json()["token"])
    assert snapshot["type"] == f"{role}_snapshot", snapshot
    return page, snapshot
