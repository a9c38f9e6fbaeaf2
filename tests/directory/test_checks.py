"""What may stand in the directory is told from what may not, before a database is asked."""

from collections.abc import Callable

import pytest

from waitside.directory import DirectoryError, checks


@pytest.mark.parametrize(
    ("check", "taken"),
    [
        (checks.check_slug, ["dr-rivera", "a", "7", "x" * 63]),
        (
            checks.check_origin,
            [
                "https://a.example",
                "http://localhost:8001",
                "http://[::1]:1",
                "https://a.example:8443",
                "http://a:65535",
            ],
        ),
        (checks.check_call_link, ["https://v.example/{call}", "http://v/{call}?a={call}", "https://{call}.v.example"]),
        (checks.check_colour, ["#1f6feb", "#ABCDEF"]),
        (checks.check_email, ["a@b.example", " A@B.EXAMPLE ", "o'neil+x@münchen.example", "x" * 244 + "@b.example"]),
        (checks.check_password, ["x" * 12, "x" * 128, "correct horse battery", "пароль пароль"]),
    ],
)
def test_what_is_well_formed_is_taken(check: Callable[[str], None], taken: list[str]) -> None:
    for text in taken:
        check(text)


@pytest.mark.parametrize(
    ("check", "refused"),
    [
        (checks.check_slug, ["", "-a", "a-", "a--b", "A", "a b", "a\n", "x" * 65, "é", "\u0661"]),
        (
            checks.check_origin,
            ["", "*", "ftp://a.example", "https://a.example/", "https://a:443", "http://a:80", "https://"],
        ),
        (
            checks.check_origin,
            ["https://a.example:65536", "https://a.example:99999", "http://[::g]", "http://[:::]", "https://A.example"],
        ),
        (
            checks.check_call_link,
            ["", "{call}", "javascript:{call}", "https://v.example", "https://[{call}", "https:///{call}"],
        ),
        (checks.check_call_link, ["https://v/{call}\n", "https://v/{call}" + "x" * 512, "https://v/{call}\ud800"]),
        (checks.check_colour, ["", "red", "#fff", "#1f6feg", "#1f6feb;", "#1f6feb\n", "#１f6feb"]),
        (
            checks.check_email,
            ["", "a", "a@b", "@b.example", "a@.", "a b@c.example", "a@b.example\0", "\ud800@b.example"],
        ),
        (checks.check_email, ["x" * 255 + "@b.example", "İ" * 125 + "@b.example"]),
        (checks.check_password, ["", "x" * 11, "x" * 129, "\ud800" * 12]),
    ],
)
def test_what_is_malformed_is_refused_in_one_line(check: Callable[[str], None], refused: list[str]) -> None:
    for text in refused:
        with pytest.raises(DirectoryError) as raised:
            check(text)
        said = str(raised.value)
        assert "\n" not in said and said.endswith("."), said
        assert len(text) < 10 or text not in said, "what was typed is not repeated"


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * 81, "two\nlines", "tab\t", "\0", "\ud800", "\u202egnirts"], ids=ascii
)
def test_a_name_is_one_line_of_text(text: str) -> None:
    with pytest.raises(DirectoryError, match="name has to be one line of 1 to 80"):
        checks.check_text("name", text, 80, shortest=1)
