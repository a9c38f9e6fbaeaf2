"""A room, or a network, with more people than the limits allow: pages say so, and go on once there is room."""

import pytest
from playwright.sync_api import expect

from e2e.pages import WalkInPage
from e2e.support.people import People

ANA, BEN = "Ana Diaz", "Ben Ito"


def checked_in(people: People, name: str) -> WalkInPage:
    """A walk-in who has sent the check-in form, and may not get in."""
    visitor = people.visitor()
    visitor.goto()
    visitor.launcher.open()
    visitor.check_in(name)
    return visitor


@pytest.mark.demo_settings(WAITSIDE_LIMIT_VISITS="1")
def test_P01_a_full_room_says_so_and_takes_the_next_patient_later(people: People) -> None:
    ana, ben = people.patient(ANA), checked_in(people, BEN)
    expect(ben.view.get_by_text("The waiting room cannot take more patients right now.")).to_be_visible()
    ana.leave()
    ben.view.get_by_role("button", name="Try again").click()
    ben.check_in(BEN)
    ben.expect_place(1)


@pytest.mark.demo_settings(WAITSIDE_LIMIT_CONNECTIONS="1")
def test_C04_a_page_says_that_too_many_of_its_network_are_connected_and_comes_in_by_itself(people: People) -> None:
    people.allow_errors("Failed to load resource")
    ana, ben = people.patient(ANA), checked_in(people, BEN)
    expect(ben.view.get_by_text("Too many devices on your network are connected.")).to_be_visible()
    ben.expect_connection("offline")
    ana.leave()
    ben.expect_waiting()
