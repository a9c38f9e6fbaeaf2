"""C05: everything has its role and name, and the keyboard does everything."""

from playwright.sync_api import expect

from e2e.support.keyboard import Keyboard
from e2e.support.people import RIVERA, People

ANA, BEN = "Ana Diaz", "Ben Ito"


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


def test_C05_a_patients_whole_visit_by_keyboard_alone(people: People) -> None:
    provider, visitor = people.provider(), people.visitor()
    visitor.goto()
    keys, chat = Keyboard(visitor.page), visitor.chat
    keys.use(visitor.launcher.button)
    expect(visitor.name_field).to_be_focused()
    people.private.append(ANA)
    keys.type(ANA)
    keys.press("Enter")
    visitor.expect_waiting()
    keys.to(chat.composer)
    type_message(people, keys, "typed without a mouse")
    provider.open_chat(ANA).expect_received("typed without a mouse")
    keys.use(chat.minimize_button, "Shift+Tab")
    chat.expect_minimized()
    expect(chat.expand_button).to_be_focused()
    keys.press("Enter")
    chat.expect_open()
    expect(chat.composer).to_be_focused()
    keys.use(chat.close_button, "Shift+Tab")
    expect(visitor.launcher.frame_element).to_be_hidden()
    expect(visitor.launcher.button).to_be_focused()
    keys.press("Space")
    chat.expect_open()
    keys.use(visitor.leave_button, "Shift+Tab")
    keys.press("Escape")
    expect(visitor.confirm_leave_button).to_be_hidden()
    expect(visitor.leave_button).to_be_focused()
    keys.press("Enter")
    keys.use(visitor.confirm_leave_button)
    provider.expect_queue()
    expect(visitor.view.locator(":focus")).to_have_count(1)
    keys.use(chat.close_button)
    expect(visitor.launcher.button).to_be_focused()


def test_C05_a_providers_whole_visit_by_keyboard_alone(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    keys, chat, window = Keyboard(provider.page), provider.chat, provider.window
    keys.use(provider.more_options(BEN))
    window.expect_open(BEN)
    keys.press("Escape")
    window.expect_closed()
    expect(provider.more_options(BEN)).to_be_focused()
    keys.use(provider.more_options(ANA), "Shift+Tab")
    keys.use(window.chat_button)
    chat.expect_open(ANA)
    expect(chat.composer).to_be_focused()
    type_message(people, keys, "typed without a mouse")
    ana.chat.expect_received("typed without a mouse")
    keys.use(chat.minimize_button, "Shift+Tab")
    chat.expect_minimized()
    expect(chat.expand_button).to_be_focused()
    keys.press("Enter")
    expect(chat.composer).to_be_focused()
    keys.use(chat.close_button, "Shift+Tab", "Space")
    chat.expect_closed()
    expect(provider.more_options(ANA)).to_be_focused()
    keys.press("Enter")
    keys.use(window.start_call_button)
    expect(provider.view.locator(":focus")).to_have_count(1)
    keys.use(window.end_call_button)
    provider.expect_queue(BEN)
    window.expect_closed()
    expect(provider.view.locator(":focus")).to_have_count(1)
    ben.expect_place(1)
    keys.use(provider.more_options(BEN))
    window.expect_open(BEN)


def test_C05_settings_by_keyboard_alone(people: People) -> None:
    provider = people.provider()
    keys, settings = Keyboard(provider.page), provider.settings
    keys.use(settings.button)
    tabs = [settings.dialog.get_by_role("tab", name=name) for name in ("Profile", "Notifications", "Security")]
    expect(tabs[0]).to_be_focused()
    keys.press("ArrowDown")
    expect(tabs[1]).to_be_focused()
    expect(tabs[1]).to_have_attribute("aria-selected", "true")
    switch = settings.panel.get_by_role("switch", name="New chat messages")
    expect(switch).to_be_checked()
    keys.use(switch, press="Space")
    expect(switch).not_to_be_checked()
    keys.to(tabs[1], "Shift+Tab")
    keys.press("End")
    expect(tabs[2]).to_be_focused()
    keys.to(settings.panel.get_by_role("textbox").first)
    keys.press("Escape")
    expect(settings.dialog).to_be_hidden()
    expect(settings.button).to_be_focused()


def test_C05_the_focus_goes_through_the_panel_and_out_of_it_again(people: People) -> None:
    people.provider()
    ana = people.patient(ANA)
    keys, stops = Keyboard(ana.page), []
    keys.to(ana.chat.composer)
    for _ in range(12):
        keys.press("Tab")
        stops.append(ana.page.evaluate("document.activeElement.localName"))
    assert set(stops) != {"iframe"}, "the panel is a trap"
    keys.to(ana.chat.composer, "Shift+Tab")


def test_C05_window_keeps_the_focus_from_what_is_behind_it(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    people.patient(BEN)
    provider.expect_queue(ANA, BEN)
    keys = Keyboard(provider.page)
    keys.use(provider.more_options(ANA))
    provider.window.expect_open(ANA)
    for _ in range(12):
        keys.press("Tab")
        assert not provider.more_options(BEN).evaluate("(button) => document.activeElement === button")


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


def type_message(people: People, keys: Keyboard, text: str) -> None:
    people.private.append(text)
    keys.type(text)
    keys.press("Enter")
