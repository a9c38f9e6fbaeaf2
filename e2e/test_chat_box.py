"""R05 to R07: the provider's chat box minimises, closes and stays."""

from playwright.sync_api import expect

from e2e.pages import ChatBox
from e2e.support.people import People

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"

_SCROLLER = """
(log, top) => {
  let element = log;
  while (element.scrollHeight <= element.clientHeight + 1) element = element.parentElement;
  if (top !== null) element.scrollTop = top;
  return element.scrollTop;
}
"""


def test_R05_minimised_box_opens_on_a_new_message(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.minimize()
    ana.chat.send("one more thing, please")
    chat.expect_open(ANA)
    chat.expect_received("one more thing, please")
    ana.chat.expect_sent("one more thing, please", "read")
    provider.expect_badge(ANA, 0)


def test_R05_down_arrow_minimises_to_a_bar_and_back(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send("text under the bar")
    chat.expect_received("text under the bar")
    chat.minimize()
    chat.expect_minimized(ANA)
    expect(chat.messages.locator("visible=true")).to_have_count(0)
    expect(chat.composer).to_be_hidden()
    bar = chat.region.bounding_box()
    assert bar is not None
    assert bar["height"] < 100
    chat.expand()
    chat.expect_received("text under the bar")


def test_R06_closed_box_stays_closed_on_a_new_message(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send("before it was closed")
    chat.expect_received("before it was closed")
    chat.close()
    ana.chat.send("after it was closed")
    provider.expect_badge(ANA, 1)
    chat.expect_closed()
    ana.chat.expect_sent("after it was closed", "delivered")
    provider.open_chat(ANA)
    chat.expect_received("before it was closed", "after it was closed")
    provider.expect_badge(ANA, 0)


def test_R06_minimised_box_can_be_closed(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.minimize()
    chat.close()
    ana.chat.send("nobody opens for me")
    provider.expect_badge(ANA, 1)
    chat.expect_closed()


def test_R06_box_never_opened_yet_behaves_as_closed(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    ana.chat.send("the very first words")
    provider.expect_badge(ANA, 1)
    provider.chat.expect_closed()


def test_R07_open_box_never_switches_to_another_patient(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    chat = provider.open_chat(ANA)
    ana.chat.send("here is Ana in the box")
    chat.expect_received("here is Ana in the box")
    for number in range(3):
        ben.chat.send(f"knock, knock {number}")
    provider.expect_badge(BEN, 3)
    chat.expect_open(ANA)
    expect(chat.messages).to_have_count(1)
    provider.expect_badge(ANA, 0)


def test_R07_minimised_box_stays_minimised_for_another_patients_message(people: People) -> None:
    provider, ben = people.provider(), people.patient(BEN)
    people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.minimize()
    ben.chat.send("not for this bar")
    provider.expect_badge(BEN, 1)
    chat.expect_minimized(ANA)


def test_R07_focus_and_half_written_draft_stay_when_others_write(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    chat = provider.open_chat(ANA)
    chat.write("half written to Ana")
    chat.composer.evaluate("(field) => field.setSelectionRange(5, 8)")
    ben.chat.send("a word in between")
    provider.expect_badge(BEN, 1)
    ana.chat.send("and one from Ana herself")
    chat.expect_received("and one from Ana herself")
    people.patient(CHO)
    provider.expect_queue(ANA, BEN, CHO)
    expect(chat.composer).to_be_focused()
    expect(chat.composer).to_have_value("half written to Ana")
    assert chat.composer.evaluate("(field) => [field.selectionStart, field.selectionEnd]") == [5, 8]


def test_R07_scroll_position_stays_when_others_write(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    chat = provider.open_chat(ANA)
    fill_until_it_scrolls(ana.chat, chat)
    place = chat.log.evaluate(_SCROLLER, 40)
    ben.chat.send("does this move anything?")
    provider.expect_badge(BEN, 1)
    assert chat.log.evaluate(_SCROLLER, None) == place


def test_R07_reading_further_up_is_not_disturbed_by_the_patients_own_message(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    fill_until_it_scrolls(ana.chat, chat)
    place = chat.log.evaluate(_SCROLLER, 40)
    ana.chat.send("down there is something new")
    expect(chat.message("down there is something new", "received")).to_have_count(1)
    assert chat.log.evaluate(_SCROLLER, None) == place


def test_R07_new_message_is_in_view_where_the_end_was_in_view(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    fill_until_it_scrolls(ana.chat, chat)
    ana.chat.send("the newest of them all")
    expect(chat.message("the newest of them all")).to_be_in_viewport()


def test_R07_drafts_are_kept_per_patient_and_the_send_control_names_them(people: People) -> None:
    provider, ana, ben = people.provider(), people.patient(ANA), people.patient(BEN)
    chat = provider.open_chat(ANA)
    chat.write("only meant for Ana")
    provider.open_chat(BEN)
    expect(chat.composer).to_have_value("")
    expect(chat.send_button).to_have_accessible_name(f"Send to {BEN}")
    chat.write("only meant for Ben")
    provider.open_chat(ANA)
    expect(chat.composer).to_have_value("only meant for Ana")
    expect(chat.send_button).to_have_accessible_name(f"Send to {ANA}")
    chat.send_button.click()
    ana.chat.expect_received("only meant for Ana")
    provider.open_chat(BEN)
    expect(chat.composer).to_have_value("only meant for Ben")
    expect(chat.messages).to_have_count(0)
    expect(ben.chat.messages).to_have_count(0)


def test_R07_draft_survives_minimising_and_closing(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.write("to be continued later")
    chat.minimize()
    chat.expand()
    expect(chat.composer).to_have_value("to be continued later")
    chat.close()
    provider.open_chat(ANA)
    expect(chat.composer).to_have_value("to be continued later")


def fill_until_it_scrolls(sender: ChatBox, receiver: ChatBox) -> None:
    texts = [f"line {number:02} of a long conversation " + "with many words " * 8 for number in range(12)]
    for text in texts:
        sender.send(text.strip())
    expect(receiver.messages).to_have_count(len(texts))
    expect(receiver.messages.last).to_be_in_viewport()
