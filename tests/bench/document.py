"""Figures in docs/performance.md: its tables and pictures are made from the results that are kept beside it."""

import re
from pathlib import Path
from typing import Final

import msgspec

from tests.bench import figures
from tests.bench.growth import tables
from tests.bench.growth.picture import growth_picture
from tests.bench.growth.results import Growth
from tests.bench.picture import relay_picture
from tests.bench.results import Results

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = DOCS / "performance.md"
RELAY: Final = DOCS / "figures" / "relay.json"
GROWTH: Final = DOCS / "figures" / "growth.json"


def renew() -> None:
    """Write the page and its pictures again, from the results that are kept."""
    for file, text in renewed().items():
        file.write_text(text, "utf-8")


def renewed() -> dict[Path, str]:
    """What the page and its pictures have to hold, by file."""
    relay = msgspec.json.decode(RELAY.read_bytes(), type=Results)
    growth = msgspec.json.decode(GROWTH.read_bytes(), type=Growth)
    goals = figures.table(
        ["what", "goal", "min · median · max", "result"], [*figures.goals(relay), *tables.goals(growth)]
    )
    page = PAGE.read_text("utf-8")
    for name, text in {"goals": goals, "relay": figures.report(relay), "growth": tables.report(growth)}.items():
        page = with_block(page, name, text)
    return {
        PAGE: page,
        DOCS / "images" / "relay.svg": relay_picture(relay),
        DOCS / "images" / "growth.svg": growth_picture(growth),
    }


def with_block(page: str, name: str, text: str) -> str:
    """Return the page with another text between its two comments of this name."""
    block = re.compile(rf"(?<=<!-- {name}: made by a program -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
    replaced, count = block.subn(lambda _: f"\n{text.strip()}\n\n", page)
    if count != 1:
        raise ValueError(f"{PAGE.name} has {count} blocks called {name}")
    return replaced


if __name__ == "__main__":
    renew()
