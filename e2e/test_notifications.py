"""R11: sound, desktop notifications and the tab's title tell of messages and arrivals, as the account wants them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import ConsolePage, WalkInPage
from e2e.support.alerts import Notifications, expect_notice, expect_ring, notices, tones, watch_alerts
from e2e.support.people import People
from e2e.support.visibility import set_visible

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"
MESSAGES, ARRIVALS = Notifications.MESSAGES, Notifications.ARRIVALS
NEW_MESSAGE, NEW_PATIENT = "New message", "A patient joined the queue"
NOTICES = {MESSAGES: NEW_MESSAGE, ARRIVALS: NEW_PATIENT}
SOUND, DESKTOP, TITLE = "Sound", "Desktop notification", "Tab title"

both_kinds = pytest.mark.parametrize("kind", [MESSAGES, ARRIVALS])


@pytest.fixture
def page_of(people: People) -> Callable[..., Page]:
    """Pages whose alerts are watched, with the browser's permission to show notifications."""

    def make(*, allowed: bool = True) -> Page:
        page = people.page()
        if allowed:
            page.context.grant_permissions(["notifications"])
        watch_alerts(page)
        return page

    return make


class Desk:
    """A provider with alerts, and a patient who makes news."""

    def __init__(self, people: People, page: Page) -> None:
        self.people = people
        self.page = page
        self.provider = people.provider_on(page)
        self.title = page.title()
        self.settings = Notifications(self.provider.view)
        self.settings.open()  # with a click, which is what sound waits for
        for kind in (MESSAGES, ARRIVALS):
            self.settings.set(kind, DESKTOP, on=True)

    def choose(self, kind: str, way: str | None = None, *, on: bool) -> None:
        self.settings.set(kind, way, on=on)

    def done(self) -> None:
        self.settings.dismiss()

    def news(self, kind: str, ana: WalkInPage) -> None:
        """Something happens that the kind is about, and shows in the queue."""
        if kind == MESSAGES:
            ana.chat.send("my knee is still swollen")
            self.provider.expect_badge(ANA, 1)
        else:
            self.people.patient(BEN)
            self.provider.expect_queue(ANA, BEN)


@pytest.fixture
def desk(people: People, page_of: Callable[..., Page]) -> Desk:
    return Desk(people, page_of())


@pytest.fixture
def ana(people: People, desk: Desk) -> WalkInPage:
    """A patient who comes before the news, unheard."""
    desk.choose(ARRIVALS, on=False)
    patient = people.patient(ANA)
    desk.provider.expect_queue(ANA)
    desk.choose(ARRIVALS, on=True)
    return patient


@both_kinds
def test_R11_news_rings_shows_and_counts(desk: Desk, ana: WalkInPage, kind: str) -> None:
    desk.done()
    desk.news(kind, ana)
    expect_notice(desk.page, NOTICES[kind])
    expect_ring(desk.page)
    expect(desk.page).to_have_title(f"{'(1)' if kind == MESSAGES else '(•)'} {desk.title}")
    assert [each["title"] for each in notices(desk.page)] == [NOTICES[kind]]


@both_kinds
def test_R11_without_sound_nothing_rings(desk: Desk, ana: WalkInPage, kind: str) -> None:
    desk.choose(kind, SOUND, on=False)
    desk.done()
    desk.news(kind, ana)
    expect_notice(desk.page, NOTICES[kind])  # which comes after the sound
    assert tones(desk.page) == 0


@both_kinds
def test_R11_without_the_title_it_stays_as_it_was(desk: Desk, ana: WalkInPage, kind: str) -> None:
    desk.choose(kind, TITLE, on=False)
    desk.done()
    desk.news(kind, ana)
    expect_notice(desk.page, NOTICES[kind])
    assert desk.page.title() == desk.title


@both_kinds
def test_R11_without_desktop_notifications_none_is_shown(desk: Desk, ana: WalkInPage, kind: str) -> None:
    desk.choose(kind, DESKTOP, on=False)
    desk.done()
    desk.news(kind, ana)
    expect_ring(desk.page)
    other_news(desk, ana, kind)
    assert NOTICES[kind] not in {each["title"] for each in notices(desk.page)}


@both_kinds
def test_R11_off_is_quiet_and_leaves_the_badge(desk: Desk, ana: WalkInPage, kind: str) -> None:
    other = ARRIVALS if kind == MESSAGES else MESSAGES
    desk.choose(kind, on=False)
    desk.choose(other, SOUND, on=False)
    desk.choose(other, TITLE, on=False)
    desk.done()
    desk.news(kind, ana)
    other_news(desk, ana, kind)
    assert [each["title"] for each in notices(desk.page)] == [NOTICES[other]]
    assert tones(desk.page) == 0
    assert desk.page.title() == desk.title


def other_news(desk: Desk, ana: WalkInPage, kind: str) -> None:
    """News of the other kind, and its notification: whatever the first would have shown is shown by then."""
    if kind == MESSAGES:
        desk.people.patient(BEN)
        expect_notice(desk.page, NEW_PATIENT)
    else:
        ana.chat.send("a word after it")
        expect_notice(desk.page, NEW_MESSAGE)


def test_R11_what_is_being_read_rings_not(desk: Desk, ana: WalkInPage, people: People) -> None:
    desk.done()
    chat = desk.provider.open_chat(ANA)
    chat.composer.click()
    ana.chat.send("while you look at it")
    chat.expect_received("while you look at it")
    people.patient(BEN)
    expect_notice(desk.page, NEW_PATIENT)
    expect_ring(desk.page)
    assert [each["title"] for each in notices(desk.page)] == [NEW_PATIENT]


def test_R11_a_message_for_an_open_chat_in_a_hidden_tab_is_told_until_it_is_read(desk: Desk, ana: WalkInPage) -> None:
    desk.done()
    desk.provider.open_chat(ANA)
    set_visible(desk.page, False)
    ana.chat.send("are you there?")
    expect_notice(desk.page, NEW_MESSAGE)
    expect_ring(desk.page)
    expect(desk.page).to_have_title(f"(1) {desk.title}")
    closed = desk.page.evaluate_handle("() => new Promise((done) => { lastNotice.onclose = () => done(true); })")
    set_visible(desk.page, True)
    expect(desk.page).to_have_title(desk.title)
    assert closed.json_value() is True


def test_R11_an_arrival_is_in_the_title_until_somebody_is_back(desk: Desk, people: People) -> None:
    desk.done()
    set_visible(desk.page, False)
    people.patient(ANA)
    people.patient(BEN)
    expect(desk.page).to_have_title(f"(•) {desk.title}")
    set_visible(desk.page, True)
    expect(desk.page).to_have_title(desk.title)


def test_R11_notifications_of_the_clinics_page_hold_neither_names_nor_texts(desk: Desk, ana: WalkInPage) -> None:
    desk.settings.details.click()
    expect(desk.settings.details).to_have_attribute("aria-checked", "true")
    desk.done()
    desk.news(MESSAGES, ana)
    desk.news(ARRIVALS, ana)
    expect_notice(desk.page, NEW_MESSAGE)
    expect_notice(desk.page, NEW_PATIENT)
    shown = str(notices(desk.page)) + desk.page.title()
    for secret in (ANA, BEN, "knee"):
        assert secret not in shown


def test_R11_a_click_on_a_notification_opens_the_chat(desk: Desk, ana: WalkInPage) -> None:
    desk.done()
    desk.news(MESSAGES, ana)
    expect_notice(desk.page, NEW_MESSAGE)
    desk.page.evaluate("() => lastNotice.dispatchEvent(new Event('click'))")
    desk.provider.chat.expect_open(ANA)
    desk.provider.chat.expect_received("my knee is still swollen")


def test_R11_of_several_tabs_one_rings(
    people: People, page_of: Callable[..., Page], desk: Desk, ana: WalkInPage
) -> None:
    desk.choose(ARRIVALS, SOUND, on=False)
    desk.done()
    second = desk.page.context.new_page()
    watch_alerts(second)
    other = people.provider_on(second)
    other.expect_queue(ANA)
    other.view.locator("header").first.click()  # so that both may ring
    desk.news(MESSAGES, ana)
    other.expect_badge(ANA, 1)
    for page in (desk.page, second):
        expect(page).to_have_title(f"(1) {desk.title}")
    people.patient(BEN)  # without a sound, and told after the message: everything of that is over then
    for page in (desk.page, second):
        expect(page).to_have_title(f"(1) {desk.title}")  # which counts messages alone
    wait_until_told(desk.page, second)
    assert tones(desk.page) + tones(second) == 2
    titles = [each["title"] for page in (desk.page, second) for each in notices(page)]
    assert sorted(titles) == sorted([NEW_MESSAGE, NEW_PATIENT])


def wait_until_told(one: Page, other: Page) -> None:
    """Wait until one of the pages has shown the arrival."""
    for _ in range(100):
        if any(each["title"] == NEW_PATIENT for page in (one, other) for each in notices(page)):
            return
        one.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    raise AssertionError("nobody has told of the arrival")


def test_R11_settings_belong_to_the_account(people: People, desk: Desk) -> None:
    desk.choose(MESSAGES, on=False)
    again = Notifications(people.provider().view)
    again.open()
    expect(again.switch(MESSAGES)).to_have_attribute("aria-checked", "false")
    desk.choose(MESSAGES, on=True)
    expect(again.switch(MESSAGES)).to_have_attribute("aria-checked", "true")


def test_R11_what_the_browser_blocks_is_said_and_can_be_tested(people: People, page_of: Callable[..., Page]) -> None:
    page = page_of(allowed=False)
    settings = Notifications(people.provider_on(page).view)
    settings.open()
    expect(settings.sound_state).to_have_attribute("data-state", "ready")  # the click has unlocked it
    expect(settings.desktop_state).not_to_have_attribute("data-state", "granted")
    settings.test_button.click()
    expect(settings.result).to_contain_text("A sound was played")
    expect_ring(page)
    assert notices(page) == []


def test_R11_a_test_rings_and_shows(desk: Desk) -> None:
    expect(desk.settings.desktop_state).to_have_attribute("data-state", "granted")
    desk.settings.test_button.click()
    expect_ring(desk.page)
    expect_notice(desk.page, "This is a test notification")


def test_R11_an_embed_that_is_destroyed_gives_the_title_back(desk: Desk, ana: WalkInPage) -> None:
    desk.done()
    desk.news(MESSAGES, ana)
    expect(desk.page).to_have_title(f"(1) {desk.title}")
    desk.page.evaluate("() => Waitside.instance.destroy()")
    assert desk.page.title() == desk.title


def test_R11_the_console_shows_names_and_texts_only_where_the_provider_wants_it(
    people: People, page_of: Callable[..., Page]
) -> None:
    people.allow_errors("401")  # nobody is signed in at first
    page = page_of()
    console = ConsolePage(page, people.demo.backend, "dr-rivera", private=people.private)
    page.goto(console.address)
    console.sign_in(*people.demo.console_account)
    console.expect_connection("online")
    title = page.title()
    settings = Notifications(console.view)
    settings.open()
    settings.set(MESSAGES, DESKTOP, on=True)
    settings.dismiss()
    ana = people.patient(ANA)
    ana.chat.send("my knee is still swollen")
    expect_notice(page, NEW_MESSAGE)
    expect(page).to_have_title(f"(1) {title}")  # the message alone
    assert [(each["title"], each["body"]) for each in notices(page)] == [(NEW_MESSAGE, "")]
    settings.open()
    settings.details.click()
    expect(settings.details).to_have_attribute("aria-checked", "true")
    settings.dismiss()
    expect(page).to_have_title(f"(1) {title}")
    ana.chat.send("and it hurts")
    expect_notice(page, ANA)
    assert notices(page)[-1]["body"] == "and it hurts"
    page.evaluate("() => lastNotice.dispatchEvent(new Event('click'))")
    console.chat.expect_open(ANA)
    expect(page).to_have_title(title)
