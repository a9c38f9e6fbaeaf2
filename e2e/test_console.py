"""The console: the provider's side as a page of its own, behind sign-in."""

from playwright.sync_api import Page, Route, expect

from e2e.pages import ConsolePage
from e2e.support.dom import expect_erased
from e2e.support.people import People
from e2e.support.tokens import expired

ANA = "Ana Diaz"
OKAFOR, RIVERA = "Dr. Samuel Okafor", "Dr. Elena Rivera"
SIGNED_OUT = "You have been signed out. Please sign in again."
UNAUTHORIZED = "status of 401"  # what the browser itself writes when nobody is signed in yet


def open_console(people: People, room: str | None = None) -> ConsolePage:
    """The console before anybody has signed in."""
    people.allow_errors(UNAUTHORIZED)
    console = people.console(room)
    console.page.goto(console.address)
    expect(console.email_field).to_be_focused()
    return console


def second_tab(people: People, console: ConsolePage, room: str = "dr-rivera") -> ConsolePage:
    """Another tab of the same browser, which is signed in already."""
    tab = ConsolePage(console.page.context.new_page(), people.demo.backend, room, private=people.private)
    tab.arrive()
    return tab


def expect_nothing_stored(page: Page) -> None:
    """Nothing but cookies that scripts cannot read."""
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"waitside", "waitside-device"}
    assert all(cookie["httpOnly"] for cookie in cookies)


def test_console_a_wrong_password_is_said_and_the_form_stays_as_it_was(people: People) -> None:
    console = open_console(people)
    email, _ = people.demo.console_account
    console.email_field.fill(email)
    console.password_field.fill("not-the-password")
    console.password_field.press("Enter")
    expect(console.page.get_by_role("alert")).to_contain_text("is not right")
    expect(console.password_field).to_be_focused()
    expect(console.email_field).to_have_value(email)


def test_console_after_sign_in_a_room_is_chosen_and_the_address_remembers_it(people: People) -> None:
    console = open_console(people)
    console.sign_in(*people.demo.console_account)
    expect(console.room_button(RIVERA)).to_be_visible()
    console.room_button(OKAFOR).click()
    console.expect_connection("online")
    expect(console.page).to_have_url(f"{people.demo.backend}/console#dr-okafor")
    expect_nothing_stored(console.page)
    console.page.reload()
    console.expect_connection("online")
    expect(console.page.get_by_role("heading", name=OKAFOR)).to_be_visible()
    console.change_room_button.click()
    console.room_button(RIVERA).click()
    console.expect_connection("online")
    expect(console.page.get_by_role("heading", name=RIVERA)).to_be_visible()


def test_console_chats_with_a_patient_on_the_page_of_the_room(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    console, ana = people.signed_in(), people.standalone_patient(ANA)
    ana.chat.send("canary-question")
    console.expect_badge(ANA, 1)
    chat = console.open_chat(ANA)
    chat.expect_received("canary-question")
    chat.send("canary-answer")
    ana.chat.expect_received("canary-answer")
    console.sign_out_button.click()
    expect(console.sign_in_button).to_be_visible()
    expect_erased(console.page, ANA, "canary-question", "canary-answer")


def test_console_sign_out_ends_the_session(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    console = people.signed_in()
    console.sign_out_button.click()
    expect(console.sign_in_button).to_be_visible()
    assert [cookie["name"] for cookie in console.page.context.cookies()] == ["waitside-device"], "which opens nothing"
    console.page.goto(console.address)
    expect(console.sign_in_button).to_be_visible()


def test_console_sign_out_everywhere_puts_every_other_page_out_and_says_why(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    desk, elsewhere, portal = people.signed_in(), people.signed_in(), people.provider()
    tab = second_tab(people, desk)
    ana = people.patient(ANA)
    elsewhere.open_chat(ANA)
    ana.chat.send("canary-to-be-erased")
    elsewhere.chat.expect_received("canary-to-be-erased")
    desk.settings.open("Security")
    desk.settings.panel.get_by_role("button", name="Sign out everywhere").click()
    expect(desk.settings.panel.get_by_role("button", name="Cancel")).to_be_focused()
    desk.settings.panel.get_by_role("button", name="Sign out everywhere").click()
    for page in (desk, elsewhere, tab):
        expect(page.page.get_by_text(SIGNED_OUT)).to_be_visible()
        expect(page.email_field).to_be_focused()
    expect(portal.view.get_by_text(SIGNED_OUT)).to_be_visible()
    expect_erased(elsewhere.page, ANA, "canary-to-be-erased")
    elsewhere.sign_in(*people.demo.console_account)
    elsewhere.expect_connection("online")
    elsewhere.expect_queue(ANA)


def test_console_a_changed_password_is_the_one_that_counts(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    console = people.signed_in()
    email, old = people.demo.console_account
    settings, new = console.settings, "canary-new-password"
    people.private.append(new)
    settings.open("Security")
    settings.field("Current password").fill("not-the-password")
    settings.field("New password").fill(new)
    settings.field("Confirm new password").fill(f"{new}-mistyped")
    change = settings.panel.get_by_role("button", name="Change password")
    change.click()
    expect(settings.panel.get_by_role("alert")).to_contain_text("not the same")
    settings.field("Confirm new password").fill(new)
    change.click()
    expect(settings.panel.get_by_role("alert")).to_contain_text("current password is not right")
    settings.field("Current password").fill(old)
    change.click()
    expect(console.page.get_by_text(SIGNED_OUT)).to_be_visible()
    console.sign_in(email, old)
    expect(console.page.get_by_role("alert")).to_contain_text("is not right")
    console.sign_in(email, new)
    console.expect_connection("online")


def test_console_leaving_with_undelivered_messages_asks_first(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    people.allow_errors("ERR_INTERNET_DISCONNECTED|WebSocket")
    console, ana = people.signed_in(), people.standalone_patient(ANA)
    chat = console.open_chat(ANA)
    ana.page.context.set_offline(True)
    chat.send("canary-undelivered")
    console.sign_out_button.click()
    dialog = console.page.get_by_role("dialog", name="Sign out now?")
    expect(dialog).to_contain_text("have not been delivered")
    dialog.get_by_role("button", name="Stay").click()
    expect(dialog).to_be_hidden()
    console.sign_out_button.click()
    dialog.get_by_role("button", name="Sign out").click()
    expect(console.sign_in_button).to_be_visible()


def test_console_gets_a_new_token_for_one_that_has_expired(people: People) -> None:
    people.allow_errors(UNAUTHORIZED)
    console, asked = people.console(), []

    def outdate_the_first(route: Route) -> None:
        asked.append(route.request.post_data_json)
        answer = route.fetch()
        issued = answer.json()
        if len(asked) == 1:
            issued["token"] = expired(issued["token"], people.demo)
        route.fulfill(response=answer, json=issued)

    console.page.route("**/api/session/tokens", outdate_the_first)
    console.page.goto(console.address)
    console.sign_in(*people.demo.console_account)
    console.expect_connection("online")
    assert asked == [{"room": "dr-rivera"}] * 2
