"""What the commands `serve` and `demo` run."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from secrets import token_urlsafe
from typing import Final, NamedTuple

from waitside.app import create_app
from waitside.directory import Directory
from waitside.limits import Allowances
from waitside.seed import RIVERA_EMAIL, seed_demo
from waitside.serving import descriptors
from waitside.serving.listening import ServerError
from waitside.serving.server import Site, serve, unless_stopped
from waitside.settings import Settings
from waitside.tokens import system_clock

logger = logging.getLogger("waitside.server")

DEMO_READY: Final = """\
Harbor Street Clinic is open. In your browser:

  a patient who walks in     http://localhost:{site_port}/
  a patient from the portal  http://localhost:{site_port}/portal?patient=Ana%20Diaz
  the staff, with the queue  http://localhost:{site_port}/staff
  the console, with sign-in  http://localhost:{port}/console ({email}, password {password})
  the waiting room alone     http://localhost:{port}/r/dr-rivera

Ctrl+C stops; nothing is kept."""


async def run_server(settings: Settings) -> None:
    """Serve until told to stop. Raises OperatorError."""
    directory = Directory(settings.database_url)
    files = _OpenFiles.prepared(settings.allowances)
    fitted = replace(settings, allowances=files.allowances)
    try:
        if not await unless_stopped(directory.hold()):
            return
        await directory.migrate()
        backend = Site(create_app(fitted, directory=directory), settings.host, settings.port, "/healthz")
        ready = f"Waitside listens on port {settings.port} of {settings.host}."
        await _serve([backend], settings, files, ready, directory.watch_hold)
    finally:
        await directory.close()  # last, as it lets another server go on


async def run_demo(settings: Settings, *, port: int, site_port: int) -> None:
    """Serve the backend and a demo clinic, in memory, until told to stop. Raises OperatorError."""
    try:
        from waitside_demo import create_site  # noqa: PLC0415 - not in every installation
    except ModuleNotFoundError:
        raise ServerError("The demo clinic is not installed: pip install 'waitside[demo]'.") from None

    directory = Directory("sqlite+aiosqlite://")
    files = _OpenFiles.prepared(settings.allowances)
    fitted = replace(settings, allowances=files.allowances)
    try:
        await directory.migrate()
        password = token_urlsafe(9)
        api_key = await seed_demo(directory, site_port=site_port, now=system_clock(), password=password)
        backend = Site(create_app(fitted, directory=directory), settings.host, port, "/healthz")
        clinic = Site(create_site(backend_port=port, api_key=api_key), settings.host, site_port, "/")
        ready = DEMO_READY.format(port=port, site_port=site_port, email=RIVERA_EMAIL, password=password)
        await _serve([backend, clinic], settings, files, ready)
    finally:
        await directory.close()


class _OpenFiles(NamedTuple):
    """What an address may have open, and what to say of the limit of open files once the server is ready."""

    allowances: Allowances
    raised: str | None
    shortage: str | None

    @classmethod
    def prepared(cls, allowances: Allowances) -> "_OpenFiles":
        """Raise the limit of open files as needed, and lower the allowances where that is not enough."""
        raised, shortage = descriptors.raise_limit(descriptors.needed(allowances)), descriptors.shortage(allowances)
        soft, _ = descriptors.allowed()
        return cls(descriptors.fitting(allowances, soft), raised, shortage)


async def _serve(
    sites: Sequence[Site],
    settings: Settings,
    files: _OpenFiles,
    ready: str,
    watch: Callable[[], Awaitable[None]] | None = None,
) -> None:
    def on_ready() -> None:
        _say(ready if files.raised is None else f"{ready}\n{files.raised}")
        if files.shortage is not None:
            logger.warning(files.shortage)

    await serve(
        sites,
        trusted_proxies=settings.trusted_proxies,
        on_ready=on_ready,
        watch=watch,
        http_connections=files.allowances.http,
    )


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - whoever reads it through a pipe waits for it
