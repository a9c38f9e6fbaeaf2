"""K04: tokens are bound to room, role and subject, expire, and cannot be forged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, Response, expect

from e2e.pages import ChatBox, ProviderView
from e2e.support import tokens
from e2e.support.demo import Demo
from e2e.support.people import People
from e2e.support.sites import open_on_clinic_site, script_tag

ANA, BEN = "Ana Diaz", "Ben Ito"
KEEP_CODES = "window.codes = []; Waitside.instance.on('error', ({ code }) => codes.push(code))"

UNCHECKED, EXPIRED = "Your sign-in could not be checked", "Your sign-in has expired"

Case = tuple[Callable[[Demo], str], str, str]
BAD_PATIENT_TOKENS: dict[str, Case] = {
    "forged": (lambda demo: tokens.forged(tokens.patient_token(demo)), "token_invalid", UNCHECKED),
    "nonsense": (lambda demo: "not-a-token", "token_invalid", UNCHECKED),
    "expired": (lambda demo: tokens.expired(tokens.patient_token(demo), demo), "token_expired", EXPIRED),
    "other_room": (lambda demo: tokens.patient_token(demo, "dr-okafor"), "token_other_room", UNCHECKED),
    "other_role": (tokens.provider_token, "token_wrong_role", UNCHECKED),
}
BAD_PROVIDER_TOKENS: dict[str, Case] = {
    "forged": (lambda demo: tokens.forged(tokens.provider_token(demo)), "token_invalid", UNCHECKED),
    "nonsense": (lambda demo: "not-a-token", "token_invalid", UNCHECKED),
    "expired": (lambda demo: tokens.expired(tokens.provider_token(demo), demo), "token_expired", EXPIRED),
    "other_room": (lambda demo: tokens.provider_token(demo, "dr-okafor"), "token_other_room", UNCHECKED),
    "other_role": (tokens.patient_token, "token_wrong_role", UNCHECKED),
}


@pytest.mark.parametrize("case", BAD_PATIENT_TOKENS)
def test_K04_patient_with_a_bad_token_is_told_why_and_nobody_is_disturbed(people: People, case: str) -> None:
    make, code, words = BAD_PATIENT_TOKENS[case]
    expect_refusal(people, {"token": make(people.demo)}, code, words)


@pytest.mark.parametrize("case", BAD_PROVIDER_TOKENS)
def test_K04_provider_with_a_bad_token_is_told_why_and_nobody_is_disturbed(people: People, case: str) -> None:
    make, code, words = BAD_PROVIDER_TOKENS[case]
    expect_refusal(people, {"token": make(people.demo), "role": "provider"}, code, words)


def test_K04_provider_without_a_token_sees_no_queue(people: People) -> None:
    expect_refusal(people, {"role": "provider"}, "token_missing", UNCHECKED)


def test_K04_good_token_on_a_page_of_the_clinics_own_enters(people: People) -> None:
    provider, page = people.provider(), people.page()
    token = tokens.patient_token(people.demo)
    name = "Dora Lund of the portal"
    people.private.append(name)
    tag = script_tag(people.demo, room="dr-rivera", token=token, name=name)
    open_on_clinic_site(page, people.demo, body=tag)
    provider.expect_queue(name)


def test_K04_tokens_are_never_in_an_address_or_in_the_output(people: People) -> None:
    addresses: list[str] = []
    page = people.page()
    page.context.on("request", lambda request: addresses.append(request.url))
    page.on("websocket", lambda socket: addresses.append(socket.url))
    token = tokens.patient_token(people.demo)
    people.private.append(token)
    provider = people.provider()
    open_on_clinic_site(page, people.demo, body=script_tag(people.demo, room="dr-rivera", token=token, name=BEN))
    provider.expect_queue(BEN)
    assert any("/embed/patient/" in address for address in addresses)
    assert any("/socket.io/" in address for address in addresses)
    assert not [address for address in addresses if token in address]


def test_K04_tokens_work_in_frames_of_another_site_and_no_cookie_is_set(people: People) -> None:
    desk, page = people.page(), people.page()
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    for each in (desk, page):
        each.context.on("response", note)
    name = "Dora Lund of the portal"
    people.private.append(name)
    own = {"role": "provider", "token": tokens.provider_token(people.demo), "container": "#queue"}
    queue = f'<div id="queue" style="height: 600px"></div>{script_tag(people.demo, room="dr-rivera", **own)}'
    tag = script_tag(people.demo, room="dr-rivera", token=tokens.patient_token(people.demo), name=name)
    for each, body in ((desk, queue), (page, tag)):
        open_on_clinic_site(each, people.demo, body=body, host="127.0.0.1")  # the backend is on localhost
    provider = ProviderView(desk, desk.url, frame_of(desk), people.private)
    provider.expect_queue(name)
    chat, dora = provider.open_chat(name), ChatBox(frame_of(page), people.private)
    chat.send("from one site to the other")
    dora.expect_received("from one site to the other")
    provider.settings.open()
    provider.settings.field("Title").fill("Travel medicine")
    provider.settings.save()
    expect(frame_of(page).get_by_test_id("queue-status")).to_contain_text("Travel medicine")
    assert any(answer.url.startswith(people.demo.backend) for answer in answers)
    assert not [answer.url for answer in answers if "set-cookie" in answer.all_headers()]


def expect_refusal(people: People, data: dict[str, str], code: str, words: str) -> None:
    """A page with these data on its script tag is refused with this code and says why, while others go on."""
    provider, ana = people.provider(), people.patient(ANA)
    chat = provider.open_chat(ANA)
    page = people.page()
    tag = script_tag(people.demo, onload=KEEP_CODES, room="dr-rivera", container="#here", **data)
    open_on_clinic_site(page, people.demo, body=f'<div id="here" style="height: 500px"></div>{tag}')
    expect(frame_of(page).get_by_text(words)).to_be_visible()
    page.wait_for_function("(code) => window.codes.includes(code)", arg=code)
    expect(frame_of(page).get_by_role("textbox")).to_have_count(0)
    expect(frame_of(page).get_by_test_id("queue-row")).to_have_count(0)
    provider.expect_queue(ANA)
    ana.chat.send("not disturbed at all")
    chat.expect_received("not disturbed at all")
    provider.expect_connection("online")
    ana.expect_connection("online")


def frame_of(page: Page) -> FrameLocator:
    return page.get_by_test_id("waitside-frame").content_frame
