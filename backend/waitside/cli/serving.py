"""The commands that serve: `serve` and `demo`."""

import asyncio
import os
import secrets
from collections.abc import Coroutine, Mapping
from typing import Annotated, Any

import typer
import uvloop

from waitside.logs import configure_logging
from waitside.settings import Settings

commands = typer.Typer()

Port = Annotated[int, typer.Option(min=1, max=65_535, help="Where the backend listens.", envvar="PORT")]
SitePort = Annotated[int, typer.Option(min=1, max=65_535, help="Where the demo clinic listens.", envvar="SITE_PORT")]


@commands.command()
def serve() -> None:
    """Serve, as the WAITSIDE_* variables of the environment say. See docs/settings.md."""
    settings = Settings.from_environment(os.environ)
    from waitside.serving.running import run_server  # noqa: PLC0415 - takes a moment to load, which a mistake in the settings need not wait for

    _run(run_server(settings))


@commands.command()
def demo(port: Port = 8000, site_port: SitePort = 8001) -> None:
    """Serve a demo clinic, in memory: nothing is left behind."""
    settings = Settings.from_environment(_demo_environment(os.environ))
    from waitside.serving.running import run_demo  # noqa: PLC0415 - as above

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
