"""docs/performance.md says what was measured: nobody types figures."""

import pytest

from tests.bench.document import renewed, with_block

PAGE = "before\n<!-- relay: made by a program -->\n\nold\n\n<!-- end of relay -->\nafter\n"


def test_the_page_and_its_pictures_are_made_from_the_results_beside_them() -> None:
    for file, text in renewed().items():
        assert file.read_text("utf-8") == text, f"{file.name} is stale: run `python -m tests.bench.document`"


def test_a_block_is_replaced_and_nothing_around_it() -> None:
    page = with_block(PAGE, "relay", "new \\1\n")
    assert page == PAGE.replace("old", "new \\1")
    assert with_block(page, "relay", "new \\1\n") == page


def test_a_page_without_the_block_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 blocks called growth"):
        with_block(PAGE, "growth", "new")
