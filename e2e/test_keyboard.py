"""C05: everything has its role and name, and the keyboard does everything."""

from playwright.sync_api import Locator, Page, expect

from e2e.pages import ProviderPage, WalkInPage
from e2e.support.people import RIVERA, People

ANA, BEN = "Ana Diaz", "Ben Ito"
LONGEST_WAY = 60  # presses of Tab; no page here has so many controls


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(LONGEST_WAY):
        if target.evaluate("(element) => element.getRootNode().activeElement === element && document.hasFocus()"):
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard does not reach this control")


def test_C05_contracts_roles_and_names_on_the_providers_page(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    expect(provider.frame_element).to_have_attribute("title", "Patient queue")
    expect(provider.queue.get_by_role("listitem")).to_have_count(1)
    expect(provider.row(ANA)).to_have_role("listitem")
    expect(provider.connection).to_have_role("status")
    chat = provider.open_chat(ANA)
    ana.chat.send("for roles and names")
    chat.expect_received("for roles and names")
    expect(chat.log).to_be_visible()
    expect(chat.messages.first).to_have_attribute("data-direction", "received")
    for button in (chat.minimize_button, chat.close_button, chat.send_button):
        expect(button).to_be_visible()
    expect(chat.expand_button).to_have_count(0)
    chat.minimize()
    expect(chat.expand_button).to_be_visible()
    expect(chat.minimize_button).to_have_count(0)
    ana.leave()
    chat.expand()
    expect(chat.departed_notice).to_have_role("status")


def test_C05_contracts_roles_and_names_on_the_patients_page(people: People) -> None:
    people.provider()
    visitor = people.visitor()
    visitor.goto()
    expect(visitor.launcher.button).to_have_role("button")
    expect(visitor.launcher.button).to_have_accessible_name("Open chat")
    visitor.launcher.open()
    expect(visitor.launcher.frame_element).to_have_attribute("title", "Clinic chat")
    expect(visitor.name_field).to_be_visible()
    expect(visitor.check_in_button).to_be_visible()
    visitor.check_in(ANA)
    visitor.expect_waiting()
    expect(visitor.connection).to_have_role("status")
    visitor.chat.expect_open(RIVERA)
    expect(visitor.chat.region).to_have_role("region")
    expect(visitor.chat.log).to_be_visible()


def test_C05_provider_chats_and_calls_with_the_keyboard_alone(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    page = provider.page
    open_window_by_keyboard(provider)
    tab_to(page, provider.window.chat_button)
    page.keyboard.press("Enter")
    provider.chat.expect_open(ANA)
    expect(provider.chat.composer).to_be_focused()
    type_message(people, page, "typed without a mouse")
    ana.chat.expect_received("typed without a mouse")
    tab_to(page, provider.chat.minimize_button, "Shift+Tab")
    page.keyboard.press("Enter")
    provider.chat.expect_minimized()
    tab_to(page, provider.chat.expand_button)
    page.keyboard.press("Enter")
    provider.chat.expect_open()
    tab_to(page, provider.chat.close_button)
    page.keyboard.press("Space")
    provider.chat.expect_closed()
    open_window_by_keyboard(provider)
    tab_to(page, provider.window.start_call_button)
    page.keyboard.press("Enter")
    tab_to(page, provider.window.end_call_button)
    page.keyboard.press("Enter")
    provider.expect_queue()


def test_C05_window_keeps_the_focus_from_what_is_behind_it_and_gives_it_back(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    open_window_by_keyboard(provider)
    for _ in range(12):
        provider.page.keyboard.press("Tab")
        assert not provider.more_options(BEN).evaluate("(button) => document.activeElement === button")
    provider.window.dismiss()
    expect(provider.more_options(ANA)).to_be_focused()


def test_C05_patient_checks_in_chats_and_leaves_with_the_keyboard_alone(people: People) -> None:
    provider, visitor = people.provider(), people.visitor()
    visitor.goto()
    page = visitor.page
    tab_to(page, visitor.launcher.button)
    page.keyboard.press("Enter")
    expect(visitor.name_field).to_be_focused()
    people.private.append(ANA)
    page.keyboard.type(ANA)
    page.keyboard.press("Enter")
    visitor.expect_waiting()
    chat = provider.open_chat(ANA)
    focus_composer(visitor)
    type_message(people, page, "typed without a mouse")
    chat.expect_received("typed without a mouse")
    tab_to(page, visitor.chat.close_button, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(visitor.launcher.frame_element).to_be_hidden()
    expect(visitor.launcher.button).to_be_focused()
    page.keyboard.press("Enter")
    visitor.chat.expect_open()
    tab_to(page, visitor.leave_button, "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, visitor.confirm_leave_button)
    page.keyboard.press("Enter")
    provider.expect_queue()


def test_C05_new_message_is_announced_by_the_log(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    for box in (chat, ana.chat):
        assert box.log.get_attribute("aria-live") in (None, "polite")  # a log is polite by itself


def test_C05_narrow_screen_has_no_sideways_scrolling(people: People) -> None:
    narrow = {"width": 320, "height": 640}
    provider, ana = people.provider(viewport=narrow), people.patient(ANA, viewport=narrow)
    chat = provider.open_chat(ANA)
    ana.chat.send("https://clinic.example/" + "a-very-long-address/" * 12)
    expect(chat.messages).to_have_count(1)
    for view in (provider.view, ana.view):
        assert view.locator("html").evaluate("(html) => html.scrollWidth <= html.clientWidth")
    expect(chat.composer).to_be_in_viewport()
    expect(chat.send_button).to_be_in_viewport()


def open_window_by_keyboard(provider: ProviderPage) -> None:
    tab_to(provider.page, provider.more_options(ANA))
    provider.page.keyboard.press("Enter")
    provider.window.expect_open(ANA)


def focus_composer(visitor: WalkInPage) -> None:
    tab_to(visitor.page, visitor.chat.composer)


def type_message(people: People, page: Page, text: str) -> None:
    people.private.append(text)
    page.keyboard.type(text)
    page.keyboard.press("Enter")
