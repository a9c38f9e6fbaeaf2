"""Rooms by the command line."""

import asyncio

import pytest

from tests.cli.conftest import Run
from waitside.directory import Directory
from waitside.directory.hashing import secret_fits


def passcode_fits(passcode: str, room: str) -> bool:
    """Whether a passcode opens a room."""

    async def ask() -> bool:
        directory = Directory("sqlite:///test.db")
        found = await directory.room(room)
        await directory.close()
        assert found is not None and found.passcode_hash is not None
        return await secret_fits(passcode, found.passcode_hash)

    return asyncio.run(ask())


def test_a_room_is_as_it_is_told_to_be(run: Run, harbor: str) -> None:
    added = run(
        *("room", "add", "dr-tanaka", "--clinic", harbor, "--name", "Dr. Kenji Tanaka", "--title", "Dermatology"),
        *("--closed", "--portal-only", "--passcode", "--providers-write-first"),
        *("--call-link", "https://video.example/{call}", "--json"),
        stdin="471147\n",
    ).json
    assert added == {
        "slug": "dr-tanaka",
        "clinic": "harbor",
        "name": "Dr. Kenji Tanaka",
        "title": "Dermatology",
        "open": False,
        "walk_ins": False,
        "passcode": True,
        "patients_write_first": False,
        "call_link": "https://video.example/{call}",
    }
    assert passcode_fits("471147", "dr-tanaka")
    changed = run(
        *("room", "change", "dr-tanaka", "--name", "Dr. Tanaka", "--title", "", "--open", "--walk-ins"),
        *("--no-passcode", "--patients-write-first", "--no-call-link", "--json"),
    ).json
    assert changed == {
        "slug": "dr-tanaka",
        "clinic": "harbor",
        "name": "Dr. Tanaka",
        "title": "",
        "open": True,
        "walk_ins": True,
        "passcode": False,
        "patients_write_first": True,
        "call_link": None,
    }
    assert changed in run("room", "list", "--json").json
    assert run("room", "remove", "dr-tanaka", "--yes", "--json").json == {"removed": "dr-tanaka"}
    assert "dr-tanaka" not in run("room", "list").out


def test_a_change_leaves_the_rest_alone(run: Run, harbor: str) -> None:
    run("room", "change", "dr-rivera", "--passcode", "--closed", stdin="471147\n")
    changed = run("room", "change", "dr-rivera", "--open", "--json").json
    assert (changed["open"], changed["passcode"], changed["name"]) == (True, True, "Dr. Elena Rivera")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("add", "dr-rivera", "--clinic", "harbor", "--name", "Again"), "already"),
        (("add", "dr-new", "--clinic", "nowhere", "--name", "New"), "no such clinic"),
        (("add", "Dr New", "--clinic", "harbor", "--name", "New"), "slug"),
        (("add", "dr-new", "--clinic", "harbor", "--name", "x" * 81), "name"),
        (("add", "dr-new", "--clinic", "harbor", "--name", "New", "--call-link", "javascript:{call}"), "call link"),
        (("add", "dr-new", "--clinic", "harbor", "--name", "New", "--passcode"), "passcode is missing"),
        (("add", "dr-new", "--name", "New"), "--clinic"),
        (("change", "nowhere", "--open"), "no such room"),
        (("change", "dr-rivera"), "nothing to change"),
        (("remove", "nowhere", "--yes"), "no such room"),
    ],
)
def test_what_cannot_be_done_is_one_line(run: Run, harbor: str, arguments: tuple[str, ...], complaint: str) -> None:
    before = run("room", "list").out
    assert complaint in run("room", *arguments).complaint
    assert run("room", "list").out == before
