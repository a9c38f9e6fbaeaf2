"""Logs: one line a record, never an exception's text."""

import logging
import sys

import pytest

from waitside.logs import OneLine, configure_logging


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    """A record as the logging module makes it."""
    info = (type(error), error, error.__traceback__) if error is not None else None
    return logging.LogRecord("some.library", logging.ERROR, __file__, 1, message, arguments, info)


def test_of_an_exception_only_its_type_is_logged() -> None:
    try:
        raise ValueError("canary")
    except ValueError as error:
        line = OneLine().format(record("it broke", error=error))
    assert line.endswith("ERROR some.library: it broke (ValueError)")


def test_a_record_stays_on_its_line() -> None:
    assert OneLine().format(record("one\n%s", "two\r\nthree")).endswith("one two three")


def test_a_stack_is_left_out() -> None:
    with_stack = record("it broke")
    with_stack.stack_info = "canary"
    assert "canary" not in OneLine().format(with_stack)


def test_other_handlers_still_see_the_exception() -> None:
    broken = record("it broke", error=ValueError("x"))
    OneLine().format(broken)
    assert broken.exc_info is not None


def test_only_warnings_and_worse_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        configure_logging()
        root.handlers[0].setStream(sys.stderr)  # type: ignore[attr-defined]
        logging.getLogger("some.library").info("canary")
        logging.getLogger("some.library").warning("careful")
    finally:
        root.handlers[:], root.level = before
    err = capsys.readouterr().err
    assert "careful" in err and "canary" not in err
