"""The command line. Whatever is wrong is said in one line, with exit code 2."""

import asyncio
import os
import secrets
import sys
from collections.abc import Coroutine, Mapping
from importlib.metadata import version
from typing import Annotated, Any, NoReturn

import typer
import uvloop
from typer.exceptions import Abort, TyperException

from waitside.errors import OperatorError
from waitside.logs import configure_logging
from waitside.settings import Settings

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Port = Annotated[int, typer.Option(min=1, max=65_535, help="Where the backend listens.", envvar="PORT")]
SitePort = Annotated[int, typer.Option(min=1, max=65_535, help="Where the demo clinic listens.", envvar="SITE_PORT")]


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        sys.exit(cli(standalone_mode=False))
    except OperatorError as error:
        _fail(str(error))
    except TyperException as error:
        _fail(f"{error.format_message().rstrip('.')}. See waitside --help.")
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


@cli.command()
def serve() -> None:
    """Serve, as the WAITSIDE_* variables of the environment say. See docs/settings.md."""
    settings = Settings.from_environment(os.environ)
    from waitside.running import run_server  # noqa: PLC0415 - takes a moment to load, which a mistake in the settings need not wait for

    _run(run_server(settings))


@cli.command()
def demo(port: Port = 8000, site_port: SitePort = 8001) -> None:
    """Serve a demo clinic, in memory: nothing is left behind."""
    settings = Settings.from_environment(_demo_environment(os.environ))
    from waitside.running import run_demo  # noqa: PLC0415 - as above

    _run(run_demo(settings, port=port, site_port=site_port))


def _run(work: Coroutine[Any, Any, None]) -> None:
    configure_logging()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


def _demo_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with what a demo can do without: a host, and keys, which are made up where none are set."""
    demo = {"WAITSIDE_HOST": "localhost", **environment}
    if not (demo.get("WAITSIDE_SECRET_KEYS", "").strip() or demo.get("WAITSIDE_SECRET_KEYS_FILE", "").strip()):
        demo["WAITSIDE_SECRET_KEYS"] = secrets.token_urlsafe(48)
    return demo


def _fail(line: str) -> NoReturn:
    typer.echo(f"waitside: {line}", err=True)
    sys.exit(2)
