"""What commands ask for: secrets, which have no place among arguments that every process can read, and consent."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waitside.errors import OperatorError

if TYPE_CHECKING:
    from waitside.directory import Picture

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")]


class InputError(OperatorError):
    """What was asked for did not come."""


def ask_secret(what: str) -> str:
    """A password or passcode: typed twice on a terminal, else the first line of the standard input."""
    if _somebody_is_there():
        typed: str = typer.prompt(what.capitalize(), hide_input=True, confirmation_prompt=True)
        return typed
    try:
        line = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    except ValueError:
        raise InputError(f"The {what} on the standard input is not UTF-8 text.") from None
    if not line:
        raise InputError(f"The {what} is missing: type it on a terminal, or pass it as a line of standard input.")
    return line


def expect_consent(what: str, yes: bool) -> None:
    """Return if something is to be removed for good. Raises InputError where nobody can be asked."""
    if yes:
        return
    if not _somebody_is_there():
        raise InputError(f"Nothing was removed. Without a terminal to ask on, say --yes to remove {what}.")
    typer.confirm(f"Remove {what}?", abort=True, err=True)


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()  # None: a caller closed it


def read_picture(file: Path) -> "Picture":
    """The picture in a file. Raises OperatorError."""
    from waitside.directory.pictures import MAX_PICTURE, picture_of  # noqa: PLC0415 - takes a moment to load

    try:
        with file.open("rb") as opened:
            return picture_of(opened.read(MAX_PICTURE + 1))
    except OSError:
        raise InputError(f"The picture {file} cannot be read.") from None


def changes_of(given: Mapping[str, Any], taken_off: Mapping[str, bool | None] | None = None) -> dict[str, Any]:
    """What is to be changed: the values that were `given`, and None for those to be `taken_off`.

    Raises InputError when there is nothing, which is a slip, or when one is to be both set and taken off.
    """
    changes = {name: value for name, value in given.items() if value is not None}
    off = [name for name, wanted in (taken_off or {}).items() if wanted]
    for name in off:
        if name in changes:
            option = name.replace("_", "-")
            raise InputError(f"--{option} and --no-{option} exclude each other.")
    if not changes and not off:
        raise InputError("There is nothing to change: say what, as --help shows.")
    return {**changes, **dict.fromkeys(off)}
