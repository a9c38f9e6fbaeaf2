"""P01 and P02: checking in, and waiting."""

import re

from playwright.sync_api import expect

from e2e.pages import StandalonePage
from e2e.support.people import RIVERA, People

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"


def test_P01_walk_in_types_a_name_and_checks_in(people: People) -> None:
    provider, visitor = people.provider(), people.visitor()
    visitor.goto()
    visitor.launcher.open()
    expect(visitor.check_in_form).to_be_visible()
    expect(visitor.queue_status).to_have_count(0)
    provider.expect_queue()
    visitor.check_in(ANA)
    visitor.expect_waiting()
    expect(visitor.check_in_form).to_have_count(0)
    provider.expect_queue(ANA)


def test_P01_check_in_without_a_name_asks_for_one(people: People) -> None:
    provider, visitor = people.provider(), people.visitor()
    visitor.goto()
    visitor.launcher.open()
    for empty in ("", "   "):
        visitor.check_in(empty)
        expect(visitor.view.get_by_text("Please type your name")).to_be_visible()
    expect(visitor.name_field).to_be_focused()
    visitor.check_in(ANA)
    provider.expect_queue(ANA)


def test_P01_portal_patient_goes_straight_to_the_queue(people: People) -> None:
    provider, ben = people.provider(), people.portal_patient(BEN)
    expect(ben.check_in_form).to_have_count(0)
    expect(ben.launcher.frame_element).to_be_visible()
    provider.expect_queue(BEN)


def test_P01_standalone_page_checks_in_the_same_way(people: People) -> None:
    provider = people.provider()
    people.standalone_patient(CHO)
    provider.expect_queue(CHO)


def test_P01_wrong_passcode_is_refused_and_the_right_one_accepted(people: People) -> None:
    people.allow_errors("403")
    provider, visitor = people.provider("dr-okafor"), people.visitor("dr-okafor")
    visitor.goto()
    visitor.launcher.open()
    visitor.check_in(ANA, passcode="1234")
    expect(visitor.view.get_by_role("alert")).to_contain_text("passcode")
    expect(visitor.name_field).to_have_value(ANA)
    provider.expect_queue()
    visitor.check_in(ANA, passcode="471147")
    visitor.expect_waiting()
    provider.expect_queue(ANA)


def test_P01_closed_room_says_so_and_takes_nobody(people: People) -> None:
    visitor = people.visitor("dr-tanaka")
    visitor.goto()
    visitor.launcher.open()
    expect(visitor.view.get_by_text("The waiting room is closed")).to_be_visible()
    expect(visitor.check_in_button).to_have_count(0)


def test_P01_room_for_portal_patients_takes_no_walk_ins(people: People) -> None:
    provider, visitor = people.provider("dr-lindqvist"), people.visitor("dr-lindqvist")
    visitor.goto()
    visitor.launcher.open()
    expect(visitor.view.get_by_text("Please come in through your clinic’s patient portal")).to_be_visible()
    expect(visitor.check_in_button).to_have_count(0)
    people.portal_patient(BEN, "dr-lindqvist")
    provider.expect_queue(BEN)


def test_P01_refresh_keeps_the_walk_ins_place(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    ana.page.reload()
    ana.launcher.open()
    ana.expect_waiting()
    ana.expect_place(1)
    provider.expect_queue(ANA, BEN)


def test_P01_room_that_does_not_exist_is_told_in_plain_words(people: People) -> None:
    people.allow_errors("404")
    nowhere = StandalonePage(people.page(), people.demo.backend, "no-such-room", private=people.private)
    nowhere.goto()
    expect(nowhere.page.locator("body")).to_contain_text(re.compile("room", re.IGNORECASE))
    expect(nowhere.check_in_button).to_have_count(0)


def test_P02_waiting_view_tells_the_place_as_others_come_and_go(people: People) -> None:
    ana, ben, cho = people.patient(ANA), people.portal_patient(BEN), people.patient(CHO)
    for place, patient in enumerate((ana, ben, cho), start=1):
        patient.expect_place(place)
    ana.leave()
    ben.expect_place(1)
    cho.expect_place(2)


def test_P02_waiting_view_tells_how_long_it_has_been(people: People) -> None:
    ana = people.patient(ANA)
    expect(ana.queue_status).to_contain_text(re.compile(r"You joined just now|Waiting for \d+ min"))


def test_P02_waiting_view_shows_the_provider_with_photo_and_status(people: People) -> None:
    ana = people.patient(ANA)
    provider = people.provider()
    room = ana.queue_status
    expect(room.get_by_text(RIVERA)).to_be_visible()
    expect(room.get_by_text("Online", exact=True)).to_be_visible()
    photo = room.locator("img").first
    expect(photo).to_be_visible()
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("(image) => image.naturalWidth") > 0
    provider.page.close()
    expect(room.get_by_text("Online", exact=True)).to_have_count(0)


def test_P02_waiting_view_shows_the_line_that_the_provider_sets(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.view.get_by_role("button", name="Message to waiting patients").click()
    provider.view.get_by_role("textbox", name=re.compile("What patients see")).fill("running 10 minutes late")
    provider.view.get_by_role("button", name="Save", exact=True).click()
    expect(ana.view.get_by_text("running 10 minutes late")).to_be_visible()
    ben = people.patient(BEN)
    expect(ben.view.get_by_text("running 10 minutes late")).to_be_visible()


def test_P02_call_elsewhere_shows_the_provider_as_on_a_call(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    provider.start_call(BEN)
    expect(ana.view.get_by_text("On a call", exact=True)).to_be_visible()
