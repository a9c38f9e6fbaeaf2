"""P06: a visit is on one page at a time; a second one takes over, and the first can take it back."""

from playwright.sync_api import BrowserContext, expect

from e2e.pages import PortalPage
from e2e.support.people import People

ANA = "Ana Diaz"
REPLACED = "This visit is open in another tab"


def again(people: People, context: BrowserContext) -> PortalPage:
    """The same patient, signed in on a second tab."""
    page = PortalPage(context.new_page(), people.demo.site, ANA, private=people.private)
    page.arrive()
    return page


def test_P06_a_second_page_takes_over_and_the_first_says_so(people: People) -> None:
    provider, first = people.provider(), people.portal_patient(ANA)
    chat = provider.open_chat(ANA)
    first.chat.send("canary-from-the-first")
    chat.expect_received("canary-from-the-first")
    second = again(people, first.page.context)
    expect(first.view.get_by_text(REPLACED)).to_be_visible()
    expect(first.chat.composer).to_have_count(0)
    expect(first.connection).to_have_count(0)
    provider.expect_queue(ANA)
    second.chat.send("canary-from-the-second")
    chat.expect_received("canary-from-the-first", "canary-from-the-second")
    chat.send("canary-reply")
    second.chat.expect_received("canary-reply")
    expect(first.view.get_by_text("canary-reply")).to_have_count(0)


def test_P06_the_first_page_takes_the_visit_back_with_its_conversation(people: People) -> None:
    provider, first = people.provider(), people.portal_patient(ANA)
    chat = provider.open_chat(ANA)
    first.chat.send("canary-one")
    chat.expect_received("canary-one")
    second = again(people, first.page.context)
    expect(first.view.get_by_text(REPLACED)).to_be_visible()
    first.view.get_by_role("button", name="Continue here").click()
    expect(second.view.get_by_text(REPLACED)).to_be_visible()
    first.expect_waiting()
    first.chat.expect_sent("canary-one", "read")
    first.chat.send("canary-two")
    chat.expect_received("canary-one", "canary-two")
    chat.send("canary-reply")
    first.chat.expect_received("canary-reply")
    provider.expect_queue(ANA)


def test_P06_what_the_patient_has_not_seen_comes_to_the_new_page(people: People) -> None:
    provider, first = people.provider(), people.portal_patient(ANA)
    first.chat.close()
    chat = provider.open_chat(ANA)
    chat.send("canary-unseen")
    chat.expect_sent("canary-unseen", "delivered")
    second = again(people, first.page.context)
    second.chat.expect_received("canary-unseen")
    chat.expect_sent("canary-unseen", "read")
