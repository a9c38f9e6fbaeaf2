"""What may come from a page: the same limits as in the product's `protocol`, and as in `node/shapes.mjs`."""

import re
from typing import Any, Final, TypeGuard

BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]+")
SLUG: Final = re.compile(r"[a-z0-9-]+")


def is_hello(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is a page's opening data."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("version"), int)
        and _is_text(value.get("room"), SLUG, 1, 64)
        and _is_text(value.get("key"), BASE64URL, 87, 87)
        and isinstance(value.get("token"), str)
        and len(value["token"]) <= 2048
    )


def is_command(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is a command to pass an envelope on."""
    return (
        isinstance(value, dict)
        and value.get("type") == "relay"
        and _is_text(value.get("visit"), BASE64URL, 1, 64)
        and _is_text(value.get("to"), BASE64URL, 43, 43)
        and isinstance(value.get("seq"), int)
        and value["seq"] >= 0
        and _is_text(value.get("sealed"), BASE64URL, 1, 24_576)
    )


def _is_text(value: object, pattern: re.Pattern[str], least: int, most: int) -> bool:
    return isinstance(value, str) and least <= len(value) <= most and pattern.fullmatch(value) is not None
