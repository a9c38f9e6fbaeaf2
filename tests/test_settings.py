"""Settings: read from the environment, refused in one line when wrong, and each one documented."""

import re
import secrets
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import timedelta
from pathlib import Path

import pytest

import waitside.settings
from waitside.limits import Allowances
from waitside.settings import Settings, SettingsError

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"
ANOTHER = "a7Qe-2Wn_9Xc4Vb6Mz8Lk3Jh5Gf1Dsp0"
DOCUMENT = Path(waitside.settings.__file__).parents[2] / "docs" / "settings.md"


def settings(**environment: str) -> Settings:
    """The settings that these WAITSIDE_* variables give; with a good key unless told otherwise."""
    keys = {} if "SECRET_KEYS_FILE" in environment else {"WAITSIDE_SECRET_KEYS": KEY}
    return Settings.from_environment(keys | {f"WAITSIDE_{name}": value for name, value in environment.items()})


def complaint(**environment: str) -> str:
    """The line with which the variables are refused."""
    with pytest.raises(SettingsError) as raised:
        settings(**environment)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_defaults_suit_a_single_machine() -> None:
    assert settings() == Settings(
        secret_keys=(KEY,),
        database_url="sqlite+aiosqlite:///waitside.db",
        host="127.0.0.1",
        port=8000,
        grace=timedelta(seconds=45),
        trusted_proxies="127.0.0.1",
    )


def test_everything_can_be_set() -> None:
    given = settings(
        SECRET_KEYS=f" {KEY}, {ANOTHER} ,",
        DATABASE_URL="postgresql+asyncpg://db/waitside",
        HOST="::",
        PORT="443",
        GRACE_SECONDS="3600",
        TRUSTED_PROXIES="10.0.0.0/8",
    )
    assert given == Settings(
        (KEY, ANOTHER), "postgresql+asyncpg://db/waitside", "::", 443, timedelta(hours=1), "10.0.0.0/8"
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    assert settings(HOST="", PORT=" ", SECRET_KEYS_FILE="", SECRET_KEYS=KEY) == settings()


@pytest.mark.parametrize("content", [f"{KEY}\n{ANOTHER}\n", f"{KEY},{ANOTHER}", f"\n {KEY} \r\n\n{ANOTHER}"])
def test_keys_can_come_from_a_file(tmp_path: Path, content: str) -> None:
    file = tmp_path / "keys"
    file.write_text(content)
    assert settings(SECRET_KEYS_FILE=str(file)).secret_keys == (KEY, ANOTHER)


def test_a_file_of_keys_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("missing", "binary", ".", "a\0b"):
        assert "WAITSIDE_SECRET_KEYS_FILE" in complaint(SECRET_KEYS_FILE=f"{tmp_path}/{name}")


def test_keys_come_from_one_place() -> None:
    assert "not both" in complaint(SECRET_KEYS=KEY, SECRET_KEYS_FILE="keys")


def test_without_a_key_the_line_says_how_to_make_one() -> None:
    for nothing in ("", " , ,"):
        assert "secrets.token_urlsafe" in complaint(SECRET_KEYS=nothing)


WEAK = ["tiny", KEY[:31], "changeme" * 5, "Your-Secret-Key-Goes-Here-Please-0123456789", "ab" * 20, "0" * 64]
WEAK += ["01234567" * 4, "abcdefghijklmnopqrstuvwxyz0123456789", "password" * 4 + "1", "qwertyui" * 5]


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_key_is_refused_without_being_shown(weak: str) -> None:
    line = complaint(SECRET_KEYS=f"{KEY},{weak}")
    assert line.startswith("Key 2 of WAITSIDE_SECRET_KEYS")
    assert weak not in line


@pytest.mark.parametrize("name", ["PORT", "GRACE_SECONDS", "LIMIT_CONNECTIONS"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "ten", "1e3", "٣", "9999999", "9" * 5_000, "0x10", "+5"])
def test_a_number_out_of_bounds_is_refused(name: str, value: str) -> None:
    assert complaint(**{name: value}).startswith(f"WAITSIDE_{name} has to be")


@pytest.mark.parametrize(
    "make", [lambda: secrets.token_hex(16), lambda: secrets.token_urlsafe(24)], ids=["hex", "base64"]
)
def test_whatever_was_made_at_random_is_strong_enough(make: Callable[[], str]) -> None:
    for _ in range(1_000):
        key = make()
        assert settings(SECRET_KEYS=key).secret_keys == (key,)


@pytest.mark.parametrize("proxies", ["*", "127.0.0.1", "10.0.0.0/8, ::1", "fd00::/8"])
def test_proxies_are_addresses_and_networks(proxies: str) -> None:
    assert settings(TRUSTED_PROXIES=proxies).trusted_proxies == proxies


@pytest.mark.parametrize("proxies", ["localhost", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.1;10.0.0.2", "10.0.0.1,,"])
def test_a_proxy_that_would_never_be_recognised_is_refused(proxies: str) -> None:
    assert complaint(TRUSTED_PROXIES=proxies).startswith("WAITSIDE_TRUSTED_PROXIES has to be")


def test_limits_can_be_raised() -> None:
    assert settings(LIMIT_PAGE="7", LIMIT_PATIENT="5", LIMIT_CONNECTIONS="9").allowances == Allowances(
        page=7, patient=5, connections=9
    )


def test_secrets_are_not_in_the_printed_form() -> None:
    shown = repr(settings(DATABASE_URL="postgresql+asyncpg://u:password@db/waitside"))
    assert KEY not in shown
    assert "password" not in shown


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        settings().port = 1  # type: ignore[misc]


def test_each_setting_is_documented_and_each_documented_one_exists() -> None:
    names = re.compile(r"WAITSIDE_[A-Z_]+")
    in_code = {*names.findall(Path(waitside.settings.__file__).read_text())}
    in_table = {*re.findall(r"^\| `(WAITSIDE_[A-Z_]+)`", DOCUMENT.read_text(), re.MULTILINE)}
    assert in_code - {"WAITSIDE_"} == in_table
