"""What our documents tell people to copy, so that tests do just that."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = "```"


def snippet(document: str, heading: str, language: str, place: int = 0) -> str:
    """The block of code in that language under a heading; with a `place` not the first one."""
    found = [code for under, name, code in blocks(document) if (under, name) == (heading, language)]
    assert len(found) > place, f"{document} has no such block of {language} under “{heading}”"
    return found[place]


def blocks(document: str) -> Iterator[tuple[str, str, str]]:
    """All blocks of code of a document: the heading that each is under, its language, and what it holds."""
    heading, language, code = "", None, ""
    for line in (ROOT / document).read_text("utf-8").splitlines(keepends=True):
        if line.startswith(FENCE):
            if language is not None:
                yield heading, language, code
            language, code = (line.removeprefix(FENCE).strip(), "") if language is None else (None, "")
        elif language is not None:
            code += line
        elif line.startswith("#"):
            heading = line.lstrip("#").strip()
