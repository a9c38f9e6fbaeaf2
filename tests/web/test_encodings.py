"""Which coding a client gets for what it says that it accepts."""

import pytest

from waitside.web.encodings import choose

ALL = ("br", "gzip")


@pytest.mark.parametrize(
    ("accept_encoding", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br", "br"),
        ("BR", "br"),
        ("", "identity"),
        ("identity", "identity"),
        ("zstd", "identity"),
        ("*", "br"),
        ("*;q=0.1", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0, *", "identity"),
        ("br;q=0", "identity"),
        ("br;q=0.000, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.8, gzip;q=0.5", "br"),
        ("br ; q=0.2 ,gzip;\tq=0.1", "br"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=0.5, identity", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip;q=0.5, *;q=0.7", "br"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
    ],
)
def test_the_coding_that_a_client_likes_best_is_chosen(accept_encoding: str, chosen: str) -> None:
    assert choose(accept_encoding, ALL) == chosen


@pytest.mark.parametrize(
    "accept_encoding",
    [
        "brotli",
        "gzip2",
        "xbr",
        "br;q=2",
        "br;q=x",
        "br;q=-1",
        "br;q=",
        "br;",
        "br gzip",
        "br;level=3",
        ";",
        ",,",
        "br\x00",
        "gzip;q=0.1234",
    ],
)
def test_what_is_not_well_formed_counts_as_not_mentioned(accept_encoding: str) -> None:
    assert choose(accept_encoding, ALL) == "identity"
    assert choose(f"{accept_encoding}, gzip", ALL) == "gzip"


@pytest.mark.parametrize("accept_encoding", ["*;q=0", "identity;q=0", "identity;q=0, br;q=0, gzip;q=0"])
def test_a_client_that_accepts_nothing_there_is_gets_the_plain_file(accept_encoding: str) -> None:
    assert choose(accept_encoding, ()) == "identity"


def test_only_what_is_there_is_chosen() -> None:
    assert choose("br, gzip;q=0.1", ["gzip"]) == "gzip"
    assert choose("*", ["gzip"]) == "gzip"
    assert choose("br", ["gzip"]) == "identity"
