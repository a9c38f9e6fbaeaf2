"""K05: the search behind `make prove-private` finds what is there, wherever and however it is written."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.privacy.canaries import Alphabet, Canaries, Kind, Place
from e2e.privacy.processes import NotAllowed, read_memory, read_open_files, stopped
from e2e.privacy.search import BLOCK, Search, Searched
from e2e.privacy.spellings import spellings

HOLDER = """
import os, sys
kept = [sys.stdin.readline().strip() * 3]
deleted = open("deleted", "w+")
deleted.write(kept[0]), deleted.flush()
os.unlink("deleted")
print("ready", flush=True)
sys.stdin.readline()
"""


def look(canaries: Canaries, content: bytes, place: Place = Place.FILES) -> Searched:
    """Search some bytes as if they were a file."""
    search = Search(canaries)
    searched = search.start(place, "now")
    search.look(searched, "content", content)
    return searched


@pytest.mark.parametrize("alphabet", Alphabet)
def test_K05_every_spelling_is_found_and_named(alphabet: Alphabet) -> None:
    canaries = Canaries()
    others = [canaries.make(f"another {number}", alphabet=alphabet) for number in range(20)]
    text = canaries.make("the one", alphabet=alphabet)
    for spelling, spelled in spellings(text).items():
        found = [(hit.canary.text, hit.spelling) for hit in look(canaries, b"before " + spelled + b" after").hits]
        assert (text, spelling) in found
        assert not [each for each, _ in found if each in others]


@pytest.mark.parametrize("at", [0, 1, BLOCK - 10, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 5, 3 * BLOCK])
def test_K05_a_text_is_found_once_wherever_blocks_begin_and_end(at: int) -> None:
    canaries = Canaries()
    spelled = canaries.make("a text").encode()
    found = look(canaries, bytes(at) + spelled + bytes(BLOCK)).hits
    assert [(hit.canary.what, hit.offset) for hit in found] == [("a text", at)]
    assert [hit.offset for hit in look(canaries, bytes(at) + spelled).hits] == [at]


def test_K05_a_piece_of_a_text_is_found() -> None:
    canaries = Canaries()
    text = canaries.make("a text")
    (hit,) = look(canaries, b"overwritten" + text[:12].encode() + b"overwritten").hits
    assert hit.canary.what == "a piece of a text"


def test_K05_a_token_counts_on_disk_and_not_in_memory() -> None:
    canaries = Canaries()
    canaries.note("a token", Kind.SECRET, "eyJ0b2tlbiI6MX0.c2lnbmF0dXJl")
    content = b"eyJ0b2tlbiI6MX0.c2lnbmF0dXJl"
    assert [hit.canary.what for hit in look(canaries, content, Place.LOG).hits] == ["a token"]
    assert look(canaries, content, Place.MEMORY).hits == []


def test_K05_nothing_is_found_where_nothing_is() -> None:
    canaries = Canaries()
    for alphabet in Alphabet:
        canaries.make("a text", alphabet=alphabet)
    assert look(canaries, Path(__file__).read_bytes() + os.urandom(1 << 20)).hits == []


@pytest.fixture
def canaries() -> Canaries:
    """Two canaries, of which the process below has one."""
    both = Canaries()
    both.make("kept", alphabet=Alphabet.EMOJI)
    both.make("unknown", alphabet=Alphabet.EMOJI)
    return both


@pytest.fixture
def holder(canaries: Canaries, tmp_path: Path) -> Iterator[int]:
    """A process that has it in a string, and in a deleted file that it has open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{canaries.made[0].text}\n".encode())
        process.stdin.flush()
        assert process.stdout.readline() == b"ready\n"
        yield process.pid
        process.kill()


def test_K05_a_process_is_searched_with_its_memory_and_its_deleted_files(
    canaries: Canaries, holder: int, tmp_path: Path
) -> None:
    with stopped(holder):
        memory = read_memory(holder)
    hits = [hit for region in memory for hit in look(canaries, region.content, Place.MEMORY).hits]
    remains = {"a piece of a text"}  # of a copy that Python has freed
    assert {hit.canary.what for hit in hits} - remains == {"kept"}
    assert {"UTF-8", "UTF-32-LE"} <= {hit.spelling for hit in hits}, "as it was read, and as Python keeps a string"
    (content,) = (content for name, content in read_open_files(holder, tmp_path) if "/deleted (" in name)
    assert content.decode() == canaries.made[0].text * 3


def test_K05_memory_that_may_not_be_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="run it on Linux"):
        read_memory(1, proc=tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotAllowed, match="ptrace_scope"):
        read_memory(os.getpid())
