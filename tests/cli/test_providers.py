"""Providers by the command line."""

import asyncio
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Terminal
from waitside.directory import Directory, ProviderRecord

EMAIL = "rivera@clinic.example"
PASSWORD = "correct horse battery"
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def signed_in(email: str, password: str) -> ProviderRecord | None:
    """Whoever comes in with an e-mail address and a password."""

    async def ask() -> ProviderRecord | None:
        directory = Directory("sqlite:///test.db")
        found = await directory.accounts.signing_in(email, password)
        await directory.close()
        return found

    return asyncio.run(ask())


@pytest.fixture
def rivera(run: Run, harbor: str) -> str:
    """The e-mail address of a provider who may enter dr-rivera."""
    arguments = ("provider", "add", EMAIL, "--clinic", harbor, "--name", "Dr. Elena Rivera", "--room", "dr-rivera")
    assert run(*arguments, stdin=f"{PASSWORD}\n").out == f"Added the provider {EMAIL}.\n"
    return EMAIL


def test_a_provider_is_added_with_everything(run: Run, harbor: str, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PNG)
    added = run(
        *("provider", "add", "Patel@Clinic.example", "--clinic", harbor, "--name", "Nurse Patel"),
        *("--title", "Triage nurse", "--room", "dr-rivera", "--room", "dr-okafor"),
        *("--photo", "photo.png", "--subject", "nurse-patel", "--json"),
        stdin=f"{PASSWORD}\n",
    ).json
    assert added | {"id": "…", "photo": "…"} == {
        "id": "…",
        "clinic": "harbor",
        "email": "patel@clinic.example",
        "subject": "nurse-patel",
        "name": "Nurse Patel",
        "title": "Triage nurse",
        "photo": "…",
        "rooms": ["dr-okafor", "dr-rivera"],
        "closed": False,
    }
    assert added["photo"].startswith(f"/photos/{added['id']}?v=")
    assert run("provider", "list", "--json").json == [added]
    assert signed_in("patel@clinic.example", PASSWORD) is not None


def test_a_provider_is_changed(run: Run, rivera: str, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PNG)
    changed = run(
        *("provider", "change", rivera, "--name", "Dr. Rivera", "--title", "Family medicine", "--password"),
        *("--email", "elena@clinic.example", "--photo", "photo.png", "--json"),
        stdin="another long password\n",
    ).json
    assert (changed["name"], changed["title"], changed["email"]) == (
        "Dr. Rivera",
        "Family medicine",
        "elena@clinic.example",
    )
    assert changed["photo"] is not None
    assert changed["rooms"] == ["dr-rivera"]
    assert signed_in("elena@clinic.example", "another long password") is not None
    assert signed_in("elena@clinic.example", PASSWORD) is None
    assert run("provider", "change", changed["id"], "--no-photo", "--json").json["photo"] is None


def test_rooms_are_set_added_and_dropped(run: Run, rivera: str) -> None:
    def rooms(*arguments: str) -> object:
        return run("provider", "change", rivera, *arguments, "--json").json["rooms"]

    assert rooms("--add-room", "dr-okafor") == ["dr-okafor", "dr-rivera"]
    assert rooms("--drop-room", "dr-rivera") == ["dr-okafor"]
    assert rooms("--drop-room", "dr-okafor") == []
    assert rooms("--room", "dr-rivera", "--room", "dr-okafor") == ["dr-okafor", "dr-rivera"]
    assert rooms("--room", "dr-rivera") == ["dr-rivera"]


def test_a_closed_account_is_shut_until_it_is_opened(run: Run, rivera: str) -> None:
    assert run("provider", "change", rivera, "--closed", "--json").json["closed"]
    assert signed_in(rivera, PASSWORD) is None
    assert not run("provider", "change", rivera, "--open", "--json").json["closed"]
    assert signed_in(rivera, PASSWORD) is not None


def test_a_removed_provider_is_in_no_list_and_can_be_added_again(run: Run, rivera: str) -> None:
    assert run("provider", "remove", rivera, "--yes", "--json").json == {"removed": rivera}
    assert run("provider", "list", "--json").json == []
    assert signed_in(rivera, PASSWORD) is None
    again = ("provider", "add", rivera, "--clinic", "harbor", "--name", "Dr. Elena Rivera")
    assert run(*again, stdin=f"{PASSWORD}\n").code == 0
    assert signed_in(rivera, PASSWORD) is not None


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("add", EMAIL, "--clinic", "harbor", "--name", "Again"), "already"),
        (("add", "new@clinic.example", "--clinic", "nowhere", "--name", "New"), "no such clinic"),
        (("add", "new@clinic.example", "--clinic", "harbor", "--name", "New", "--room", "nowhere"), "no room nowhere"),
        (("add", "new@clinic.example", "--clinic", "harbor", "--name", ""), "name"),
        (("add", "new@clinic.example", "--clinic", "harbor", "--name", "New", "--title", "x" * 81), "title"),
        (("add", "new@clinic.example", "--clinic", "harbor", "--name", "New", "--photo", "none.png"), "none.png"),
        (("add", "nonsense", "--clinic", "harbor", "--name", "New"), "e-mail"),
        (("add", "new@clinic.example", "--name", "New"), "--clinic"),
        (("change", "nobody@clinic.example", "--name", "New"), "no such provider"),
        (("change", EMAIL), "nothing to change"),
        (("change", EMAIL, "--name", " "), "name"),
        (("change", EMAIL, "--name", "New", "--room", "nowhere"), "no room nowhere"),
        (("change", EMAIL, "--drop-room", "dr-okafor"), "no room dr-okafor"),
        (("change", EMAIL, "--room", "dr-okafor", "--add-room", "dr-rivera"), "--add-room"),
        (("remove", "nobody@clinic.example", "--yes"), "no such provider"),
        (("remove", EMAIL), "--yes"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, rivera: str, arguments: tuple[str, ...], complaint: str) -> None:
    before = run("provider", "list").out
    assert complaint in run("provider", *arguments, stdin=f"{PASSWORD}\n").complaint
    assert run("provider", "list").out == before


@pytest.mark.parametrize(("stdin", "complaint"), [("", "missing"), ("short\n", "12 to 128"), ("x" * 129, "12 to 128")])
def test_a_password_has_to_be_one(run: Run, harbor: str, stdin: str, complaint: str) -> None:
    arguments = ("provider", "add", EMAIL, "--clinic", harbor, "--name", "Dr. Elena Rivera")
    assert complaint in run(*arguments, stdin=stdin).complaint


def test_a_standard_input_that_is_closed_is_one_line(run: Run, rivera: str) -> None:
    assert "password is missing" in run("provider", "change", rivera, "--password", stdin=None).complaint
    assert "--yes" in run("provider", "remove", rivera, stdin=None).complaint


def test_a_password_is_typed_twice_on_a_terminal(run: Run, harbor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, "a slip of the finger", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: next(typed))
    arguments = ("provider", "add", EMAIL, "--clinic", harbor, "--name", "Dr. Elena Rivera")
    added = run(*arguments, stdin=Terminal())
    assert added.code == 0
    assert PASSWORD not in added.out + added.err
    assert signed_in(EMAIL, PASSWORD) is not None
