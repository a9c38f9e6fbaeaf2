"""What is measured: a provider's page in a full room, a long conversation, and a patient's first click."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from playwright.sync_api import Browser, Frame, Page, ViewportSize, expect

from e2e.pages import ProviderPage
from e2e.speed.crowd import Crowd
from e2e.speed.gauge import OBSERVE, Gauge, Observed, slow_down
from e2e.support.demo import Demo
from e2e.support.timing import measure_click

DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 800}
KEY_MS: Final = 100.0  # between two keys of somebody who types fast
TEXT: Final = "The rash is a reaction to the new cream, please stop using it for now. "
STEP: Final = 250  # messages of each side that are on their way together while a conversation is filled
WHEEL: Final = -1_200  # pixels

_TIME_OPENING = """
() => {
  addEventListener("click", ({ timeStamp }) => {
    const look = () => requestAnimationFrame(() => {
      const field = document.activeElement;
      if (field?.tagName === "TEXTAREA" && !field.disabled) window.openedIn = performance.now() - timeStamp;
      else look();
    });
    look();
  }, { capture: true, once: true });
  window.openedIn = undefined;
}
"""

_REPLY = """
async (count) => {
  const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  for (let number = 1; number <= count; number++) {
    const field = document.querySelector(".composer textarea");
    set.call(field, `Please take one tablet in the morning, and call us if it gets worse. (${number})`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.form.requestSubmit();
    if (number % 10 === 0) await new Promise(requestAnimationFrame);
  }
}
"""


@dataclass(frozen=True)
class Scale:
    """How much there is of everything."""

    patients: int = 200
    per_second: float = 20.0
    seconds: float = 30.0
    samples: int = 6
    """Of the heap, spread over `seconds`."""
    messages: int = 5_000
    keys: int = 120
    opens: int = 5
    clicks: int = 10


QUICK: Final = Scale(patients=3, per_second=20.0, seconds=0.5, samples=2, messages=100, keys=5, opens=1, clicks=1)


class Row(NamedTuple):
    """A line of the report."""

    what: str
    unit: str
    values: Sequence[float]


class ProviderScenes:
    """A provider's page, slowed down, in front of a crowd."""

    def __init__(self, browser: Browser, crowd: Crowd, demo: Demo, scale: Scale) -> None:
        self._crowd, self._scale = crowd, scale
        self._page = browser.new_context(viewport=DESKTOP).new_page()
        self._page.set_default_timeout(120_000)
        self._page.add_init_script(OBSERVE)
        self.provider = ProviderPage(self._page, demo.site, private=demo.private)
        self.provider.arrive()
        crowd.enter(scale.patients)
        expect(self.provider.rows).to_have_count(scale.patients)
        self._gauge = Gauge(browser, self._page, _app(self._page))

    def play(self) -> Iterator[Row]:
        """Everything, in order."""
        scale, others = self._scale, range(1, self._scale.patients)
        self._gauge.slow_down()
        self._crowd.start(scale.per_second, others)
        with self._gauge.watching() as seen:
            self._wait(scale.seconds)
        yield from _tasks("queue", seen)
        heap = [self._gauge.heap()]  # the garbage collections that this takes are long tasks
        for _ in range(1, scale.samples):
            self._wait(scale.seconds / scale.samples)
            heap.append(self._gauge.heap())
        written = scale.per_second * scale.seconds * (scale.samples - 1) / scale.samples
        yield Row("queue: memory for each message that came", "kB", [(heap[-1] - heap[0]) / written])
        yield Row("empty chat: click to ready to type", "ms", [self._open(0)])
        yield from self._typing("empty chat", 0)
        self._crowd.stop()
        self._fill(0)
        self.provider.chat.close()
        mixed = [0, *others][: max(2, scale.patients // 40)]  # so that every fifth message is in the chat that is open
        self._crowd.start(scale.per_second, mixed)
        with self._gauge.watching() as seen:
            opened = [self._open(0)]
            for _ in range(1, scale.opens):
                self.provider.chat.close()
                opened.append(self._open(0))
        yield Row("long chat: click to ready to type", "ms", opened)
        yield from _tasks("long chat, opened", seen)
        self._wait(scale.seconds / 2)  # until all of it is drawn
        with self._gauge.watching() as seen:
            self._wait(scale.seconds)
        yield from _tasks("long chat", seen)
        yield from self._typing("long chat", 0)
        with self._gauge.watching() as seen:
            self._scroll()
        yield from _tasks("long chat, scrolled", seen)
        self._crowd.stop()

    def _typing(self, where: str, patient: int) -> Iterator[Row]:
        self.provider.chat.composer.focus()
        text = (TEXT * (self._scale.keys // len(TEXT) + 1))[: self._scale.keys]
        with self._gauge.watching() as seen:
            self._page.keyboard.type(text, delay=KEY_MS)
        yield Row(f"{where}: key to frame", "ms", [*seen.keys, *[16.0] * (self._scale.keys - len(seen.keys))])
        yield from _tasks(f"{where}, typing", seen)
        self.provider.chat.composer.fill("")

    def _open(self, patient: int) -> float:
        """Open a chat. Returns the milliseconds from the press of the button to a composer that has the focus."""
        window = self.provider.open_window(self._crowd.names[patient])
        frame = _app(self._page)
        frame.evaluate(_TIME_OPENING)
        window.chat_button.click()
        took: float = frame.wait_for_function("() => window.openedIn").json_value()
        return took

    def _fill(self, patient: int) -> None:
        """Have both sides say half of the messages each, and read them, at full speed."""
        self._gauge.slow_down(1)
        half, frame = self._scale.messages // 2, _app(self._page)
        step = min(STEP, half)
        for done in range(step, half + 1, step):
            self._crowd.burst(patient, step)
            frame.evaluate(_REPLY, step)
            self._crowd.expect_settled(patient, 2 * done)
        self._gauge.slow_down()

    def _scroll(self) -> None:
        self.provider.chat.log.hover()
        for _ in range(int(self._scale.seconds * 4)):
            self._page.mouse.wheel(0, WHEEL)
            self._wait(0.1)

    def _wait(self, seconds: float) -> None:
        self._page.wait_for_timeout(1_000 * seconds)


def patient_clicks(browser: Browser, demo: Demo, scale: Scale) -> Iterator[Row]:
    """From a patient's click on the launcher to a field to type in, each time in a browser that is new."""
    took: list[float] = []
    for _ in range(scale.clicks):
        context = browser.new_context(viewport=DESKTOP)
        page = context.new_page()
        slow_down(page)
        took.append(measure_click(page, demo.site, "[data-testid=waitside-launcher]"))
        context.close()
    yield Row("patient: click to ready to type", "ms", took)


def _tasks(where: str, seen: Observed) -> Iterator[Row]:
    yield Row(f"{where}: tasks over 50 ms of processor time", "ms", seen.busy)
    yield Row(f"{where}: tasks over 50 ms by the clock", "ms", seen.tasks)


def _app(page: Page) -> Frame:
    return next(frame for frame in page.frames if "/embed/" in frame.url)
