"""What commands print: a sentence or a table for people, JSON for scripts."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def show(values: object, said: str, as_json: bool) -> None:
    """Print what was done: as a sentence, or as JSON."""
    typer.echo(json.dumps(values, ensure_ascii=False) if as_json else said)


def show_list(rows: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Print rows of the same columns: as a table, or as a JSON array of objects."""
    show(rows, _table(rows) if rows else "There are none yet.", as_json)


def moment(milliseconds: int | None) -> str | None:
    """A time since the Unix epoch in ISO 8601, UTC, to the second."""
    return None if milliseconds is None else f"{datetime.fromtimestamp(milliseconds // 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    head = [column.replace("_", " ") for column in rows[0]]
    lines = [head, *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _cell(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value)) or "-"
        case None | "":
            return "-"
        case _:
            return str(value)
