"""P09: a page whose visit is alive takes it up again by itself, with the panel as it was."""

import pytest
from playwright.sync_api import expect

from e2e.pages import PortalPage, WalkInPage
from e2e.support.people import People

ANA = "Ana Diaz"
REPLACED = "This visit is open in another tab"


@pytest.mark.parametrize("way", ["reload", "another page of the site"])
def test_P09_a_walk_in_waits_on_without_a_press(people: People, way: str) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.send("canary-hello")
    ana.chat.expect_received("canary-hello")
    if way == "reload":
        ana.page.reload()
    else:
        ana.page.goto(f"{ana.address}?from=elsewhere")
    ana.expect_waiting()
    ana.expect_place(1)
    provider.expect_queue(ANA)
    chat.send("canary-again")
    ana.chat.expect_received("canary-again")


def test_P09_a_panel_that_was_closed_stays_closed_and_gets_messages(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.close()
    expect(ana.launcher.frame_element).to_be_hidden()
    ana.page.reload()
    expect(ana.page.get_by_test_id("visit-state")).to_have_text("You are next")
    expect(ana.launcher.frame_element).to_be_hidden()
    provider.open_chat(ANA).send("canary-hello")
    ana.launcher.expect_badge(1)
    ana.launcher.open()
    ana.chat.expect_received("canary-hello")


def test_P09_a_panel_that_was_minimized_stays_minimized(people: People) -> None:
    ana = people.patient(ANA)
    ana.chat.minimize()
    ana.page.reload()
    ana.chat.expect_minimized()
    expect(ana.launcher.button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("portal", [False, True])
def test_P09_a_duplicated_tab_takes_nothing_over_by_itself(people: People, portal: bool) -> None:
    provider = people.provider()
    ana: WalkInPage | PortalPage = people.portal_patient(ANA) if portal else people.patient(ANA)
    with ana.page.context.expect_page() as opened:
        ana.page.evaluate("void window.open(location.href)")  # which copies what the tab keeps
    address = people.demo.site
    twin = (
        PortalPage(opened.value, address, ANA, private=people.private)
        if portal
        else WalkInPage(opened.value, address, private=people.private)
    )
    expect(twin.view.get_by_text(REPLACED)).to_be_visible()
    ana.expect_waiting()
    provider.expect_queue(ANA)
    twin.view.get_by_role("button", name="Continue here").click()
    twin.expect_waiting()
    expect(ana.view.get_by_text(REPLACED)).to_be_visible()
    provider.expect_queue(ANA)


def test_P09_the_site_keeps_one_key_that_says_only_how_the_panel_is_until_the_visit_ends(people: People) -> None:
    ana = people.visitor()
    ana.goto()
    kept = "JSON.stringify(sessionStorage)"
    assert ana.page.evaluate(kept) == "{}"
    ana.launcher.open()
    expect(ana.check_in_form).to_be_visible()
    assert ana.page.evaluate(kept) == "{}"
    ana.check_in(ANA)
    ana.expect_waiting()
    ana.page.wait_for_function(f"""() => {kept} === '{{"waitside-dr-rivera":"open"}}'""")
    ana.chat.close()
    ana.page.wait_for_function(f"""() => {kept} === '{{"waitside-dr-rivera":"closed"}}'""")
    ana.launcher.open()
    ana.leave()
    ana.page.wait_for_function(f"() => {kept} === '{{}}'")
    ana.page.reload()
    expect(ana.launcher.button).to_have_accessible_name("Open chat")
    expect(ana.launcher.frame_element).to_have_count(0)


def test_P09_a_reload_in_a_call_leaves_the_panel_as_it_was_and_says_nothing_twice(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.start_call(ANA)
    expect(ana.view.get_by_role("link", name="Join the call")).to_be_visible()
    ana.chat.minimize()
    ana.page.reload()
    ana.chat.expect_minimized()
    expect(ana.view.get_by_test_id("visit-state")).to_have_text("Dr. Elena Rivera is ready for you")
    expect(ana.page.get_by_role("alert").filter(has_text="Your call is ready")).to_have_count(0)


def test_P09_a_reload_on_a_busy_page_is_not_taken_for_a_duplicate(people: People) -> None:
    ana = people.visitor()
    ana.page.add_init_script(
        """if (location.pathname.startsWith("/embed/") && navigator.locks) {
            const { request } = navigator.locks;
            navigator.locks.request = function (...all) {
                const asked = request.apply(this, all);
                if (all[0].startsWith("waitside-visit-") && all[1].signal && !window.wasBusy) {
                    window.wasBusy = true;
                    for (const until = performance.now() + 1_500; performance.now() < until; );
                }
                return asked;
            };
        }"""
    )
    ana.arrive(ANA)
    ana.page.reload()
    ana.expect_waiting()
    ana.expect_place(1)


def test_P09_the_first_page_has_no_sign_of_a_visit_that_another_tab_took_over_and_ended(people: People) -> None:
    ana = people.portal_patient(ANA)
    context = ana.page.context
    ana.chat.close()
    sign = ana.page.get_by_test_id("visit-state")
    expect(sign).to_have_text("You are next")
    twin = PortalPage(context.new_page(), people.demo.site, ANA, private=people.private)
    twin.arrive()
    expect(sign).to_have_text("")
    twin.leave()
    expect(ana.launcher.button).to_have_accessible_name("Open chat")
