"""`waitside check`: a line for each thing that has to be right."""

import json
import resource
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, Said
from waitside.web import assets

KEY = "kX3-vB9_qLm2Zr8Tn5Wc7Yd4Hs6Jf1Gp"


@pytest.fixture
def check(run: Run, harbor: str, build: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the check where everything is right."""
    monkeypatch.setenv("WAITSIDE_SECRET_KEYS", KEY)
    monkeypatch.setattr(assets, "BUILT", build)

    def check(*arguments: str) -> Said:
        return run("check", *arguments)

    return check


def line(said: Said, subject: str) -> str:
    """The line about something, without what it is about."""
    (found,) = [line for line in said.out.splitlines() if line[7:].startswith(f"{subject}: ")]
    return found.replace(f"{subject}: ", "", 1)


def test_all_is_well(check: Run) -> None:
    said = check()
    assert said.code == 0
    assert all(line.startswith("ok     ") for line in said.out.splitlines())
    subjects = ["settings", "secret keys", "open files", "database", "clinic harbor", "clock", "widget"]
    assert [line[7:].partition(":")[0] for line in said.out.splitlines()] == subjects


def test_scripts_read_the_same(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {finding["state"] for finding in check("--json").json} == {"ok"}
    monkeypatch.delenv("WAITSIDE_SECRET_KEYS")
    said = check("--json")
    assert said.code == 1
    states: dict[str, Any] = {finding["subject"]: finding["state"] for finding in json.loads(said.out)}
    assert (states["secret keys"], states["settings"], states["database"]) == ("wrong", "ok", "ok")


@pytest.mark.parametrize("keys", ["", "sesame", "changeme" * 6])
def test_weak_or_missing_keys_are_wrong(check: Run, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("WAITSIDE_SECRET_KEYS", keys)
    said = check()
    assert said.code == 1
    assert line(said, "secret keys").startswith("WRONG")
    assert "secrets.token_urlsafe" in line(said, "secret keys")
    assert not keys or keys not in said.out
    assert line(said, "settings").startswith("ok")


def test_other_settings_are_looked_at_by_themselves(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAITSIDE_PORT", "eighty")
    said = check()
    assert said.code == 1
    assert "WAITSIDE_PORT" in line(said, "settings")
    assert line(said, "secret keys").startswith("ok")


def test_each_setting_that_is_wrong_has_a_line(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PORT", "eighty"), ("GRACE_SECONDS", "0"), ("TRUSTED_PROXIES", "our proxy")):
        monkeypatch.setenv(f"WAITSIDE_{name}", value)
    said = check()
    assert said.code == 1
    wrong = [line for line in said.out.splitlines() if line.startswith("WRONG  settings: ")]
    assert [name for name in ("PORT", "GRACE", "PROXIES") if any(name in line for line in wrong)] == [
        *("PORT", "GRACE", "PROXIES")
    ]
    assert len(wrong) == 3
    assert line(said, "database").startswith("ok")


@pytest.mark.parametrize("url", ["nonsense", "sqlite:///nowhere.db"])
def test_a_database_that_is_not_there_is_wrong(check: Run, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("WAITSIDE_DATABASE_URL", url)
    said = check()
    assert said.code == 1
    assert line(said, "database").startswith("WRONG")
    assert line(said, "widget").startswith("ok")
    assert not Path("nowhere.db").exists()


def test_a_clinic_without_sites_is_worth_a_note(check: Run, run: Run) -> None:
    run("clinic", "add", "hidden", "--name", "Hidden")
    said = check()
    assert said.code == 0
    assert line(said, "clinic hidden").startswith("note")
    assert "`waitside clinic change hidden --site https://…`" in line(said, "clinic hidden")


@pytest.mark.parametrize(
    ("site", "state"),
    [
        ("http://clinic.example", "WRONG"),
        ("http://localhost.clinic.example", "WRONG"),
        ("http://localhost", "ok"),
        ("http://localhost:8001", "ok"),
        ("http://127.0.0.1:8001", "ok"),
        ("http://[::1]:8001", "ok"),
    ],
)
def test_a_site_needs_https_unless_it_is_this_machine(check: Run, run: Run, site: str, state: str) -> None:
    run("clinic", "change", "harbor", "--site", "https://clinic.example", "--site", site)
    said = check()
    assert said.code == (1 if state == "WRONG" else 0)
    assert line(said, "clinic harbor").startswith(state)


def test_no_clinic_is_worth_a_note(check: Run, run: Run) -> None:
    for room in ("dr-rivera", "dr-okafor"):
        run("room", "remove", room, "--yes")
    run("clinic", "remove", "harbor", "--yes")
    said = check()
    assert said.code == 0
    assert line(said, "clinics").startswith("note")


def test_a_clock_behind_the_newest_key_is_wrong(check: Run, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    day = 86_400_000_000_000
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + day)
    run("key", "add", "--clinic", "harbor")
    monkeypatch.setattr(time, "time_ns", lambda: now)
    said = check()
    assert said.code == 1
    assert "1440 minutes behind" in line(said, "clock")


def test_a_clock_before_the_build_is_wrong(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1)
    assert line(check(), "clock").startswith("WRONG")


def test_a_widget_that_was_not_built_is_wrong(check: Run, build: Path) -> None:
    (build / "widget.js").unlink()
    said = check()
    assert said.code == 1
    assert "make build" in line(said, "widget")


def test_too_few_open_files_are_worth_a_note(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (200, 200))
    said = check()
    assert said.code == 0
    assert line(said, "open files").startswith("note   At most 200 files may be open; 9700 are needed")
    monkeypatch.setenv("WAITSIDE_LIMIT_CONNECTIONS", "nobody")
    assert check().code == 1
