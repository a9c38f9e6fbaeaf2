"""K05: no name, word or secret is anywhere on the server. `make prove-private` runs the same and keeps the report."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import BrowserContext

from e2e.privacy.canaries import Canaries, Kind, Place
from e2e.privacy.control import missed
from e2e.privacy.evidence import Evidence
from e2e.privacy.prove import Proof, prove
from e2e.privacy.report import summary, verdict, write_report
from e2e.privacy.search import Search
from e2e.privacy.server import Server
from e2e.privacy.spellings import spellings


def test_K05_no_name_no_word_and_no_secret_is_anywhere_on_the_server(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    proof = prove(tmp_path, new_context)
    assert proof.holds, summary(proof)
    report = write_report(proof, tmp_path / "report").read_text("utf-8")
    assert "## Findings\n\nNone.\n" in report
    assert not [each.text for each in proof.product.canaries.all if each.text in report]


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """A server that was never started, and a name."""
    canaries = Canaries()
    canaries.make("a name")
    return Evidence(Server(tmp_path, "passcode"), canaries)


def proof_of(evidence: Evidence, blind: tuple[str, ...] = ()) -> Proof:
    """A proof with that evidence, of the product and of the control."""
    return Proof(datetime.now(UTC), 1.0, ["Somebody came."], evidence, evidence, list(blind))


def test_K05_report_that_holds_says_so(evidence: Evidence) -> None:
    evidence.search_disk("now")
    assert {each.place for each in evidence.searches} == {Place.DATABASE, Place.FILES, Place.LOG}
    assert verdict(proof_of(evidence)) == "PASSED"


@pytest.mark.parametrize("place", Place)
def test_K05_report_of_a_name_that_was_found_says_where(evidence: Evidence, tmp_path: Path, place: Place) -> None:
    search = Search(evidence.canaries)
    searched = search.start(place, "now")
    search.look(searched, "somewhere", evidence.canaries.made[0].text.encode() * 2)
    evidence.searches.append(searched)
    proof = proof_of(evidence)
    assert verdict(proof) == "FAILED"
    line = f"a name: in the {place}, somewhere, 2 times; first now, as UTF-8, at offset 0x0"
    report = write_report(proof, tmp_path)
    assert f"## Findings\n\n- {line}\n" in report.read_text("utf-8")
    assert line in summary(proof)
    facts = msgspec.json.decode((tmp_path / "report.json").read_bytes())
    assert facts["verdict"] == "FAILED" and facts["findings"] == [line]


@pytest.mark.parametrize(
    "where", ["work/waitside.db", "work/waitside.db-wal", "work/waitside.db-journal", "work/core", "tmp/a", "home/b"]
)
def test_K05_name_in_any_file_of_the_server_is_found(evidence: Evidence, where: str) -> None:
    with (evidence.server.folder / where).open("ab") as file:
        file.write(evidence.canaries.made[0].text.encode("utf-16"))
    evidence.search_disk("now")
    assert [(hit.where, hit.spelling) for hit in evidence.wrong] == [(where, "UTF-16-LE")]


def test_K05_name_in_a_long_value_is_found_though_the_database_tears_it_apart(evidence: Evidence) -> None:
    name = evidence.canaries.made[0].text
    texts = [("x" * place + name + "x" * (4_300 - place),) for place in range(400, 600)]
    with closing(sqlite3.connect(evidence.server.folder / "work" / "waitside.db", isolation_level=None)) as database:
        database.execute("CREATE TABLE letters (text TEXT)")
        database.executemany("INSERT INTO letters VALUES (?)", texts)
    evidence.search_disk("now")
    places = [hit.where for hit in evidence.wrong if hit.canary in evidence.canaries.made]
    assert places.count("table letters") == len(texts)
    assert 0 < places.count("work/waitside.db") < len(texts), "the file has some in two parts"


def test_K05_report_without_memory_says_so_loudly(evidence: Evidence, tmp_path: Path) -> None:
    evidence.not_run = "no rights"
    proof = proof_of(evidence)
    assert verdict(proof) == "PASSED IN PART: the search of memory was NOT RUN"
    for text in (summary(proof), write_report(proof, tmp_path).read_text("utf-8")):
        assert "NOT RUN: the search of memory" in text
        assert "no rights" in text


def test_K05_control_that_finds_nothing_has_missed_every_spelling_everywhere(evidence: Evidence) -> None:
    evidence.search_disk("now")
    (name,) = (each for each in evidence.canaries.made if each.kind is Kind.PRIVATE)
    places = (Place.DATABASE, Place.FILES, Place.LOG)
    assert set(missed(evidence)) == {(name, place, way) for place in places for way in spellings(name.text)}


def test_K05_report_of_a_blind_search_fails(evidence: Evidence, tmp_path: Path) -> None:
    proof = proof_of(evidence, blind=("a name as UTF-8: not found in the control's log",))
    assert verdict(proof) == "FAILED"
    assert "It missed 1" in write_report(proof, tmp_path).read_text("utf-8")
