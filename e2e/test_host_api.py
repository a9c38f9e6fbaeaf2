"""K03: what a portal's own script can ask of the widget, and what it is told."""

from playwright.sync_api import FloatRect, Page, expect

from e2e.pages import LauncherPanel, PatientPage, ProviderPage
from e2e.support import tokens
from e2e.support.people import People
from e2e.support.sites import open_on_clinic_site, script_tag

ANA = "Ana Diaz"
EVENTS = ["ready", "open", "minimize", "close", "unread", "queue", "call-started", "call-ended", "error"]

# Before the widget's script has loaded, as docs/host-api.md has it.
LISTEN = """<script>
  window.heard = [];
  window.Waitside = window.Waitside || { q: [] };
  Waitside.q.push(({ instance }) => {
    for (const event of %s) instance.on(event, (detail) => heard.push([event, detail]));
  });
</script>"""


def open_listening(people: People, page: Page, **data: str) -> LauncherPanel:
    tag = script_tag(people.demo, **data)
    open_on_clinic_site(page, people.demo, body=f'<div id="here"></div>{LISTEN % EVENTS}{tag}')
    return LauncherPanel(page)


def expect_heard(page: Page, event: str, detail: dict[str, object]) -> None:
    """Wait until the page has heard this event last of its kind."""
    page.wait_for_function(
        """([event, detail]) => {
          const last = heard.filter(([name]) => name === event).at(-1);
          return last !== undefined && JSON.stringify(last[1]) === JSON.stringify(detail);
        }""",
        arg=[event, detail],
    )


def test_K03_page_that_asked_before_the_script_had_loaded_hears_of_places_and_counts(people: People) -> None:
    staff, page = people.page(), people.page()
    open_listening(
        people, staff, room="dr-rivera", role="provider", container="#here", token=tokens.provider_token(people.demo)
    )
    provider = ProviderPage(staff, people.demo.site)
    provider.expect_connection("online")
    expect_heard(staff, "queue", {"waiting": 0, "inCall": 0})
    launcher = open_listening(people, page, room="dr-rivera")
    launcher.open()
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    expect_heard(page, "queue", {"place": 1})
    expect_heard(staff, "queue", {"waiting": 1, "inCall": 0})
    ana.leave()
    expect_heard(page, "queue", {"place": None})
    expect_heard(staff, "queue", {"waiting": 0, "inCall": 0})
    assert ANA not in str(page.evaluate("heard")) + str(staff.evaluate("heard"))


def test_K03_token_that_has_expired_is_asked_for_again(people: People) -> None:
    page = people.page()
    fresh = tokens.patient_token(people.demo)
    old = tokens.expired(fresh, people.demo)
    asking = """<script>
      const answers = %s;
      window.Waitside = window.Waitside || { q: [] };
      Waitside.q.push((waitside) => {
        window.handle = waitside.init({ room: "dr-rivera", getToken: async () => answers.shift() });
      });
    </script>"""
    open_on_clinic_site(page, people.demo, body=asking % [old, fresh] + script_tag(people.demo))
    launcher = LauncherPanel(page)
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.expect_waiting()
    assert page.evaluate("answers") == []


def test_K03_token_of_an_open_queue_is_asked_for_again_before_it_expires(people: People) -> None:
    page = people.page()
    fresh = tokens.provider_token(people.demo)
    short = tokens.expiring(fresh, people.demo, 10)
    asking = """<div id="here"></div><script>
      const answers = %s;
      window.heard = [];
      window.Waitside = window.Waitside || { q: [] };
      Waitside.q.push((waitside) => {
        const getToken = async () => answers.shift();
        const chat = waitside.init({ room: "dr-rivera", role: "provider", container: "#here", getToken });
        chat.on("error", (detail) => heard.push(detail));
      });
    </script>"""
    open_on_clinic_site(page, people.demo, body=asking % [short, fresh] + script_tag(people.demo))
    provider = ProviderPage(page, people.demo.site)
    provider.expect_connection("online")
    page.wait_for_function("answers.length === 0", timeout=30_000)
    provider.expect_connection("online")
    assert page.evaluate("heard") == []


def test_K03_page_that_can_get_no_token_is_told_and_can_try_again(people: People) -> None:
    page = people.page()
    token = tokens.patient_token(people.demo)
    asking = """<script>
      window.heard = [];
      window.failing = true;
      window.Waitside = window.Waitside || { q: [] };
      Waitside.q.push((waitside) => {
        const getToken = () => { if (failing) throw new Error("no session"); return "%s"; };
        waitside.init({ room: "dr-rivera", getToken }).on("error", (detail) => heard.push(["error", detail]));
      });
    </script>"""
    open_on_clinic_site(page, people.demo, body=asking % token + script_tag(people.demo))
    expect_heard(page, "error", {"code": "token_unavailable"})
    launcher = LauncherPanel(page)
    expect(launcher.frame_element).to_have_count(0)
    page.evaluate("failing = false")
    page.get_by_role("button", name="Try again").click()
    PatientPage(page, page.url, launcher.frame, people.private).expect_waiting()


def test_K03_element_is_filled_by_the_queue_and_tells_its_events(people: People) -> None:
    page = people.page()
    open_on_clinic_site(
        page, people.demo, body='<main id="place" style="height: 600px"></main>' + script_tag(people.demo)
    )
    page.evaluate(
        """(token) => {
          window.heard = [];
          const chat = document.createElement("waitside-chat");
          chat.addEventListener("waitside-ready", ({ detail }) => heard.push(["ready", detail]));
          chat.setAttribute("room", "dr-rivera");
          chat.setAttribute("as", "provider");
          chat.style.height = "500px";
          chat.getToken = () => token;
          document.querySelector("#place").append(chat);
        }""",
        tokens.provider_token(people.demo),
    )
    ProviderPage(page, people.demo.site).expect_connection("online")
    expect_heard(page, "ready", {})
    box = LauncherPanel(page).frame_element.bounding_box()
    assert box is not None
    assert box["height"] == 500
    page.locator("waitside-chat").evaluate("(chat) => { window.kept = chat; chat.remove(); }")
    expect(page.get_by_test_id("waitside-frame")).to_have_count(0)
    page.evaluate("document.querySelector('#place').append(kept)")
    ProviderPage(page, people.demo.site).expect_connection("online")


def test_K03_inline_patient_fills_its_element_and_comes_back_after_closing(people: People) -> None:
    page = people.page()
    body = '<waitside-chat room="dr-rivera" inline style="height: 640px"></waitside-chat>'
    open_on_clinic_site(page, people.demo, body=body + script_tag(people.demo))
    launcher = LauncherPanel(page)
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    ana.chat.close_button.click()
    expect(launcher.frame_element).to_be_hidden()
    launcher.open()
    ana.expect_waiting()


def test_K03_element_that_the_page_moves_keeps_the_visit(people: People) -> None:
    provider, page = people.provider(), people.page()
    body = '<waitside-chat room="dr-rivera" inline style="height: 640px"></waitside-chat><main></main>'
    open_on_clinic_site(page, people.demo, body=body + script_tag(people.demo))
    launcher = LauncherPanel(page)
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    ana.chat.send("before the move")
    provider.open_chat(ANA).expect_received("before the move")
    page.evaluate("document.querySelector('main').append(document.querySelector('waitside-chat'))")
    ana.expect_waiting()
    ana.chat.send("after the move")  # the browser has loaded the frame again: what was on its page is gone with that
    provider.chat.expect_received("before the move", "after the move")
    provider.expect_queue(ANA)


def test_K01_chat_is_as_it_was_after_a_dialog_of_the_page(people: People) -> None:
    provider, page = people.provider(), people.page()
    open_on_clinic_site(page, people.demo, body="<dialog>Cookies?</dialog>" + script_tag(people.demo, room="dr-rivera"))
    launcher = LauncherPanel(page)
    launcher.open()
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    ana.chat.write("half a sent")
    page.evaluate("document.querySelector('dialog').showModal()")
    provider.open_chat(ANA).send("while the page asks something")
    ana.chat.expect_received("while the page asks something")
    page.evaluate("document.querySelector('dialog').close()")
    expect(ana.chat.composer).to_have_value("half a sent")
    ana.chat.send("and on it goes")
    provider.chat.expect_received("and on it goes")


def test_K01_minimised_panel_leaves_the_page_above_it_to_be_seen_and_used(people: People) -> None:
    page = people.page(viewport={"width": 1280, "height": 800})
    style = "position: fixed; inset: 200px 100px auto auto"
    button = f'<button style="{style}" onclick="this.textContent = `Booked`">Book</button>'
    open_on_clinic_site(page, people.demo, body=button + script_tag(people.demo, room="dr-rivera"))
    above_the_bar: FloatRect = {"x": 860, "y": 72, "width": 400, "height": 500}
    before = page.screenshot(clip=above_the_bar)
    launcher = LauncherPanel(page)
    launcher.open()
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.chat.minimize()
    expect(launcher.frame_element).to_have_css("height", "56px")
    assert page.screenshot(clip=above_the_bar) == before
    page.get_by_role("button", name="Book").click()
    expect(page.get_by_role("button", name="Booked")).to_be_visible()


def test_K01_page_that_replaces_its_body_keeps_the_chat(people: People) -> None:
    page = people.page()
    open_on_clinic_site(page, people.demo, body=script_tag(people.demo, room="dr-rivera"))
    launcher = LauncherPanel(page)
    launcher.open()
    ana = PatientPage(page, page.url, launcher.frame, people.private)
    ana.check_in(ANA)
    ana.expect_waiting()
    document = launcher.frame.locator("html")
    document.evaluate("() => { window.loadedOnce = true; }")
    page.evaluate(
        """() => {
          history.pushState(null, "", "/another-page");
          const body = document.createElement("body");
          body.style.transform = "translateX(300px)";
          body.append(document.createElement("h1"));
          document.body.replaceWith(body);
        }"""
    )
    ana.expect_waiting()
    assert document.evaluate("() => window.loadedOnce"), "a frame that loads again takes the visit back as well"
    assert page.evaluate("document.querySelectorAll('waitside-chat').length") == 1


def test_K01_widget_that_the_page_removes_leaves_nothing_and_can_be_made_again(people: People) -> None:
    page = people.page()
    open_on_clinic_site(page, people.demo, body=script_tag(people.demo, room="dr-rivera"))
    launcher = LauncherPanel(page)
    expect(launcher.button).to_be_visible()
    page.evaluate("document.querySelector('waitside-chat').remove()")
    expect(launcher.button).to_have_count(0)
    page.evaluate("Waitside.instance.open()")
    page.evaluate("Waitside.init({ room: 'dr-rivera' }).open()")
    expect(launcher.frame.get_by_test_id("check-in")).to_be_visible()


def test_K01_panel_that_cannot_be_fetched_is_said_and_tried_again(people: People) -> None:
    page = people.page()
    people.allow_errors("ERR_FAILED|panel.js|Failed to load")
    page.route("**/panel.js", lambda route: route.abort())
    open_on_clinic_site(page, people.demo, body=script_tag(people.demo, room="dr-rivera"))
    launcher = LauncherPanel(page)
    launcher.button.click()
    expect(page.get_by_role("link", name="Open chat")).to_have_attribute("href", f"{people.demo.backend}/r/dr-rivera")
    page.get_by_role(
        "button", name="Try again"
    ).click()  # asks for another address: browsers may remember that one failed
    expect(launcher.frame.get_by_test_id("check-in")).to_be_visible()


def test_K01_page_that_lets_scripts_in_by_nonce_alone_has_the_chat(people: People) -> None:
    page = people.page()
    policy = f"default-src 'none'; script-src 'nonce-abc'; frame-src {people.demo.backend}"
    people.allow_errors("favicon|icon")
    tag = script_tag(people.demo, room="dr-rivera").replace("<script", '<script nonce="abc"')
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    open_on_clinic_site(page, people.demo, head=head, body=tag)
    launcher = LauncherPanel(page)
    launcher.open()
    expect(launcher.frame.get_by_test_id("check-in")).to_be_visible()


def test_K01_launcher_lies_above_all_of_the_page_and_speaks_its_language(people: People) -> None:
    page = people.page()
    over = '<div style="position: fixed; inset: 0; z-index: 2147483647; background: red"></div>'
    tag = script_tag(people.demo, room="dr-rivera", lang="es", color="#fc0")
    open_on_clinic_site(page, people.demo, body=tag + over)
    page.evaluate("document.documentElement.append(document.querySelector('body > div'))")
    launcher = page.get_by_role("button", name="Abrir el chat")
    expect(launcher).to_have_css("background-color", "rgb(255, 204, 0)")
    expect(launcher).to_have_css("color", "rgb(16, 32, 31)")
    launcher.click()
    expect(page.get_by_test_id("waitside-frame")).to_have_attribute("title", "Chat con la clínica")
