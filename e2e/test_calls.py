"""R13: calls, started and ended from the patient information window."""

import re

from playwright.sync_api import Locator, expect

from e2e.support.people import People

ANA, BEN = "Ana Diaz", "Ben Ito"


def test_R13_chat_goes_on_through_a_call_started_and_ended_from_the_window(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send("before the call began")
    chat.expect_received("before the call began")
    provider.start_call(ANA)
    expect(provider.row(ANA)).to_contain_text("In call")
    provider.open_chat(ANA)
    chat.expect_received("before the call began")
    chat.send("can you hear me well?")
    ana.chat.expect_received("can you hear me well?")
    ana.chat.send("loud and clear, thanks")
    chat.expect_received("loud and clear, thanks")
    provider.end_call(ANA)
    provider.expect_queue()
    chat.expect_ended()
    chat.expect_received("before the call began", "loud and clear, thanks")
    ana.chat.expect_ended()
    expect(ana.view.get_by_text("Your call has ended")).to_be_visible()


def test_R13_both_sides_join_the_same_call_by_its_link(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    expect(join_link(ana.view.get_by_role("link"))).to_have_count(0)
    provider.start_call(ANA)
    link = join_link(ana.view.get_by_role("link"))
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    address = link.get_attribute("href")
    assert address is not None
    assert address.startswith(f"{people.demo.site}/call/")
    window = provider.open_window(ANA)
    expect(join_link(window.dialog.get_by_role("link"))).to_have_attribute("href", address)
    with ana.page.context.expect_page() as opened:
        link.click()
    expect(opened.value).to_have_url(address)
    expect(opened.value.get_by_role("heading").first).to_be_visible()
    ana.chat.expect_open()


def test_R13_patient_on_a_call_has_no_place_in_the_queue(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    ben.expect_place(2)
    provider.expect_queue(ANA, BEN)
    provider.start_call(ANA)
    ben.expect_place(1)
    expect(ana.view.get_by_text(re.compile(r"in line|You are next"))).to_have_count(0)


def test_R13_one_call_at_a_time_on_a_page(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    ben = people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    provider.start_call(ANA)
    window = provider.open_window(BEN)
    expect(window.start_call_button).to_be_disabled()
    expect(window.dialog.get_by_text(f"You are in a call with {ANA}.")).to_be_visible()
    window.dialog.get_by_role("button", name=f"Go to {ANA}", exact=True).click()
    provider.chat.expect_open(ANA)
    expect(join_link(ben.view.get_by_role("link"))).to_have_count(0)
    provider.end_call(ANA)
    provider.start_call(BEN)
    expect(join_link(ben.view.get_by_role("link"))).to_be_visible()


def test_R13_starting_a_call_keeps_the_conversations_of_those_present(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    chat = provider.open_chat(ANA)
    ana.chat.send("kept while another is called")
    chat.expect_received("kept while another is called")
    ben.chat.send("unread while I am called")
    provider.expect_badge(BEN, 1)
    provider.start_call(BEN)
    provider.expect_badge(BEN, 1)
    provider.open_chat(ANA)
    chat.expect_received("kept while another is called")
    provider.open_chat(BEN)
    chat.expect_received("unread while I am called")


def test_R13_call_survives_a_refresh_of_either_side(people: People) -> None:
    provider, ana = people.provider(), people.portal_patient(ANA)
    provider.expect_queue(ANA)
    provider.start_call(ANA)
    expect(join_link(ana.view.get_by_role("link"))).to_be_visible()
    ana.page.reload()
    expect(join_link(ana.view.get_by_role("link"))).to_be_visible()
    provider.page.reload()
    expect(provider.row(ANA)).to_contain_text("In call")


def test_R13_patient_can_leave_a_call(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    provider.start_call(ANA)
    expect(join_link(ana.view.get_by_role("link"))).to_be_visible()
    ana.leave()
    provider.expect_queue()
    chat.expect_ended()


def join_link(links: Locator) -> Locator:
    return links.filter(has_text=re.compile("join", re.IGNORECASE))
