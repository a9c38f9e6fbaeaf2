"""Where pictures that differ are kept to be looked at."""

from pathlib import Path

DIFFERENCES = Path(__file__).parents[2] / "test-results" / "looks"  # not in git
SEEN = DIFFERENCES.with_name("situations")
"""Pictures that `make looks` takes only to be looked at."""


def keep(name: str, expected: bytes, actual: bytes, difference: bytes) -> None:
    """Write both pictures, and the PNG that marks where they differ."""
    DIFFERENCES.mkdir(parents=True, exist_ok=True)
    for which, picture in (("expected", expected), ("actual", actual)):
        kind = "webp" if picture[8:12] == b"WEBP" else "png"
        (DIFFERENCES / f"{name}-{which}.{kind}").write_bytes(picture)
    (DIFFERENCES / f"{name}-difference.png").write_bytes(difference)
