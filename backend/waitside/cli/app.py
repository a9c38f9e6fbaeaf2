"""All commands together. Whatever is wrong is said in one line, with exit code 2."""

import sys
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer
from typer.exceptions import Abort, TyperException

from waitside.cli import checking, clinics, keys, migrating, providers, rooms, serving
from waitside.errors import OperatorError

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
for each in (serving, migrating, checking):
    cli.add_typer(each.commands)
for name, group in (("clinic", clinics), ("room", rooms), ("provider", providers), ("key", keys)):
    cli.add_typer(group.commands, name=name)


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        sys.exit(cli(prog_name="waitside", standalone_mode=False))
    except OperatorError as error:
        _fail(str(error))
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "waitside"
        said = error.format_message().rstrip(".")
        _fail(f"{said}{'' if said.endswith('?') else '.'} See {command} --help.")
    except (Abort, KeyboardInterrupt):
        _fail("Stopped.")
    except Exception as error:  # noqa: BLE001 - one line, whatever it was
        _fail(f"Something went wrong ({type(error).__name__}).")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"waitside {version('waitside')}")
        raise typer.Exit


@cli.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Waitside: the chat of a virtual waiting room."""


def _fail(line: str) -> NoReturn:
    typer.echo(f"waitside: {' '.join(line.split())}", err=True)
    sys.exit(2)
