"""C04 and P04: a page says soon, and truly, how it is connected."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import ConsolePage, ProviderPage, StandalonePage, WalkInPage
from e2e.support.listening import Listener
from e2e.support.network import Line
from e2e.support.people import RIVERA, People
from e2e.support.proxy import Fault, Proxies

ANA = "Ana Diaz"
LOST_CONNECTION = "ERR_CONNECTION|ERR_INTERNET|WebSocket|Failed to load resource"
SLOW = "Slow connection"
OFFLINE = "You are offline"
UNREACHED = "Can’t reach the waiting room"


@pytest.fixture
def proxies() -> Iterator[Proxies]:
    """Lines of single pages, which can fail."""
    with Proxies() as proxies:
        yield proxies


def patient_behind(port: int, people: People, page: Page) -> StandalonePage:
    """Ana, whose page reaches the server through a port of its own."""
    ana = StandalonePage(page, f"http://localhost:{port}", "dr-rivera", private=people.private)
    ana.arrive(ANA)
    return ana


def test_C04_a_patient_on_a_dead_line_knows_it_before_the_server_does(people: People, proxies: Proxies) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, line = people.provider(), proxies.line_to(people.demo.port)
    ana = patient_behind(line.port, people, people.page())
    provider.expect_queue(ANA)
    line.begin(Fault.BLACKHOLE)
    ana.expect_connection("offline")
    expect(provider.row(ANA)).not_to_contain_text("Reconnecting", timeout=1)
    line.end()
    ana.expect_connection("online")
    ana.expect_place(1)


def test_C04_a_provider_on_a_dead_line_knows_it_before_the_server_does(people: People, proxies: Proxies) -> None:
    people.allow_errors(LOST_CONNECTION)
    line = proxies.line_to(people.demo.port)
    rivera = ConsolePage(people.page(), f"http://localhost:{line.port}", "dr-rivera", private=people.private)
    rivera.page.goto(rivera.address)
    rivera.sign_in(*people.demo.console_account)
    rivera.expect_connection("online")
    ana = people.patient(ANA)
    present = ana.view.locator("[data-presence=online]")
    expect(present.first).to_be_visible()
    line.begin(Fault.BLACKHOLE)
    rivera.expect_connection("offline")
    expect(present.first).to_be_visible(timeout=1)
    line.end()
    rivera.expect_connection("online")


def test_C04_a_server_that_freezes_shows_as_offline_until_it_goes_on(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    people.demo.freeze()
    try:
        ana.expect_connection("offline")
        provider.expect_connection("offline")
        expect(ana.view.get_by_text(OFFLINE)).to_contain_text("Your place is kept")
    finally:
        people.demo.thaw()
    ana.expect_connection("online")
    provider.expect_connection("online")
    ana.expect_place(1)


def test_C04_a_browser_that_loses_the_network_shows_it_and_comes_back_with_it(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    both: tuple[ProviderPage | WalkInPage, ...] = (ana, provider)
    for each in both:
        each.page.context.set_offline(True)
        each.expect_connection("offline")
    ana.chat.send("written offline")
    ana.chat.expect_sent("written offline", "sending")
    for each in both:
        each.page.context.set_offline(False)
        each.expect_connection("online")
    chat.expect_received("written offline")


def test_C04_a_browser_that_is_wrong_about_the_network_keeps_nobody_offline(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    both: tuple[ProviderPage | WalkInPage, ...] = (ana, provider)
    for each in both:
        with each.page.expect_websocket():
            each.connection.evaluate("() => window.dispatchEvent(new Event('offline'))")
        each.expect_connection("online")
    ana.chat.send("still here")
    chat.expect_received("still here")


def test_C04_a_slow_connection_is_shown_and_is_no_lost_one(people: People) -> None:
    pages = [people.page(), people.page()]
    lines = [Line(page.context) for page in pages]
    provider, ana = people.provider_on(pages[0]), people.patient_on(pages[1], ANA)
    provider.open_chat(ANA)
    both: tuple[ProviderPage | WalkInPage, ...] = (provider, ana)
    for line, each in zip(lines, both, strict=True):
        listener = Listener(each.view.locator("html"))
        line.hold(pings=False)
        each.chat.send("over a slow line")
        expect(each.connection).to_have_text(SLOW)
        each.expect_connection("online")
        line.release()
        each.chat.send("and now a fast one")
        expect(each.connection).to_have_text("Connected")
        assert [listener.count(text) for text in (SLOW, "Connected")] == [1, 1]
    assert [line.opened for line in lines] == [1, 1]


def test_C04_a_line_of_five_seconds_each_way_is_slow_and_survives(people: People, proxies: Proxies) -> None:
    provider, line = people.provider(), proxies.line_to(people.demo.port)
    page = people.page()
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    ana = patient_behind(line.port, people, page)
    chat = provider.open_chat(ANA)
    listener = Listener(ana.view.locator("html"))
    line.begin(Fault.LAG)
    for text in ("one", "two"):
        ana.chat.send(text)
        expect(ana.connection).to_have_text(SLOW)
        chat.expect_received(text)
        ana.chat.expect_sent(text, "read")
    ana.expect_connection("online")
    assert (len(opened), listener.count(SLOW), listener.count("Connected")) == (1, 1, 0)


def test_P04_a_patient_who_was_never_connected_is_promised_no_place(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    line.refuse()
    ana = people.visitor_on(page)
    ana.goto()
    ana.launcher.open()
    ana.check_in(ANA)
    expect(ana.view.get_by_text(UNREACHED)).to_contain_text("call the clinic")
    ana.expect_connection("offline")
    expect(ana.view.get_by_text("place", exact=False)).to_have_count(0)
    line.accept()
    ana.expect_waiting()
    expect(ana.view.get_by_text(UNREACHED)).to_have_count(0)
    line.cut()
    expect(ana.view.get_by_text(OFFLINE)).to_contain_text("Your place is kept")


def test_P04_a_patient_who_reloads_and_finds_no_connection_still_has_a_place(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    ana = people.patient_on(page, ANA)
    line.refuse()
    page.reload()
    expect(ana.view.get_by_text(OFFLINE)).to_contain_text("Your place is kept")
    line.accept()
    ana.expect_waiting()
    ana.expect_place(1)


def test_C04_a_provider_who_was_never_connected_is_told_that_and_what_to_do(people: People) -> None:
    people.allow_errors(LOST_CONNECTION)
    page = people.page()
    line = Line(page.context)
    line.refuse()
    provider = ProviderPage(page, people.demo.site, private=people.private)
    page.goto(provider.address)
    expect(provider.view.get_by_text(UNREACHED)).to_contain_text("reload the page")
    provider.expect_connection("offline")
    line.accept()
    provider.expect_connection("online")
    expect(provider.view.get_by_text(RIVERA).first).to_be_visible()
