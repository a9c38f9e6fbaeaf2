"""C05: what a screen reader says by itself, and axe on the pages as they are embedded."""

import pytest
from playwright.sync_api import Frame, Page, expect

from e2e.pages import PatientPage, ProviderView, StandalonePage
from e2e.support.axe import expect_accessible
from e2e.support.listening import Listener, PageListener
from e2e.support.network import Line
from e2e.support.people import RIVERA, People

ANA = "Ana Diaz"


def listen(side: PatientPage | ProviderView) -> Listener:
    return Listener(side.view.locator("html"))


def frame_of(page: Page) -> Frame:
    """The frame with the chat."""
    return next(frame for frame in page.frames if frame != page.main_frame)


def test_C05_each_message_of_a_burst_is_announced_once(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send("the first, with the day above it")
    chat.expect_received("the first, with the day above it")
    listener = listen(provider)
    texts = [f"burst-{number:02}-of-messages" for number in range(20)]
    for text in texts:
        ana.chat.send(text)
    chat.expect_received(*texts)
    assert [listener.count(text) for text in texts] == [1] * len(texts)
    assert len(listener.heard) == len(texts)


def test_C05_receipts_typing_and_the_clock_are_not_announced(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("is it read?")
    ana.chat.expect_sent("is it read?", "delivered")
    listener = listen(ana)
    chat = provider.open_chat(ANA)
    ana.chat.expect_sent("is it read?", "read")
    chat.write("a draft that stays one")
    expect(ana.view.get_by_text("is typing")).to_be_visible()
    ana.chat.minimize()
    ana.chat.expand()
    assert listener.heard == []


def test_C05_unread_counts_are_announced_where_no_chat_is_open(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    listener = listen(provider)
    ana.chat.send("first")
    provider.expect_badge(ANA, 1)
    expect(provider.view.locator("[aria-live]").filter(has_text="1 new message")).to_have_count(1)
    ana.chat.send("second")
    provider.expect_badge(ANA, 2)
    expect(provider.view.locator("[aria-live]").filter(has_text="2 new messages")).to_have_count(1)
    assert [listener.count(f"{count} new messages") for count in (1, 2)] == [1, 1]


def test_C05_burst_that_nobody_sees_is_not_announced_count_by_count(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    listener = listen(provider)
    for number in range(20):
        ana.chat.send(f"message {number}")
    provider.expect_badge(ANA, 20)
    expect(provider.view.locator("[aria-live]").filter(has_text="20 new messages")).to_have_count(1)
    assert len(listener.heard) <= 10


def test_C05_message_that_opens_the_box_is_announced_once(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.minimize()
    listener = listen(provider)
    ana.chat.send("opens the box")
    chat.expect_received("opens the box")
    assert listener.count("New message from") == 1


@pytest.mark.parametrize("state", ["open", "minimized", "closed"])
def test_C05_call_and_its_end_are_said_once_on_a_clinics_page(people: People, state: str) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    if state == "minimized":
        ana.chat.minimize()
    if state == "closed":
        ana.chat.close()
    said = PageListener(ana.page)
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    expect(ana.page.get_by_role("alert").filter(has_text="Your call is ready")).to_have_count(1)
    assert said.heard == ["Your call is ready"]
    expect(ana.launcher.button.locator("xpath=..")).to_match_aria_snapshot(
        """
        - button "Hide chat" [expanded]
        - alert: Your call is ready
        """
    )
    said = PageListener(ana.page)
    provider.end_call(ANA)
    ana.chat.expect_ended()
    expect(ana.page.get_by_role("alert").filter(has_text="Visit ended")).to_have_count(1)
    assert said.heard == ["Visit ended"]


def test_C05_call_and_its_end_are_said_once_on_a_page_of_its_own(people: People) -> None:
    provider, ana = people.provider(), people.standalone_patient(ANA)
    said = PageListener(ana.page)
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    assert said.heard == [f"{RIVERA} is ready for you"]
    said = PageListener(ana.page)
    provider.end_call(ANA)
    ana.chat.expect_ended()
    assert said.heard == ["Your call has ended"]


def test_C05_patient_who_leaves_an_open_chat_is_said_once(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    said = PageListener(provider.page)
    ana.leave()
    chat.expect_ended()
    assert said.heard == [f"{ANA} has left the waiting room."]


def test_C05_presence_is_said_once_and_whose_it_is(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.standalone_patient("Ben Ito")
    listeners = [PageListener(side.page) for side in (ana, ben, provider)]
    for presence in ("Away", "Online"):
        provider.presence_switch.click()
        for patient in (ana, ben):
            expect(patient.queue_status.get_by_text(presence, exact=True)).to_be_visible()
    whose = f"{RIVERA}Family medicine"
    assert [each.heard for each in listeners] == [[f"{whose}Away", f"{whose}Online"]] * 2 + [[]]


@pytest.mark.parametrize("side", ["patient", "standalone", "provider"])
def test_C05_offline_and_online_again_are_said_once(people: People, side: str) -> None:
    people.allow_errors("ERR_INTERNET_DISCONNECTED")
    page = people.page()
    line = Line(page.context)
    person: PatientPage | ProviderView
    if side == "provider":
        person = people.provider_on(page)
    elif side == "patient":
        person = people.patient_on(page, ANA)
    else:
        person = StandalonePage(page, people.demo.backend, "dr-rivera", private=people.private)
        person.arrive(ANA)
    status = person.view.get_by_test_id("connection-status")
    person.expect_connection("online")
    said = PageListener(page)
    line.cut()
    expect(status).to_have_text("Offline")
    assert said.heard == ["Offline"]
    line.mend()
    expect(status).to_have_text("Connected")
    assert said.heard == ["Offline", "Connected"]


def test_C05_axe_finds_nothing_on_a_patients_page(people: People) -> None:
    people.provider()
    visitor = people.visitor(reduced_motion="reduce")
    visitor.goto()
    expect_accessible(visitor.page)
    visitor.launcher.open()
    expect(visitor.name_field).to_be_visible()
    expect_accessible(frame_of(visitor.page))
    visitor.check_in(ANA)
    visitor.expect_waiting()
    visitor.chat.send("hello")
    expect_accessible(frame_of(visitor.page))
    expect_accessible(visitor.page)


def test_C05_axe_finds_nothing_on_a_providers_page(people: People) -> None:
    provider = people.provider(reduced_motion="reduce")
    people.patient(ANA)
    provider.expect_queue(ANA)
    expect_accessible(frame_of(provider.page))
    provider.open_window(ANA)
    expect_accessible(frame_of(provider.page), "the information window")
    provider.window.dismiss()
    provider.settings.open("Notifications")
    expect_accessible(frame_of(provider.page), "the settings")
    expect_accessible(provider.page)


def test_C05_axe_finds_nothing_at_the_consoles_door(people: People) -> None:
    people.allow_errors("status of 401")  # what the browser itself writes while nobody is signed in
    console = people.console()
    console.page.goto(console.address)
    expect(console.email_field).to_be_focused()
    expect_accessible(console.page)
