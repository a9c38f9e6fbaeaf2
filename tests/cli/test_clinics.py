"""Clinics by the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Terminal

EMERGENCY = "In an emergency call 911. Our nurse line: 555-0100"
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def test_a_clinic_is_added_listed_changed_and_removed(run: Run, tmp_path: Path) -> None:
    run("migrate")
    assert run("clinic", "list").out == "There are none yet.\n"
    (tmp_path / "logo.png").write_bytes(PNG)
    added = run(
        *("clinic", "add", "harbor", "--name", "Harbor Street Clinic", "--colour", "#1f6feb", "--logo", "logo.png"),
        *("--site", "https://www.clinic.example", "--site", "https://clinic.example"),
        *("--emergency-line", EMERGENCY, "--json"),
    ).json
    assert added | {"logo": "…"} == {
        "id": "harbor",
        "name": "Harbor Street Clinic",
        "sites": ["https://www.clinic.example", "https://clinic.example"],
        "colour": "#1f6feb",
        "logo": "…",
        "emergency_line": EMERGENCY,
    }
    assert added["logo"].startswith("/logos/harbor?v=")
    assert run("clinic", "list", "--json").json == [added]
    changed = run(
        *("clinic", "change", "harbor", "--name", "Harbor", "--site", "https://other.example"),
        *("--no-colour", "--no-logo", "--no-emergency-line", "--json"),
    ).json
    assert changed == {
        "id": "harbor",
        "name": "Harbor",
        "sites": ["https://other.example"],
        "colour": None,
        "logo": None,
        "emergency_line": None,
    }
    spoken = run("clinic", "change", "harbor", "--emergency-line", EMERGENCY[:17], "--json").json
    assert spoken == {**changed, "emergency_line": "In an emergency c"}
    assert run("clinic", "change", "harbor", "--no-site", "--json").json["sites"] == []
    assert run("clinic", "remove", "harbor", "--yes", "--json").json == {"removed": "harbor"}
    assert run("clinic", "list", "--json").json == []


def test_people_read_sentences_and_a_table(run: Run) -> None:
    run("migrate")
    assert run("clinic", "add", "harbor", "--name", "Harbor").out == "Added the clinic harbor.\n"
    assert run("clinic", "change", "harbor", "--name", "Harbor Street").out == "Changed the clinic harbor.\n"
    head, line = run("clinic", "list").out.splitlines()
    assert head.split() == ["id", "name", "sites", "colour", "logo", "emergency", "line"]
    assert line.split() == ["harbor", "Harbor", "Street", "-", "-", "-", "-"]
    assert run("clinic", "remove", "harbor", "--yes").out == "Removed the clinic harbor.\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("add", "harbor", "--name", "Again"), "already"),
        (("add", "Harbor Street", "--name", "Harbor"), "lower-case"),
        (("add", "other", "--name", ""), "name"),
        (("add", "other", "--name", "Other", "--site", "https://clinic.example/"), "site"),
        (("add", "other", "--name", "Other", "--colour", "red"), "colour"),
        (("add", "other", "--name", "Other", "--logo", "nowhere.png"), "nowhere.png"),
        (("add", "other", "--name", "Other", "--emergency-line", "9" * 161), "emergency line"),
        (("add", "other"), "--name"),
        (("change", "nowhere", "--name", "New"), "no such clinic"),
        (("change", "harbor"), "nothing to change"),
        (("change", "harbor", "--colour", "#1f6feb", "--no-colour"), "exclude"),
        (("change", "harbor", "--site", "https://clinic.example", "--no-site"), "exclude"),
        (("change", "harbor", "--name", "  "), "name"),
        (("change", "harbor", "--emergency-line", ""), "emergency line"),
        (("change", "harbor", "--emergency-line", "Call 911.\nOr us."), "emergency line"),
        (("change", "harbor", "--emergency-line", "Call \u202e911."), "emergency line"),
        (("change", "harbor", "--emergency-line", "Call 911.", "--no-emergency-line"), "exclude"),
        (("remove", "nowhere", "--yes"), "no such clinic"),
        (("remove", "harbor", "--yes"), "still has rooms"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, harbor: str, arguments: tuple[str, ...], complaint: str) -> None:
    before = run("clinic", "list").out
    assert complaint in run("clinic", *arguments).complaint
    assert run("clinic", "list").out == before


def test_a_logo_has_to_be_a_picture(run: Run, harbor: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    assert "PNG" in run("clinic", "change", harbor, "--logo", "logo.svg").complaint


def test_removing_is_asked_about(run: Run, harbor: str) -> None:
    assert "--yes" in run("room", "remove", "dr-rivera").complaint
    declined = run("room", "remove", "dr-rivera", stdin=Terminal("n\n"))
    assert (declined.code, "Stopped" in declined.err) == (2, True)
    assert len(run("room", "list", "--json").json) == 2
    assert run("room", "remove", "dr-rivera", stdin=Terminal("y\n")).code == 0
    assert len(run("room", "list", "--json").json) == 1
