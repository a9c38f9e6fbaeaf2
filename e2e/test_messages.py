"""C01 to C03: what a message may hold, its state, and who is typing."""

import re

import pytest
from playwright.sync_api import expect

from e2e.pages import ChatBox, PatientPage
from e2e.support.network import Line
from e2e.support.people import RIVERA, People

ANA, BEN = "Ana Diaz", "Ben Ito"
TWELVE_HOURS = re.compile(r"\d{1,2}:\d{2}\s(AM|PM)")


def conversation(people: People) -> tuple[ChatBox, PatientPage]:
    """The provider's open box, and the patient whom it shows."""
    provider, ana = people.provider(), people.patient(ANA)
    return provider.open_chat(ANA), ana


def test_C01_enter_sends_and_shift_enter_breaks_the_line(people: People) -> None:
    chat, ana = conversation(people)
    ana.chat.write("first line here")
    ana.chat.composer.press("End")
    ana.chat.composer.press("Shift+Enter")
    ana.chat.composer.press_sequentially("second line")
    expect(ana.chat.composer).to_have_value("first line here\nsecond line")
    ana.chat.composer.press("Enter")
    expect(ana.chat.composer).to_have_value("")
    expect(chat.messages).to_have_count(1)
    assert "first line here\nsecond line" in chat.messages.inner_text()


def test_C01_enter_that_ends_an_ime_composition_does_not_send(people: People) -> None:
    chat, ana = conversation(people)
    ana.chat.write("にほんごのてがみ")
    ana.chat.composer.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(ana.chat.composer).to_have_value("にほんごのてがみ")
    ana.chat.composer.press("Enter")
    chat.expect_received("にほんごのてがみ")
    expect(chat.messages).to_have_count(1)


def test_C01_emoji_and_other_scripts_arrive_as_written(people: People) -> None:
    chat, ana = conversation(people)
    for text in ("👩🏽‍⚕️ thank you 🙏🏽", "שלום, מה שלומך היום?", "zażółć gęślą jaźń", "e\u0301te\u0301 d\u2019hiver"):
        ana.chat.send(text)
        chat.expect_received(text)


def test_C01_https_links_open_in_a_new_tab_without_a_handle_on_this_page(people: People) -> None:
    chat, ana = conversation(people)
    address = "https://clinic.example/a/rather/long/way?to=the&form=7#top"
    ana.chat.send(f"please see {address} before noon")
    link = chat.messages.get_by_role("link")
    expect(link).to_have_attribute("href", address)
    expect(link).to_have_text(address)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(document.domain)",
        "data:text/html,<b>not a link</b>",
        "http://clinic.example/not/safe",
        "file:///etc/hostname here",
    ],
)
def test_C01_anything_but_https_is_no_link(people: People, text: str) -> None:
    chat, ana = conversation(people)
    ana.chat.send(text)
    chat.expect_received(text)
    expect(chat.messages.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=document.title='owned'>",
        "<script>document.title='owned'</script>",
        "</p><h1>Heading?</h1>",
        "&lt;b&gt; &amp; &#33;",
        "**bold** [link](https-less)",
    ],
)
def test_C01_text_that_looks_like_markup_stays_text(people: People, text: str) -> None:
    chat, ana = conversation(people)
    ana.chat.send(text)
    for box in (chat, ana.chat):
        expect(box.message(text)).to_have_count(1)
        expect(box.messages.locator("img, script, h1, b, strong")).to_have_count(0)
    for frame in chat.region.page.frames:
        assert frame.title() != "owned"


def test_C01_empty_message_is_not_sent(people: People) -> None:
    chat, ana = conversation(people)
    for empty in ("", "   ", "\n\n"):
        ana.chat.write(empty)
        ana.chat.composer.press("Enter")
        expect(ana.chat.messages).to_have_count(0)
    ana.chat.send("after the empty ones")
    chat.expect_received("after the empty ones")
    expect(chat.messages).to_have_count(1)


def test_C01_4000_characters_pass(people: People) -> None:
    chat, ana = conversation(people)
    text = "0123456789" * 400
    ana.chat.send(text)
    chat.expect_received(text)
    ana.chat.expect_sent(text, "read")


def test_C01_4001_characters_do_not_pass_and_the_text_is_kept(people: People) -> None:
    chat, ana = conversation(people)
    text = "0123456789" * 400 + "!"
    ana.chat.write(text)
    ana.chat.composer.press("Enter")
    expect(ana.chat.region.get_by_text(re.compile("too long|too many")).first).to_be_visible()
    expect(ana.chat.composer).to_have_value(text)
    expect(ana.chat.messages).to_have_count(0)
    ana.chat.send("a shorter one instead")
    chat.expect_received("a shorter one instead")
    expect(chat.messages).to_have_count(1)
    expect(ana.chat.region.get_by_text(re.compile("too long|too many"))).to_have_count(0)


@pytest.mark.parametrize("character", ["\u0000", "\u0007", "\u001b", "\u007f", "\u0085"])
def test_C01_control_characters_are_refused_and_explained(people: People, character: str) -> None:
    chat, ana = conversation(people)
    ana.chat.composer.evaluate(
        """(field, text) => { field.value = text; field.dispatchEvent(new InputEvent("input", { bubbles: true })); }""",
        f"a bell {character} rings",
    )
    ana.chat.composer.press("Enter")
    expect(ana.chat.region.get_by_text("characters that can’t be sent")).to_be_visible()
    expect(ana.chat.messages).to_have_count(0)
    ana.chat.send("without the odd character")
    chat.expect_received("without the odd character")
    expect(chat.messages).to_have_count(1)


def test_C01_tabs_and_line_breaks_are_no_control_characters(people: People) -> None:
    chat, ana = conversation(people)
    ana.chat.send("dose:\t5 mg\nnext:\t10 mg")
    expect(chat.messages).to_have_count(1)
    assert "5 mg\n" in chat.messages.inner_text()


def test_C01_a_message_is_copied_as_it_was_written(people: People) -> None:
    page = people.page(permissions=["clipboard-read", "clipboard-write"])
    provider, ana = people.provider_on(page), people.patient(ANA)
    chat = provider.open_chat(ANA)
    written = "take  two of these\nand <b>rest</b> https://clinic.example/a"
    ana.chat.send("not this one")
    ana.chat.send(written)
    chat.expect_received("not this one")
    copy = chat.region.get_by_role("button", name="Copy message")
    expect(copy).to_have_css("opacity", "0")
    expect(chat.messages).to_have_count(2)
    chat.messages.last.hover()
    expect(copy).to_have_css("opacity", "1")
    copy.click()
    expect(chat.region.get_by_text("Copied", exact=True)).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == written


def test_C02_state_goes_from_sending_to_delivered_to_read_and_is_never_false(people: People) -> None:
    page = people.page()
    line = Line(page.context)
    provider = people.provider_on(page)
    ana = people.patient(ANA)
    provider.expect_queue(ANA)
    line.hold()
    ana.chat.send("where am I right now?")
    ana.chat.expect_sent("where am I right now?", "sending")
    line.release()
    ana.chat.expect_sent("where am I right now?", "delivered")
    provider.open_chat(ANA)
    ana.chat.expect_sent("where am I right now?", "read")


def test_C03_typing_shows_on_the_other_side_and_ends_with_the_message(people: People) -> None:
    chat, ana = conversation(people)
    ana.chat.composer.press_sequentially("I am typing")
    expect(chat.region.get_by_text(f"{ANA} is typing")).to_be_visible()
    ana.chat.composer.press("Enter")
    chat.expect_received("I am typing")
    expect(chat.region.get_by_text(f"{ANA} is typing")).to_be_hidden()
    chat.composer.press_sequentially("so am I")
    expect(ana.chat.region.get_by_text(f"{RIVERA} is typing")).to_be_visible()


def test_C03_typing_is_shown_only_for_the_patient_in_the_box(people: People) -> None:
    chat, ana = conversation(people)
    ben = people.patient(BEN)
    ben.chat.composer.press_sequentially("Ben types")
    ben.chat.composer.press("Enter")
    ana.chat.composer.press_sequentially("Ana types")
    expect(chat.region.get_by_text(f"{ANA} is typing")).to_be_visible()
    expect(chat.region.get_by_text(BEN)).to_have_count(0)


def test_C03_times_follow_the_readers_locale(people: People) -> None:
    provider = people.provider(locale="en-US", timezone_id="America/New_York")
    ana = people.patient(ANA, locale="de-DE", timezone_id="Europe/Berlin")
    chat = provider.open_chat(ANA)
    ana.chat.send("what time is it?")
    chat.expect_received("what time is it?")
    expect(chat.messages.first).to_contain_text(TWELVE_HOURS)
    expect(ana.chat.messages.first).to_contain_text(re.compile(r"\d{1,2}:\d{2}"))
    expect(ana.chat.messages.first).not_to_contain_text(TWELVE_HOURS)
