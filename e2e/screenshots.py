"""Takes the pictures in docs/images from the running demo: `make screenshots`."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from e2e.conftest import launch_arguments
from e2e.support.demo import Demo
from e2e.support.people import People

IMAGES = Path(__file__).parents[1] / "docs" / "images"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}


def main() -> None:
    """Play a small scene, in each look, and take its pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments())
        for scheme in ("light", "dark"):
            for device, context in (("desktop", DESKTOP), ("phone", PHONE)):
                _play(browser, f"{device}-{scheme}", {**context, "color_scheme": scheme, "reduced_motion": "reduce"})
        browser.close()


def _play(browser: Browser, look: str, context: dict[str, Any]) -> None:
    demo = Demo({})
    demo.start()

    def take(page: Page, name: str) -> None:
        page.screenshot(path=IMAGES / f"{name}-{look}.png")

    try:
        people = People(demo, browser.new_context)
        provider = people.provider(**context)
        visitor = people.visitor(**context)
        visitor.goto()
        visitor.launcher.open()
        expect(visitor.name_field).to_be_visible()
        take(visitor.page, "check-in")
        visitor.check_in("Ana Diaz")
        visitor.expect_waiting()
        portal = people.portal_patient("Ben Ito", **context)
        people.portal_patient("Chloé Martin", **context)
        visitor.chat.send("Good morning! My prescription ran out on Friday. Can we talk about it today?")
        portal.chat.send("Hello, I am here 🙂")
        provider.expect_badge("Ana Diaz", 1)
        provider.expect_badge("Ben Ito", 1)
        take(provider.page, "queue")
        provider.open_window("Ana Diaz")
        take(provider.page, "patient-window")
        provider.window.chat_button.click()
        provider.chat.send("Good morning, Ana. Of course, I am with you in five minutes.")
        provider.chat.expect_sent("Good morning, Ana. Of course, I am with you in five minutes.", "read")
        visitor.chat.send("Thank you!")
        provider.chat.expect_received("Thank you!")
        take(provider.page, "provider")
        take(visitor.page, "patient")
    finally:
        demo.stop()


if __name__ == "__main__":
    main()
