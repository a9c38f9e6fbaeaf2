"""Settings from the environment. Each is described in docs/settings.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path
from typing import Final

from waitside.errors import OperatorError
from waitside.limits import Allowances

SHORTEST_KEY: Final = 32  # characters: 192 bits, where they come from `secrets.token_urlsafe`
FEWEST_DISTINCT: Final = 8  # distinct characters in a key: fewer is "aaaa…" or "0123 0123 …"
FEWEST_STEPS: Final = 10  # distinct steps from a character to the next: fewer is "abcdefg…", or a word over and over
PLACEHOLDERS: Final = ("changeme", "change-me", "change_me", "placeholder", "your-secret", "your_secret")

USUAL_DATABASE: Final = "sqlite+aiosqlite:///waitside.db"

HOW_TO_MAKE_A_KEY: Final = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"


class SettingsError(OperatorError):
    """One line that says which setting is wrong, and how. Never carries a secret. `variable`: which one it is."""

    def __init__(self, line: str, variable: str = "WAITSIDE_SECRET_KEYS") -> None:
        super().__init__(line)
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server was told.

    `secret_keys`: newest first. `grace`: how long the place of a page without connection is kept.
    `trusted_proxies`: the addresses whose X-Forwarded-* headers count, as uvicorn's `forwarded_allow_ips` takes them.
    """

    secret_keys: tuple[str, ...] = field(repr=False)
    database_url: str = field(default=USUAL_DATABASE, repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    grace: timedelta = timedelta(seconds=45)  # a phone changing networks
    trusted_proxies: str = "127.0.0.1"
    allowances: Allowances = field(default_factory=Allowances)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings in WAITSIDE_* variables; an empty one counts as not set. Raises SettingsError."""
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        return cls(
            secret_keys=_secret_keys(given),
            database_url=database_url(environment),
            host=given.get("WAITSIDE_HOST", "127.0.0.1"),
            port=_whole_number(given, "WAITSIDE_PORT", 8000, 1, 65_535),
            grace=timedelta(seconds=_whole_number(given, "WAITSIDE_GRACE_SECONDS", 45, 1, 3_600)),
            trusted_proxies=_proxies(given.get("WAITSIDE_TRUSTED_PROXIES", "127.0.0.1")),
            allowances=_allowances(given),
        )


def database_url(environment: Mapping[str, str]) -> str:
    """Where the database is, which is all that administration needs to know."""
    return environment.get("WAITSIDE_DATABASE_URL", "").strip() or USUAL_DATABASE


def _allowances(given: Mapping[str, str]) -> Allowances:
    usual = Allowances()
    return Allowances(
        connections=_whole_number(given, "WAITSIDE_LIMIT_CONNECTIONS", usual.connections, 1, 1_000_000),
        entering=_whole_number(given, "WAITSIDE_LIMIT_ENTERING", usual.entering, 1, 1_000_000),
        http=_whole_number(given, "WAITSIDE_LIMIT_HTTP", usual.http, 1, 1_000_000),
        opens=_whole_number(given, "WAITSIDE_LIMIT_OPENS", usual.opens, 1, 1_000_000_000),
        visits=_whole_number(given, "WAITSIDE_LIMIT_VISITS", usual.visits, 1, 1_000_000),
        arrivals=_whole_number(given, "WAITSIDE_LIMIT_ARRIVALS", usual.arrivals, 1, 1_000_000),
        attempts=_whole_number(given, "WAITSIDE_LIMIT_ATTEMPTS", usual.attempts, 1, 1_000_000_000),
        page=_whole_number(given, "WAITSIDE_LIMIT_PAGE", usual.page, 1, 1_000_000_000),
        patient=_whole_number(given, "WAITSIDE_LIMIT_PATIENT", usual.patient, 1, 1_000_000_000),
        address=_whole_number(given, "WAITSIDE_LIMIT_ADDRESS", usual.address, 1, 1_000_000_000),
    )


def _secret_keys(given: Mapping[str, str]) -> tuple[str, ...]:
    text, file = given.get("WAITSIDE_SECRET_KEYS"), given.get("WAITSIDE_SECRET_KEYS_FILE")
    if text and file:
        raise SettingsError("Set WAITSIDE_SECRET_KEYS or WAITSIDE_SECRET_KEYS_FILE, not both.")
    if file:
        text = _read(file)
    keys = tuple(key.strip() for key in (text or "").replace("\n", ",").split(",") if key.strip())
    if not keys:
        raise SettingsError(f"WAITSIDE_SECRET_KEYS is not set. Make a key: {HOW_TO_MAKE_A_KEY}")
    for place, key in enumerate(keys, start=1):
        _check_key(key, place)
    return keys


def _proxies(text: str) -> str:
    try:
        for each in text.split(","):
            if each.strip() != "*":
                ip_network(each.strip())
    except ValueError:
        name = "WAITSIDE_TRUSTED_PROXIES"
        raise SettingsError(f"{name} has to be addresses or networks, such as 10.0.0.0/8, or *.", name) from None
    return text


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except (OSError, ValueError):
        raise SettingsError("The file that WAITSIDE_SECRET_KEYS_FILE names cannot be read.") from None


def _check_key(key: str, place: int) -> None:
    lowered = key.lower()
    if len(key) < SHORTEST_KEY:
        problem = f"is shorter than {SHORTEST_KEY} characters"
    elif any(each in lowered for each in PLACEHOLDERS):
        problem = "is a placeholder"
    elif len(set(key)) < FEWEST_DISTINCT or len({ord(b) - ord(a) for a, b in pairwise(key)}) < FEWEST_STEPS:
        problem = "is too easy to guess"
    else:
        return
    raise SettingsError(f"Key {place} of WAITSIDE_SECRET_KEYS {problem}. Make one: {HOW_TO_MAKE_A_KEY}")


def _whole_number(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = given.get(name, str(default))
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most:
        return int(text)
    raise SettingsError(f"{name} has to be a whole number from {least} to {most}.", name)
