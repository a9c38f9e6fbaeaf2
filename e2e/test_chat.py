"""R03 and R04: chatting with several patients side by side."""

import random
import re
from collections import Counter

from playwright.sync_api import expect

from e2e.support.figures import Figures, time_message
from e2e.support.people import RIVERA, People
from e2e.support.visibility import set_visible

ANA, BEN, CHO = "Ana Diaz", "Ben Ito", "Cho Park"


def test_R03_chat_button_opens_the_box_for_that_patient(people: People) -> None:
    provider = people.provider()
    people.patient(ANA)
    people.patient(BEN)
    chat = provider.open_chat(BEN)
    expect(chat.region).to_have_role("region")
    expect(chat.composer).to_have_accessible_name(f"Message {BEN}")
    expect(chat.send_button).to_have_accessible_name(f"Send to {BEN}")
    expect(provider.window.dialog).to_be_hidden()


def test_R03_messages_go_both_ways_while_the_patient_waits(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    chat.send("Good morning, how are you?")
    ana.chat.expect_open(RIVERA)
    ana.chat.expect_received("Good morning, how are you?")
    ana.chat.send("A little better than yesterday")
    chat.expect_received("A little better than yesterday")
    chat.expect_sent("Good morning, how are you?", "read")
    ana.chat.expect_sent("A little better than yesterday", "read")


def test_R03_messages_keep_their_order_and_come_once(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    texts = [f"part {number:02} of a longer story" for number in range(20)]
    for text in texts:
        ana.chat.send(text)
    chat.expect_received(*texts)
    assert [text for message in chat.messages.all_inner_texts() for text in texts if text in message] == texts


def test_R04_three_patients_chat_at_once_and_nobody_sees_what_is_for_another(people: People) -> None:
    provider = people.provider()
    patients = {ANA: people.patient(ANA), BEN: people.portal_patient(BEN), CHO: people.standalone_patient(CHO)}
    for name, patient in patients.items():
        patient.chat.send(f"question of {name}")
    for name, patient in patients.items():
        chat = provider.open_chat(name)
        chat.expect_received(f"question of {name}")
        expect(chat.messages).to_have_count(1)
        chat.send(f"answer for {name}")
        patient.chat.expect_received(f"answer for {name}")
    for name, patient in patients.items():
        expect(patient.chat.messages).to_have_count(2)
        patient.chat.expect_sent(f"question of {name}", "read")


def test_R04_messages_show_on_the_other_page_both_ways(people: People, figures: Figures) -> None:
    provider = people.provider()
    patients = {name: people.patient(name) for name in (ANA, BEN, CHO)}
    to_provider: list[float] = []
    to_patient: list[float] = []
    for name, patient in patients.items():
        chat = provider.open_chat(name)
        for number in range(5):
            to_provider.append(time_message(patient.chat, chat, f"up-{number} from {name}"))
            to_patient.append(time_message(chat, patient.chat, f"down-{number} to {name}"))
    figures.add("patient's button to provider's screen", to_provider)
    figures.add("provider's button to patient's screen", to_patient)


def test_R04_badges_are_right_through_fifty_interleaved_messages(people: People) -> None:
    provider = people.provider()
    patients = {ANA: people.patient(ANA), BEN: people.portal_patient(BEN), CHO: people.patient(CHO)}
    provider.expect_queue(*patients)
    order = random.Random(50).choices(list(patients), k=50)
    unread = Counter(dict.fromkeys(patients, 0))
    on_screen: str | None = None
    for number, sender in enumerate(order):
        if number in (20, 35):
            on_screen = ANA if number == 20 else BEN
            provider.open_chat(on_screen)
            unread[on_screen] = 0
        patients[sender].chat.send(f"interleaved {number:02}")
        unread[sender] += sender != on_screen
        if sender == on_screen:
            provider.chat.expect_received(f"interleaved {number:02}")
        for name, count in unread.items():
            provider.expect_badge(name, count)
    for name in patients:
        chat = provider.open_chat(name)
        expected = [f"interleaved {number:02}" for number, sender in enumerate(order) if sender == name]
        chat.expect_received(*expected)
        expect(chat.messages).to_have_count(len(expected))
        provider.expect_badge(name, 0)


def test_R04_opening_the_chat_clears_the_badge_and_only_then_is_it_read(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    provider.expect_queue(ANA)
    ana.chat.send("first of the two")
    ana.chat.send("second of the two")
    provider.expect_badge(ANA, 2)
    ana.chat.expect_sent("first of the two", "delivered")
    ana.chat.expect_sent("second of the two", "delivered")
    provider.open_chat(ANA)
    provider.expect_badge(ANA, 0)
    ana.chat.expect_sent("first of the two", "read")
    ana.chat.expect_sent("second of the two", "read")


def test_R04_an_open_box_on_a_hidden_page_reads_nothing(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    set_visible(provider.page, False)
    ana.chat.send("is anybody looking?")
    provider.expect_badge(ANA, 1)
    ana.chat.expect_sent("is anybody looking?", "delivered")
    set_visible(provider.page, True)
    provider.expect_badge(ANA, 0)
    ana.chat.expect_sent("is anybody looking?", "read")
    chat.expect_received("is anybody looking?")


def test_R04_a_line_stands_above_what_nobody_had_seen_until_it_is_answered(people: People) -> None:
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    ana.chat.send("seen at once")
    chat.expect_received("seen at once")
    expect(chat.log).not_to_contain_text("New messages")
    chat.close()
    ana.chat.send("the first unseen")
    ana.chat.send("the second unseen")
    provider.expect_badge(ANA, 2)
    provider.open_chat(ANA)
    in_order = re.compile("seen at once.*New messages.*the first unseen.*the second unseen", re.DOTALL)
    expect(chat.log).to_contain_text(in_order)
    chat.send("here I am")
    expect(chat.log).not_to_contain_text("New messages")


def test_R04_messages_from_before_the_provider_came_are_counted(people: People) -> None:
    ana = people.patient(ANA)
    ana.chat.send("I am early, am I not?")
    provider = people.provider()
    provider.expect_badge(ANA, 1)
    provider.open_chat(ANA).expect_received("I am early, am I not?")
    ana.chat.expect_sent("I am early, am I not?", "read")
