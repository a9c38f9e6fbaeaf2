"""K02: the chat runs in a frame of the backend's origin that the host page cannot read and strangers cannot show."""

import pytest
from playwright.sync_api import expect

from e2e.support.people import People
from e2e.support.sites import open_on_clinic_site, script_tag, stranger_site

ANA = "Ana Diaz"

# What another script on the host page could try; each answer is what it got.
TRY_TO_READ = """
(frame) => {
  const attempt = (read) => { try { return String(read()); } catch (error) { return error.name; } };
  return {
    contentDocument: attempt(() => frame.contentDocument),
    document: attempt(() => frame.contentWindow.document),
    body: attempt(() => frame.contentWindow.document.body.innerText),
    storage: attempt(() => frame.contentWindow.sessionStorage.length),
    name: attempt(() => frame.contentWindow.name),
    address: attempt(() => frame.contentWindow.location.href),
    own: attempt(() => frame.contentWindow.Waitside),
  };
}
"""


def test_K02_host_page_cannot_read_the_chat(people: People) -> None:
    ana = people.patient(ANA)
    ana.chat.send("for the provider's eyes")
    frame = ana.launcher.frame_element
    expect(frame).to_have_attribute("src", f"{people.demo.backend}/embed/patient/dr-rivera")
    expect(frame).to_have_attribute("title", "Clinic chat")
    answers = frame.evaluate(TRY_TO_READ)
    assert answers.pop("contentDocument") == "null"
    assert set(answers.values()) == {"SecurityError"}
    assert "provider's eyes" not in ana.page.content()
    assert ANA not in ana.page.content()


def test_K02_host_page_hears_neither_names_nor_texts(people: People) -> None:
    page = people.page()
    page.add_init_script(
        """
        window.heard = [];
        const note = (data) => { try { window.heard.push(JSON.stringify(data)); } catch { window.heard.push("?"); } };
        window.addEventListener("message", (event) => note(event.data));
        const { onmessage } = Object.getOwnPropertyDescriptors(MessagePort.prototype);
        Object.defineProperty(MessagePort.prototype, "onmessage", {
          ...onmessage,
          set(handler) { onmessage.set.call(this, (event) => { note(event.data); handler?.call(this, event); }); },
        });
        """
    )
    provider = people.provider()
    ana = people.patient_on(page, ANA)
    provider.open_chat(ANA).send("a canary for the host")
    ana.chat.expect_received("a canary for the host")
    ana.chat.send("a canary of the patient")
    ana.chat.expect_sent("a canary of the patient", "read")
    heard = str(page.evaluate("() => window.heard"))
    assert "ready" in heard
    for secret in (ANA, "canary"):
        assert secret not in heard


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("role", ["patient", "provider"])
def test_K02_site_on_the_list_can_show_the_frame(people: People, role: str, host: str) -> None:
    page = people.page()
    frame = f'<iframe src="{people.demo.backend}/embed/{role}/dr-rivera" width="400" height="600"></iframe>'
    open_on_clinic_site(page, people.demo, frame, host=host)
    expect(page.frame_locator("iframe").locator("#app")).to_have_count(1)


@pytest.mark.parametrize("path", ["/embed/patient/dr-rivera", "/embed/provider/dr-rivera", "/r/dr-rivera", "/console"])
def test_K02_site_that_is_not_on_the_list_cannot_show_the_frame(people: People, path: str) -> None:
    people.allow_errors("frame-ancestors|Framing")
    page = people.page()
    with stranger_site(f'<iframe src="{people.demo.backend}{path}" width="400" height="600"></iframe>') as address:
        page.goto(address)
        expect(page.frame_locator("iframe").locator("#app")).to_have_count(0)
        assert page.frames[1].url.startswith("chrome-error:")
        expect(page.frame_locator("iframe").get_by_role("textbox")).to_have_count(0)


def test_K02_script_tag_on_a_strangers_site_opens_no_chat(people: People) -> None:
    people.allow_errors("frame-ancestors|Framing")
    page = people.page()
    with stranger_site(script_tag(people.demo, room="dr-rivera")) as address:
        page.goto(address)
        page.get_by_test_id("waitside-launcher").click()
        frame = page.get_by_test_id("waitside-frame")
        expect(frame).to_be_attached()
        expect(frame.content_frame.get_by_test_id("check-in")).to_have_count(0)
        assert all(not each.url.startswith(people.demo.backend) for each in page.frames)


@pytest.mark.parametrize("path", ["/r/dr-rivera", "/console"])
def test_K02_page_of_its_own_may_not_be_framed_by_the_clinic_either(people: People, path: str) -> None:
    people.allow_errors("frame-ancestors|Framing")
    page = people.page()
    open_on_clinic_site(page, people.demo, f'<iframe src="{people.demo.backend}{path}"></iframe>')
    expect(page.frame_locator("iframe").locator("#app")).to_have_count(0)
    assert page.frames[1].url.startswith("chrome-error:")
    answer = page.request.get(f"{people.demo.backend}{path}")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("role", ["patient", "provider"])
def test_K02_frame_pages_come_with_strict_headers(people: People, role: str) -> None:
    answer = people.page().request.get(f"{people.demo.backend}/embed/{role}/dr-rivera")
    assert answer.status == 200
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    site_port = people.demo.site_port
    assert set(policy["frame-ancestors"].split()) == {f"http://localhost:{site_port}", f"http://127.0.0.1:{site_port}"}
    assert policy["default-src"] == "'none'"
    for directive in ("script-src", "style-src"):
        assert policy[directive] == "'self'"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-embedder-policy"] == "require-corp"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


def test_K02_other_sites_cannot_read_the_api(people: People) -> None:
    people.allow_errors("CORS|Failed to load resource")
    page = people.page()
    with stranger_site("") as address:
        page.goto(address)
        answer = page.evaluate(
            """(address) => fetch(address, { method: "POST", body: "{}" }).then(() => "read", (error) => error.name)""",
            f"{people.demo.backend}/api/rooms/dr-rivera/check-in",
        )
    assert answer == "TypeError"
