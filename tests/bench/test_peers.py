"""A small run of the benchmark: each server that needs nothing but Python is measured once."""

import os

import pytest

from tests.bench import peers
from tests.bench.figures import QUANTITIES
from tests.bench.passes import Kind
from tests.bench.rounds import Scale, kinds_of, reading

SMALL = Scale(warm_up=0.05, saturate=0.1, paced=0.1, patients=20, arrivals=20)


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="the benchmark needs two cores")
@pytest.mark.parametrize("kind", ["product", "stock"])
def test_a_server_is_measured(kind: Kind) -> None:
    measured = reading(kind, ["relay", "arrivals"], SMALL)
    assert {each.key for each in QUANTITIES} <= set(measured)
    assert measured["relayed"] > 0
    assert measured["connected"] > 0


def test_the_product_is_also_measured_against_itself() -> None:
    assert kinds_of(["node"]) == {"product": "product", "node": "node", "again": "product"}


def test_peers_that_cannot_be_installed_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "MODULES", peers.NODE_FOLDER / "nowhere")
    monkeypatch.setattr(peers, "tool", lambda name: "/bin/false")
    assert peers.install().keys() == {"node", "bun"}


def test_a_machine_without_bun_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "_install_packages", lambda: None)
    monkeypatch.setattr(peers, "BUN", peers.NODE_FOLDER / "nowhere")
    assert peers.install().keys() == {"bun"}
