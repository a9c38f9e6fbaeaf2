"""C05: WCAG 2.2 AA in every state of every view, as widget/preview/ has them."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from e2e.support import controls
from e2e.support.axe import drawn_violations, violations
from e2e.support.preview import Preview

FIRST_LOOK, *OTHER_LOOKS = [(theme, direction) for theme in ("light", "dark") for direction in ("ltr", "rtl")]
PHONE = ViewportSize(width=400, height=740)
SMALLEST = ViewportSize(width=320, height=640)
ZOOMED = ViewportSize(width=640, height=400)
"""A screen of 1280 by 800 at 200%."""
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
"""As WCAG 1.4.12 has it; the spacing of paragraphs is margins, which push and clip nothing here."""

_SET_LOOK = "([theme, dir]) => Object.assign(document.documentElement, { dir }).dataset.theme = theme"

Finder = Callable[[Page], list[str]]
Gallery = Callable[..., None]


@pytest.fixture(params=["patient", "provider", "console"])
def side(request: pytest.FixtureRequest) -> str:
    """Whose views."""
    side: str = request.param
    return side


@pytest.fixture
def gallery(side: str, page: Page, preview: Preview) -> Gallery:
    """Goes through all states of one side, on one page, and tells everything that was found."""

    def visit(finder: Finder, style: str | None = None) -> None:
        states = [state for state in preview.states(page) if state.startswith(side)]
        assert states, f"the preview has no state of the {side}'s"
        if style is not None:
            page.add_style_tag(content=style)
        found = []
        for state in states:
            preview.change(page, state)
            found += [f"{state}: {each}" for each in finder(page)]
        assert not found, "\n".join(found)

    return visit


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone without motion."""
    return {**browser_context_args, "viewport": PHONE, "reduced_motion": "reduce"}


def test_C05_axe_finds_nothing_in_any_state(gallery: Gallery) -> None:
    """All rules once; in the other looks the rules that see colours and places, which is all that those change."""

    def in_all_looks(page: Page) -> list[str]:
        page.evaluate(_SET_LOOK, FIRST_LOOK)
        found = violations(page)
        for look in OTHER_LOOKS:
            page.evaluate(_SET_LOOK, look)
            found += [f"{' '.join(look)}: {each}" for each in drawn_violations(page)]
        return found

    gallery(in_all_looks)


@pytest.mark.parametrize("screen", [pytest.param(SMALLEST, id="320px"), pytest.param(ZOOMED, id="200%")])
def test_C05_nothing_is_cut_off_on_a_narrow_or_a_zoomed_screen(
    gallery: Gallery, page: Page, screen: ViewportSize
) -> None:
    page.set_viewport_size(screen)
    gallery(controls.cut_off)


def test_C05_wider_spacing_of_texts_clips_none(gallery: Gallery, page: Page) -> None:
    page.set_viewport_size(SMALLEST)
    gallery(lambda page: controls.clipped(page) + controls.cut_off(page), SPACING)


def test_C05_targets_are_large_enough_for_a_mouse(gallery: Gallery) -> None:
    gallery(lambda page: controls.small(page, 24))


@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_C05_targets_are_large_enough_for_a_finger(gallery: Gallery) -> None:
    gallery(lambda page: controls.small(page, 44))


def test_C05_every_control_shows_that_it_has_the_focus(gallery: Gallery) -> None:
    gallery(controls.without_focus_mark)


def test_C05_forced_colours_leave_edges_and_focus(gallery: Gallery, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    gallery(lambda page: controls.unmarked(page) + controls.without_focus_mark(page))


def test_C05_nothing_moves_for_those_who_asked_for_less_motion(gallery: Gallery) -> None:
    gallery(controls.moving)
