"""R12: the provider takes a conversation along, from the page itself."""

import re
from pathlib import Path

from playwright.sync_api import Page, WebSocket, expect

from e2e.pages import ChatBox
from e2e.support.dom import expect_erased
from e2e.support.people import RIVERA, People

ANA = "Ana Diaz"
WORDS = ("canary of the patient\nin two lines", "canary of the provider", "canary at the end")
STAMP = r"\[\d{4}-\d\d-\d\d \d\d:\d\d\]"
WHOLE = rf"""Conversation with {ANA}
.+

{STAMP} {ANA}: canary of the patient
    in two lines
{STAMP} {re.escape(RIVERA)}: canary of the provider
{STAMP} {ANA}: canary at the end
"""


def talk(people: People, page: Page) -> ChatBox:
    """A conversation, and the panel to take it along."""
    provider, ana = people.provider_on(page), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send(WORDS[0])
    chat.expect_received("canary of the patient in two lines")
    chat.send(WORDS[1])
    ana.chat.expect_received(WORDS[1])
    ana.chat.send(WORDS[2])
    chat.expect_received(WORDS[2])
    chat.expect_sent(WORDS[1], "read")
    chat.region.get_by_role("button", name="Copy or save conversation").click()
    expect(chat.region).to_contain_text("is not erased with this page")
    return chat


def test_R12_the_copied_text_is_the_whole_conversation(people: People) -> None:
    page = people.page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat = talk(people, page)
    chat.region.get_by_role("button", name="Copy conversation").click()
    expect(chat.region.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    page.bring_to_front()
    page.locator("body").click(position={"x": 2, "y": 2})  # only a page with the focus may read the clipboard
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert re.fullmatch(WHOLE, copied), repr(copied)


def test_R12_copying_works_where_the_frame_may_not_touch_the_clipboard(people: People) -> None:
    page = people.page()
    page.context.grant_permissions(["clipboard-read"])
    page.add_init_script("""
      if (window !== window.top) Object.defineProperty(navigator, "clipboard", { value: {
        writeText: () => Promise.reject(new DOMException("not allowed", "NotAllowedError")) } });
    """)
    chat = talk(people, page)
    chat.region.get_by_role("button", name="Copy conversation").click()
    expect(chat.region.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    expect(chat.region.get_by_role("button", name="Copy conversation")).to_be_focused()
    page.locator("body").click(position={"x": 2, "y": 2})
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert re.fullmatch(WHOLE, copied), repr(copied)


def test_R12_the_saved_file_is_the_whole_conversation_and_names_nobody(people: People, tmp_path: Path) -> None:
    page = people.page()
    chat = talk(people, page)
    with page.expect_download() as download:
        chat.region.get_by_role("button", name="Save as text").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"conversation-\d{4}-\d\d-\d\d-\d{4}\.txt", name)
    expect(chat.region.get_by_role("status").filter(has_text=f"Saved as {name}.")).to_be_visible()
    download.value.save_as(tmp_path / name)
    assert re.fullmatch(WHOLE, (tmp_path / name).read_bytes().decode())


def test_R12_nothing_is_sent_and_nothing_stays(people: People) -> None:
    page = people.page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent: list[str | bytes] = []

    def note(frame: str | bytes) -> None:
        sent.append(frame)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", note)

    page.on("websocket", listen)
    page.on("request", lambda request: sent.append(request.url))
    chat = talk(people, page)
    before = [each for each in sent if is_news(each)]
    chat.region.get_by_role("button", name="Copy conversation").click()
    expect(chat.region.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    with page.expect_download():
        chat.region.get_by_role("button", name="Save as text").click()
    assert [each for each in sent if is_news(each)] == before


def is_news(sent: str | bytes) -> bool:
    """Whether it is more than a sign of life, or a file that never leaves the browser."""
    return str(sent) not in ("2", "3") and not str(sent).startswith("blob:")


def test_R12_a_conversation_can_be_taken_along_after_the_patient_has_left(people: People) -> None:
    page = people.page()
    provider, ana = people.provider_on(page), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send("canary of a goodbye")
    chat.expect_received("canary of a goodbye")
    ana.leave()
    chat.expect_ended()
    chat.region.get_by_role("button", name="Copy or save conversation").click()
    with page.expect_download() as download:
        chat.region.get_by_role("button", name="Save as text").click()
    assert "canary of a goodbye" in Path(download.value.path()).read_text()
    chat.close()
    expect_erased(page, "canary of a goodbye")
