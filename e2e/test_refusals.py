"""Servers that are upgraded, or refuse pages for a while: nobody loses a place or a message."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import PatientPage, ProviderView
from e2e.support import tokens
from e2e.support.demo import Demo
from e2e.support.forked import Versions
from e2e.support.people import People
from e2e.support.sites import open_on_clinic_site, script_tag

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"
ROOM = "dr-rivera"
LOST_CONNECTION = "ERR_CONNECTION|WebSocket|Failed to load resource"
NEXT = Versions(newest=2, oldest=1)
AFTER_NEXT = Versions(newest=3, oldest=2)
KEPT = "sessionStorage.getItem('waitside:dr-rivera')"


@pytest.fixture
def people(people: People) -> People:
    """Everyone; the server will be gone for a while."""
    people.allow_errors(LOST_CONNECTION)
    return people


def kept(patient: PatientPage) -> Any:
    """What the patient's tab keeps for a reload."""
    frame = next(each for each in patient.page.frames if "/embed/patient/" in each.url)
    return json.loads(frame.evaluate(KEPT) or "null")


def upgrade(demo: Demo, versions: Versions | None) -> None:
    """Start the server as another build."""
    demo.versions = versions
    demo.restart()


def expect_told_to_reload(side: PatientPage | ProviderView) -> None:
    """Wait until the page says that it is of an older version."""
    expect(side.view.get_by_text("There is a newer version of this page")).to_be_visible()
    expect(side.view.get_by_role("button", name="Reload")).to_be_visible()


def test_C04_an_upgrade_across_a_version_loses_no_place_and_no_message(people: People) -> None:
    provider = people.provider()
    ana, ben = people.patient(ANA), people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    chat = provider.open_chat(ANA)
    people.demo.kill()
    for side in (provider, ana, ben):
        side.expect_connection("offline")
    ana.chat.send("written by Ana while the server was upgraded")
    chat.send("written to Ana while the server was upgraded")
    ben.chat.send("written by Ben while the server was upgraded")
    upgrade(people.demo, NEXT)
    chat.expect_received("written by Ana while the server was upgraded")
    ana.chat.expect_received("written to Ana while the server was upgraded")
    chat.expect_sent("written to Ana while the server was upgraded", "read")
    provider.expect_badge(BEN, 1)
    provider.expect_queue(ANA, BEN)


def test_C04_pages_that_a_server_no_longer_takes_keep_everything_until_one_takes_them(people: People) -> None:
    provider = people.provider()
    ana, ben = people.patient(ANA), people.portal_patient(BEN)
    provider.expect_queue(ANA, BEN)
    chat = provider.open_chat(ANA)
    chat.send("read before the upgrade")
    ana.chat.expect_received("read before the upgrade")
    people.demo.kill()
    provider.expect_connection("offline")
    ana.expect_connection("offline")
    ana.chat.send("unsent by Ana")
    chat.send("unsent to Ana")
    tickets = [kept(each)["ticket"] for each in (ana, ben)]
    upgrade(people.demo, AFTER_NEXT)
    for side in (provider, ana, ben):
        expect_told_to_reload(side)
    assert [kept(each)["ticket"] for each in (ana, ben)] == tickets
    assert kept(ana)["name"] == ANA
    provider.expect_queue(ANA, BEN)
    chat.expect_sent("unsent to Ana", "sending")
    expect(chat.message("read before the upgrade", "sent")).to_be_visible()
    ana.chat.expect_sent("unsent by Ana", "sending")
    ana.chat.expect_received("read before the upgrade")

    upgrade(people.demo, NEXT)
    for side in (ana, provider):
        wake(side.page)
    chat.expect_received("unsent by Ana")
    ana.chat.expect_received("unsent to Ana")
    ben.page.reload()
    ben.expect_waiting()
    ana.page.reload()
    ana.launcher.open()
    ana.expect_waiting()
    people.provider().expect_queue(ANA, BEN)


def test_C04_a_room_that_is_missing_for_a_while_takes_its_patients_back(people: People) -> None:
    """A page that is refused for another reason keeps its place, too, and asks again when the person says so."""
    provider, ana, cho = people.provider(), people.patient(ANA), people.patient(CHO)
    provider.expect_queue(ANA, CHO)
    refuse_next_hello(ana.page, "room_unknown")
    refuse_next_hello(cho.page, "something_new")
    people.demo.restart()
    expect(ana.view.get_by_text("There is no such waiting room any more")).to_be_visible()
    expect(cho.view.get_by_text("Something went wrong")).to_be_visible()
    cho.view.get_by_role("button", name="Try again").click()
    cho.expect_waiting()
    ana.page.reload()
    ana.launcher.open()
    ana.expect_waiting()
    people.provider().expect_queue(ANA, CHO)


def test_P04_a_portal_patient_who_reloads_around_a_restart_keeps_the_place(people: People) -> None:
    ana, ben = people.portal_patient(ANA), people.patient(BEN)
    provider = people.provider()
    provider.expect_queue(ANA, BEN)
    people.demo.kill()
    ben.expect_connection("offline")
    provider.expect_connection("offline")
    ana.page.goto("about:blank")
    people.demo.restart()
    ben.expect_connection("online")
    ana.goto()
    ana.expect_waiting()
    people.provider().expect_queue(ANA, BEN)


def test_P04_a_portal_patient_whose_token_has_expired_reloads_into_the_same_visit(people: People) -> None:
    provider, page = people.provider(), people.page()
    token = tokens.patient_token(people.demo)
    people.private.append(ANA)

    def load(token: str) -> None:
        tag = script_tag(people.demo, room=ROOM, container="#here", token=token, name=ANA)
        open_on_clinic_site(page, people.demo, body=f'<div id="here" style="height: 500px"></div>{tag}')

    load(token)
    provider.expect_queue(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    load(tokens.expired(token, people.demo))
    frame = page.get_by_test_id("waitside-frame").content_frame
    expect(frame.get_by_test_id("queue-status")).to_contain_text("You are next")
    provider.expect_queue(ANA, BEN)


def test_P04_the_next_person_on_a_shared_computer_gets_a_visit_of_their_own(people: People) -> None:
    provider, page = people.provider(), people.page()
    ben = people.patient_on(page, BEN)
    provider.expect_queue(BEN)
    tag = script_tag(people.demo, room=ROOM, container="#here", token=tokens.patient_token(people.demo))
    open_on_clinic_site(page, people.demo, body=f'<div id="here" style="height: 500px"></div>{tag}')
    frame = page.get_by_test_id("waitside-frame").content_frame
    expect(frame.get_by_test_id("queue-status")).to_contain_text("number 2 in line")
    expect(provider.rows).to_have_count(2)
    expect(provider.row(BEN)).to_contain_text("Reconnecting")
    expect(provider.rows.nth(1)).not_to_contain_text(BEN)
    assert kept(ben)["name"] == ""


def test_P04_a_ticket_that_a_server_cannot_read_counts_again_once_it_has_its_keys_back(people: People) -> None:
    ana, ben = people.patient(ANA), people.patient(BEN)
    people.demo.restart(fresh_keys=True)
    for patient in (ana, ben):
        expect(patient.view.get_by_role("button", name="Check in again")).to_be_visible()
    people.demo.use_first_keys()
    people.demo.restart()
    ben.page.reload()
    ben.launcher.open()
    ben.expect_waiting()
    ana.page.reload()
    ana.launcher.open()
    ana.expect_waiting()
    people.provider().expect_queue(ANA, BEN)


def wake(page: Page) -> None:
    """Tell the page's frames that the network is back: whoever waits for the next attempt makes it now."""
    for frame in page.frames:
        frame.evaluate("dispatchEvent(new Event('online'))")


def refuse_next_hello(page: Page, code: str) -> None:
    """The next page that connects over a new WebSocket is refused with this code; the ones after it are not."""
    refusal = f"44/patient,{json.dumps({'message': 'No.', 'data': {'code': code}})}"
    left = [refusal]

    def route(socket: Any) -> None:
        server = socket.connect_to_server()

        def answer(message: str | bytes) -> None:
            if isinstance(message, str) and re.match("40/patient", message) and left:
                socket.send(left.pop())
            else:
                server.send(message)

        socket.on_message(answer)

    page.context.route_web_socket(re.compile("/socket.io/"), route)
