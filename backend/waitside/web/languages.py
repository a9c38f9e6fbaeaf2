"""Which language a browser asks for (RFC 9110, section 12.5.4)."""

from collections.abc import Collection
from typing import Final

_ALIASES: Final = {"tl": "fil", "iw": "he"}
_MOST: Final = 30  # of the header's languages: nobody reads more


def preferred_language(accept_language: str, languages: Collection[str], fallback: str) -> str:
    """The first of `languages` (such as "pt") by the header's own order of preference; `fallback` for none of them."""
    wishes = [_wish(each) for each in accept_language.split(",")[:_MOST]]
    for _, tag in sorted((each for each in wishes if each[0] > 0), key=lambda each: -each[0]):
        primary = tag.split("-")[0]
        language = _ALIASES.get(primary, primary)
        if language in languages:
            return language
    return fallback


def _wish(item: str) -> tuple[float, str]:
    """One item of the header, such as "pt-BR;q=0.8": its weight, and the tag in lower case."""
    tag, _, weight = item.partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
    except ValueError:
        quality = 0.0
    return quality, tag.strip().lower()
