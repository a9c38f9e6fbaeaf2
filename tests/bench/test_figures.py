"""The tables, and the warnings above them."""

from pathlib import Path
from xml.etree import ElementTree

import msgspec

from tests.bench import figures
from tests.bench.picture import relay_picture
from tests.bench.results import Results, write
from tests.bench.sample import reading, results


def test_a_ratio_is_of_one_round_and_shows_least_median_and_greatest() -> None:
    table = figures.ratios(results())
    assert "| relayed messages at saturation (more is better) | 0.50 · 0.60 · 0.70 | 0.83 · 1.00 · 1.17 |" in table
    assert "| server's CPU time for a message (less is better) | 1.60 · 1.80 · 2.00 |" in table
    assert "itself (A/A)" in table


def test_a_quick_run_says_so_and_leaves_out_what_it_did_not_measure() -> None:
    report = figures.report(results())
    assert report.startswith("Quick run, a rough look. Rounds: 3.")
    assert "memory" not in report
    assert "A Processor (2 cores, 24 GiB)" in report


def test_goals_are_met_missed_or_not_measured() -> None:
    rows = {what: rest for what, *rest in figures.goals(results())}
    assert rows["relayed messages at saturation"] == ["≥ 1.1 ×", "0.50 · 0.60 · 0.70 ×", "missed, in a quick run"]
    assert rows["sent to arrived at 1,000/s, p50"] == ["≤ 1 ×", "1.00 · 1.00 · 1.00 ×", "met, in a quick run"]
    assert rows["server's memory for an idle page"] == ["≤ 18 kB", "not measured", ""]


def test_a_peer_that_is_missing_is_named_loudly() -> None:
    assert figures.not_run(results(not_run={"Bun socket.io": "npm has none."})) == [
        "**NOT RUN: Bun socket.io.** npm has none."
    ]


def test_a_server_without_a_core_of_its_own_does_not_count() -> None:
    busy = results(node=reading(20_000, 50, server_busy=0.8))
    assert figures.doubts(busy) == [
        "**Does not count.** Node socket.io: the server had 80% of its core, others had the rest."
    ]
    assert figures.doubts(results()) == []


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "relay.json"
    write(results(), file)
    assert msgspec.json.decode(file.read_bytes(), type=Results) == results()


def test_the_picture_shows_every_server_but_the_control() -> None:
    picture = relay_picture(results())
    ElementTree.fromstring(picture)
    assert ">Node socket.io<" in picture
    assert "Waitside again" not in picture
