"""K01: what the tag costs the page that it is on, where no clock is involved; `make page-cost` measures the rest."""

import re

from playwright.sync_api import Request, expect

from e2e.pages import WalkInPage
from e2e.support.people import People
from e2e.support.timing import OBSERVE

ANA = "Ana Diaz"
LATER = re.compile(r"/panel\.js|/texts/en\.js|/static/assets/en\.[\w-]+\.js")
"""What a click loads beside the frame and what that one names: the panel around it, and the texts of one language."""


def test_K01_nothing_of_the_page_shifts_while_a_chat_comes_goes_and_shrinks(people: People) -> None:
    page = people.page()
    page.add_init_script(OBSERVE)
    provider, ana = people.provider(), people.patient_on(page, ANA)
    ana.chat.send("as long as this is open")
    provider.open_chat(ANA)
    ana.chat.close_button.click()
    expect(ana.launcher.frame_element).to_be_hidden()
    ana.launcher.open()
    ana.chat.expect_open()
    ana.chat.minimize()
    provider.chat.send("which opens it")
    ana.chat.expect_received("which opens it")
    assert page.evaluate("() => window.seen.shifts") == []


def test_K01_the_tag_loads_one_script_and_a_click_what_the_frame_needs(people: People) -> None:
    page, backend = people.page(), people.demo.backend
    loaded: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith(backend):
            loaded.append(request.url.removeprefix(backend))

    page.on("request", note)
    visitor = WalkInPage(page, people.demo.site, private=people.private)
    visitor.goto()
    assert loaded == ["/widget.js"]
    loaded.clear()

    visitor.launcher.open()
    expect(visitor.name_field).to_be_visible()
    frame = "/embed/patient/dr-rivera"
    named = re.findall(r'(?:src|href)="(/[^"]+)"', page.request.get(backend + frame).text())
    assert [path for path in loaded if path not in (frame, *named) and not LATER.fullmatch(path)] == []
    assert sorted(loaded) == sorted({*loaded, frame, *named}), "each of them, once"
