"""API keys by the command line."""

import asyncio
import time

import pytest

from tests.cli.conftest import Run
from waitside.directory import Directory


def counts(key: str) -> bool:
    """Whether the server takes a key."""

    async def ask() -> bool:
        directory = Directory("sqlite:///test.db")
        clinic = await directory.clinic_of_key(key)
        await directory.close()
        return clinic is not None

    return asyncio.run(ask())


def test_a_key_is_shown_once_alone_on_the_output(run: Run, harbor: str) -> None:
    made = run("key", "add", "--clinic", harbor, "--label", "portal")
    key = made.out.removesuffix("\n")
    assert counts(key)
    assert "only time" in made.err and key not in made.err
    secret = key.split("_", 2)[2]
    assert secret not in run("key", "list").out + run("key", "list", "--json").out


def test_a_key_is_listed_relabelled_and_revoked(run: Run, harbor: str) -> None:
    made = run("key", "add", "--clinic", harbor, "--json").json
    assert (made["clinic"], made["label"]) == ("harbor", "")
    assert run("key", "change", made["id"], "--label", "portal", "--json").json["label"] == "portal"
    assert run("key", "remove", made["id"], "--yes", "--json").json == {"removed": made["id"]}
    assert not counts(made["key"])
    (listed,) = run("key", "list", "--json").json
    assert listed.keys() == {"id", "clinic", "label", "made", "revoked"}
    assert listed["made"] <= listed["revoked"]


def test_a_key_stays_revoked_since_it_first_was(run: Run, harbor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = run("key", "add", "--clinic", harbor, "--json").json["id"]
    revoked = []
    for seconds in (1_790_000_000, 1_790_000_060):
        monkeypatch.setattr(time, "time_ns", lambda seconds=seconds: seconds * 10**9)
        assert run("key", "remove", key, "--yes").code == 0
        revoked.append(run("key", "list", "--json").json[0]["revoked"])
    assert revoked == ["2026-09-21T14:13:20Z"] * 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("add",), "--clinic"),
        (("add", "--clinic", "nowhere"), "no such clinic"),
        (("add", "--clinic", "harbor", "--label", "x" * 81), "label"),
        (("change", "nowhere", "--label", "portal"), "no such API key"),
        (("change", "nowhere"), "--label"),
        (("remove", "nowhere", "--yes"), "no such API key"),
        (("remove", "nowhere"), "--yes"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, harbor: str, arguments: tuple[str, ...], complaint: str) -> None:
    assert complaint in run("key", *arguments).complaint
    assert run("key", "list", "--json").json == []
