"""What pages show of their clinic: its name, logo and emergency line, and its colour as the accent of both themes.

The accents are as near to the clinic's colour as what is written in them, or on them, stays readable (WCAG 2.2 AA).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from waitside.directory import ClinicRecord
from waitside.protocol.base import Wire

READABLE: Final = 4.5

STEPS: Final = 20
SOFT: Final = 0.14  # of the accent in the surface behind it
SENT: Final = 0.22


class Theme(NamedTuple):
    """Of the design (tokens.css): the surface that accents are hardest to read on, the usual one, the text beside them.

    `pole` is where every accent ends up readable.
    """

    hardest: str
    surface: str
    muted: str
    pole: str


THEMES: Final[Mapping[str, Theme]] = {
    "light": Theme("#e9eff1", "#ffffff", "#54676f", "#000000"),
    "dark": Theme("#243036", "#141c20", "#a3b4bb", "#ffffff"),
}


class ClinicInfo(Wire, frozen=True):
    """What pages show of a clinic. `logo` is a path on their own origin, `accents` are custom properties of CSS."""

    name: str
    logo: str | None
    accents: Mapping[str, str]
    emergency_line: str | None


def clinic_info(clinic: ClinicRecord) -> ClinicInfo:
    """What pages show of a clinic."""
    colours = accents(clinic.colour) if clinic.colour is not None else {}
    return ClinicInfo(clinic.name, clinic.logo_path, colours, clinic.emergency_line)


@lru_cache(maxsize=1_000)
def accents(colour: str) -> Mapping[str, str]:
    """The custom properties that the design takes a clinic's colour ("#1f6feb") from."""
    tokens: dict[str, str] = {}
    for name, theme in THEMES.items():
        shares = [step / STEPS for step in range(STEPS + 1)]
        accent = _first_readable([_mix(colour, theme.pole, share) for share in shares], theme.hardest)
        behind = (accent, theme.muted)
        tokens |= {
            f"--brand-accent-{name}": accent,
            f"--brand-strong-{name}": _mix(accent, theme.pole, 0.2),
            f"--brand-soft-{name}": _first_readable(_tints(theme.surface, accent, SOFT), *behind),
            f"--brand-sent-{name}": _first_readable(_tints(theme.surface, accent, SENT), *behind),
        }
    return tokens


def contrast(one: str, other: str) -> float:
    """From 1 (the same colour) to 21 (black on white), as WCAG defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _first_readable(colours: Sequence[str], *texts: str) -> str:
    readable = (colour for colour in colours if all(contrast(text, colour) >= READABLE for text in texts))
    return next(readable, colours[-1])


def _tints(surface: str, accent: str, strongest: float) -> Sequence[str]:
    return [_mix(accent, surface, 1 - strongest * step / STEPS) for step in range(STEPS, -1, -1)]


def _luminance(colour: str) -> float:
    shares = [value / 255 for value in _channels(colour)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(value + (goal - value) * share):02x}" for value, goal in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
