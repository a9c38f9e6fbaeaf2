"""A clinic's colour: whatever it is, what is written in it or on it can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitside.directory import ClinicRecord
from waitside.web.branding import READABLE, THEMES, accents, clinic_info, contrast

TOKENS = Path(__file__).parents[2] / "widget/src/app/ui/styles/tokens.css"

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def designed() -> dict[str, dict[str, str]]:
    """The colours of the design by theme and name."""
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS.read_text())
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
    }


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#767676", 4.54), ("#1f6feb", "#1f6feb", 1)]
)
def test_contrast_is_as_wcag_defines_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
@given(colour=colours)
def test_whatever_the_colour_all_text_is_readable(theme: str, colour: str) -> None:
    tokens, design = accents(colour), designed()[theme]
    accent, strong, soft, sent = (tokens[f"--brand-{name}-{theme}"] for name in ("accent", "strong", "soft", "sent"))
    surfaces = [design[name] for name in ("surface", "surface-sunk", "surface-quiet", "received", "on-accent")]
    pairs = [(accent, surface) for surface in (*surfaces, soft, sent)]
    pairs += [(design["on-accent"], strong), (design["muted"], soft), (design["muted"], sent), (design["ink"], sent)]
    assert [pair for pair in pairs if contrast(*pair) < READABLE] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_design_is_as_it_was_when_the_accents_were_thought_out(theme: str) -> None:
    design = designed()[theme]
    assert THEMES[theme][:3] == (design["surface-quiet"], design["surface"], design["muted"])


def test_a_readable_colour_stays_as_it_is() -> None:
    assert accents("#0b6e75")["--brand-accent-light"] == "#0b6e75"
    assert accents("#5CC3CA")["--brand-accent-dark"] == "#5cc3ca"


def test_a_clinic_without_a_colour_has_no_accents() -> None:
    assert clinic_info(ClinicRecord("harbor", "Harbor Street Clinic", ())).accents == {}
