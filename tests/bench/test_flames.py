"""The table of a profile, from a flame graph as py-spy draws it."""

import pytest

from tests.bench.flames import read


def frame(name: str, level: int, x: int, samples: int) -> str:
    """A box of the graph."""
    title = f"<title>{name} ({samples:,} samples, 12.34%)</title>"
    place = f'y="{68 + 16 * level}" width="2.0%" height="15" fill="rgb(1,2,3)" fg:x="{x}" fg:w="{samples}"'
    return f'<g>{title}<rect x="1.0000%" {place}/></g>'


def test_own_and_total_time_of_functions() -> None:
    graph = (
        frame("main (a.py)", 0, 0, 1_200)
        + frame("&lt;listcomp&gt; (a.py)", 1, 0, 700)
        + frame("main (a.py)", 2, 100, 300)
        + frame("write (b.py)", 1, 700, 400)
        + frame("write (b.py)", 3, 150, 50)
    )
    profile = read(graph)
    assert profile.samples == 1_200
    assert profile.own == {"main (a.py)": 100 + 250, "<listcomp> (a.py)": 400, "write (b.py)": 400 + 50}
    assert profile.total == {"main (a.py)": 1_200, "<listcomp> (a.py)": 700, "write (b.py)": 450}
    assert profile.table().splitlines()[1] == " 37.5%  37.5%  write (b.py)"


def test_an_idle_server_has_no_profile() -> None:
    with pytest.raises(ValueError, match="did nothing"):
        read("<svg></svg>")
