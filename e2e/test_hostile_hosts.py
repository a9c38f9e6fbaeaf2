"""K01, K02: a visit on pages that make it hard. Nothing breaks, nothing leaks, nothing on the page moves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Frame, Locator, Page, expect

from e2e.pages import LauncherPanel, PatientPage, ProviderPage, ProviderView
from e2e.support import tokens
from e2e.support.demo import Demo, running_demo
from e2e.support.host_state import LISTEN, VISIBLE, WITNESS, expect_unchanged, points_taken, state_of
from e2e.support.hosts import FOLDER, HOSTS, Host, HostSite
from e2e.support.people import People
from e2e.support.sites import stranger_site

VIEWPORT = {"width": 1000, "height": 720}
OF_ITS_BADGE = 8
"""By how much the badge stands out, in pixels."""
FAMILY_NAME = "Quillfeather"
"""Everybody here has it, so that it can be searched for; the first names differ, so that rows do not mix."""

SHOW_QUEUE = """(token) => {
  const place = document.createElement("section");
  place.style.height = "600px";
  document.querySelector("main").prepend(place);
  Waitside.init({ room: "dr-rivera", token, role: "provider", container: place });
}"""


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """One demo for all of these pages: each brings a patient of its own."""
    with running_demo({}) as demo:
        yield demo


@pytest.fixture(scope="module")
def provider(demo: Demo, browser: Browser) -> Iterator[ProviderPage]:
    """One provider for all of them, who has nobody else to look after."""
    people = People(demo, browser.new_context)
    provider = people.provider()
    yield provider
    people.check_consoles()
    provider.page.context.close()


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """The address of a frame of another origin, which forges messages where it can."""
    with stranger_site((FOLDER / "beside.html").read_text("utf-8")) as address:
        yield address


@pytest.fixture
def page(people: People) -> Page:
    """A page on which a witness hears all that the page's own scripts could hear."""
    page = people.page(viewport=VIEWPORT)
    page.add_init_script(WITNESS)
    return page


class Visit:
    """A patient's visit on one page, beside the same page without the widget."""

    def __init__(self, host: Host, site: HostSite, people: People) -> None:
        self._host = host
        self._before = state_of(site.open(host, with_tag=False))
        self.frame: Frame = site.open(host, with_tag=True)
        self.launcher = LauncherPanel(self.frame)
        self._private = people.private
        self.name = f"{host.name.replace('_', ' ').title()} {FAMILY_NAME}"

    def open_chat(self) -> PatientPage:
        """Press the launcher for the first time."""
        # By its address: Playwright finds the frame of an element only where the page is HTML.
        with self.frame.page.expect_event("framenavigated", lambda frame: "/embed/" in frame.url) as chat:
            self.launcher.open()
        return PatientPage(self.frame.page, "", chat.value, self._private)

    def expect_launcher_in_its_corner(self) -> None:
        expect(self.launcher.button).to_be_visible()
        left, _, right, bottom = _edges(_box(self.launcher.button))
        width, height = self.frame.evaluate("() => [document.documentElement.clientWidth, innerHeight]")
        inset = left if self._host.name == "right_to_left" else width - right
        assert (inset, height - bottom) == (20, 20)

    def expect_page_unmoved(self) -> None:
        expect_unchanged(self._before, state_of(self.frame))

    def expect_clicks_for_the_page(self, *, but_in: Locator) -> None:
        """Check that clicks reach the page everywhere but on the launcher and this part of the widget."""
        taken = points_taken(self._before, state_of(self.frame))
        ours = [_edges(_box(each), OF_ITS_BADGE) for each in (self.launcher.button, but_in)]
        for x, y in taken:
            assert any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in ours), f"at {x}, {y}"

    def expect_real_click_for_the_page(self, at: FloatRect) -> None:
        """Click into the middle of where the frame was."""
        before: int = self.frame.evaluate("() => window.witness.clicks")
        self.frame.page.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
        assert self.frame.evaluate("() => window.witness.clicks") == before + 1

    def expect_nothing_told(self) -> None:
        """Check that what any script of the page can see holds no name and no text."""
        seen: str = self.frame.evaluate(VISIBLE)
        assert '"ready"' in seen, "the witness hears what there is to hear"
        assert FAMILY_NAME not in seen
        assert self.frame.evaluate("() => window.witness.violations") == []


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_K01_K02_a_visit_on_a_hostile_page(
    host: Host, page: Page, people: People, provider: ProviderPage, stranger: str
) -> None:
    visit = Visit(host, HostSite(page, people.demo, stranger), people)
    launcher = visit.launcher
    visit.expect_launcher_in_its_corner()
    visit.expect_page_unmoved()
    visit.expect_clicks_for_the_page(but_in=launcher.button)
    visit.frame.evaluate(LISTEN)

    patient = visit.open_chat()
    chat = patient.chat
    patient.check_in(visit.name)
    patient.expect_waiting()
    chat.send(f"a question of {FAMILY_NAME}")
    answers = provider.open_chat(visit.name)
    answers.expect_received(f"a question of {FAMILY_NAME}")
    answers.send(f"an answer to {FAMILY_NAME}")
    chat.expect_received(f"an answer to {FAMILY_NAME}")
    visit.expect_page_unmoved()
    room = _box(launcher.frame_element)

    chat.minimize()
    expect(launcher.frame_element).to_have_css("height", "56px")  # the loader hears of it a moment later
    visit.expect_clicks_for_the_page(but_in=launcher.frame_element)
    chat.expand()
    chat.close_button.click()
    expect(launcher.frame_element).to_be_hidden()
    visit.expect_clicks_for_the_page(but_in=launcher.button)
    visit.expect_real_click_for_the_page(room)
    answers.send(f"one more for {FAMILY_NAME}")
    launcher.expect_badge(1)

    launcher.open()
    chat.expect_received(f"one more for {FAMILY_NAME}")
    launcher.expect_badge(0)
    visit.expect_nothing_told()
    patient.leave()
    visit.expect_page_unmoved()
    assert visit.frame.evaluate(f"() => {host.holds}"), visit.frame.evaluate("() => [window.read, window.answers]")


@pytest.mark.parametrize("habit", ["strict_csp", "patched", "polluted"])
def test_K01_K02_a_queue_on_a_hostile_page(habit: str, page: Page, people: People, stranger: str) -> None:
    host = next(host for host in HOSTS if host.name == habit)
    frame = HostSite(page, people.demo, stranger).open(host, with_tag=True)
    frame.evaluate(LISTEN)
    frame.evaluate(SHOW_QUEUE, tokens.provider_token(people.demo))
    provider = ProviderView(page, "", LauncherPanel(frame).frame, people.private)
    provider.expect_connection("online")
    patient = people.patient(f"{habit} {FAMILY_NAME}")
    chat = provider.open_chat(f"{habit} {FAMILY_NAME}")
    chat.send(f"good morning {FAMILY_NAME}")
    patient.chat.expect_received(f"good morning {FAMILY_NAME}")
    chat.minimize()
    patient.chat.send(f"an answer of {FAMILY_NAME}")
    chat.expect_received(f"an answer of {FAMILY_NAME}")
    assert FAMILY_NAME not in str(frame.evaluate(VISIBLE))
    assert frame.evaluate("() => window.witness.violations") == []


def _box(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box is not None
    return box


def _edges(box: FloatRect, margin: float = 0) -> tuple[float, float, float, float]:
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return box["x"] - margin, box["y"] - margin, right + margin, bottom + margin
