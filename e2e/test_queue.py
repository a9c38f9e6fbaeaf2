"""R01 and R02: the queue and the patient information window."""

import re

from playwright.sync_api import expect

from e2e.support.people import People

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"


def test_R01_queue_follows_arrivals_and_departures_live(people: People) -> None:
    provider = people.provider()
    provider.expect_queue()
    people.patient(ANA)
    provider.expect_queue(ANA)
    ben = people.portal_patient(BEN)
    provider.expect_queue(ANA, BEN)
    people.standalone_patient(CHO)
    provider.expect_queue(ANA, BEN, CHO)
    ben.leave()
    provider.expect_queue(ANA, CHO)


def test_R01_provider_who_comes_later_sees_everybody_in_order_of_arrival(people: People) -> None:
    for name in (ANA, BEN, CHO):
        people.patient(name)
    people.provider().expect_queue(ANA, BEN, CHO)


def test_R01_queue_is_back_after_a_refresh(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    provider.page.reload()
    provider.expect_queue(ANA, BEN)


def test_R01_row_tells_how_long_and_whether_connected(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    expect(provider.row(ANA)).to_contain_text("now")
    expect(provider.row(ANA)).not_to_contain_text("Reconnecting")


def test_R01_two_patients_of_one_name_have_a_row_each(people: People) -> None:
    provider = people.provider()
    first = people.patient(ANA)
    people.patient(ANA)
    provider.expect_queue(ANA, ANA)
    first.leave()
    provider.expect_queue(ANA)


def test_R01_rooms_do_not_see_each_other(people: People) -> None:
    rivera, okafor = people.provider(), people.provider("dr-okafor")
    people.patient(ANA)
    rivera.expect_queue(ANA)
    okafor.expect_queue()


def test_R02_three_dots_open_the_patient_information_window(people: People) -> None:
    provider = people.provider()
    people.portal_patient(BEN)
    window = provider.open_window(BEN)
    expect(window.dialog).to_have_role("dialog")
    expect(window.dialog).to_have_accessible_name("Patient information")
    for label in ("Status", "Waiting since", "Connection"):
        expect(window.dialog.get_by_text(label, exact=True)).to_be_visible()
    expect(window.dialog).to_contain_text(re.compile("Waiting(?! since)"))
    expect(window.dialog).to_contain_text("Connected")
    for button in (window.chat_button, window.start_call_button, window.remove_button):
        expect(button).to_be_enabled()
    expect(window.end_call_button).to_have_count(0)


def test_R02_window_shows_the_clinics_own_reference_where_the_token_carries_one(people: People) -> None:
    provider = people.provider()
    people.portal_patient(BEN)
    people.patient(ANA)
    window = provider.open_window(BEN)
    expect(window.dialog.get_by_text("Reference", exact=True)).to_be_visible()
    window.dismiss()
    provider.open_window(ANA)
    expect(window.dialog.get_by_text("Reference", exact=True)).to_have_count(0)


def test_R02_remove_from_queue_ends_the_visit(people: People) -> None:
    provider = people.provider()
    ana, ben = people.patient(ANA), people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    provider.remove(ANA)
    provider.expect_queue(BEN)
    expect(ana.leave_button).to_have_count(0)
    expect(ana.view.get_by_text("Your visit has ended")).to_be_visible()
    ben.expect_place(1)


def test_R02_window_follows_the_patient_who_leaves_while_it_is_open(people: People) -> None:
    provider = people.provider()
    ana = people.patient(ANA)
    window = provider.open_window(ANA)
    ana.leave()
    provider.expect_queue()
    for button in (window.chat_button, window.start_call_button, window.remove_button):
        expect(button.and_(provider.page.locator(":enabled"))).to_have_count(0)
