"""The command `check`: what stands between this installation and its first patient."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from urllib.parse import urlsplit

import typer

from waitside.cli.opening import expect_newest, opened
from waitside.cli.showing import AsJson, moment, show
from waitside.errors import OperatorError
from waitside.serving import descriptors
from waitside.settings import Settings, SettingsError

if TYPE_CHECKING:
    from waitside.directory import ClinicRecord, Directory

commands = typer.Typer()

KEY_SETTINGS: Final = ("WAITSIDE_SECRET_KEYS", "WAITSIDE_SECRET_KEYS_FILE")
ANY_KEY: Final = "a key with which only the other settings are looked at"
THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
CLOCK_TOLERANCE: Final = 60_000  # ms: how far clocks of machines that share a database may be apart


class Finding(NamedTuple):
    """One line of the check: what was looked at, how it stands, and how to mend it."""

    subject: str
    state: Literal["ok", "WRONG", "note"]
    text: str


@commands.command()
def check(as_json: AsJson = False) -> None:
    """Check settings, keys, limits, database, clinics, clock and widget, a line each. Exit code 1 if any is wrong."""
    findings = [*_settings(os.environ), *asyncio.run(_database()), _widget()]
    lines = "\n".join(f"{finding.state:<5}  {finding.subject}: {finding.text}" for finding in findings)
    show([finding._asdict() | {"state": finding.state.lower()} for finding in findings], lines, as_json)
    if any(finding.state == "WRONG" for finding in findings):
        raise typer.Exit(1)


def _settings(environment: Mapping[str, str]) -> Iterator[Finding]:
    keys = {name: environment[name] for name in KEY_SETTINGS if name in environment}
    others = {name: value for name, value in environment.items() if name not in KEY_SETTINGS}
    wrong = [Finding("settings", "WRONG", line) for line in _complaints({**others, "WAITSIDE_SECRET_KEYS": ANY_KEY})]
    yield from wrong or [Finding("settings", "ok", "can be read.")]
    problem = _problem(keys)
    yield Finding("secret keys", "WRONG" if problem else "ok", str(problem or "are strong enough."))
    yield _open_files({} if wrong else others)


def _open_files(environment: Mapping[str, str]) -> Finding:
    """Whether a single address may have all that the limits allow it."""
    settings = Settings.from_environment({**environment, "WAITSIDE_SECRET_KEYS": ANY_KEY})
    shortage = descriptors.shortage(settings.allowances)
    return Finding("open files", "note" if shortage else "ok", shortage or f"{descriptors.allowed()[1]} may be open.")


def _complaints(environment: Mapping[str, str]) -> Iterator[str]:
    """A line for each variable that is not as it should be."""
    while (problem := _problem(environment)) is not None:
        yield str(problem)
        environment = {name: value for name, value in environment.items() if name != problem.variable}


def _problem(environment: Mapping[str, str]) -> SettingsError | None:
    try:
        Settings.from_environment(environment)
    except SettingsError as error:
        return error
    return None


async def _database() -> list[Finding]:
    try:
        async with opened() as directory:
            form = await expect_newest(directory)
            found = Finding("database", "ok", f"{directory.database.dialect}, of the newest form: {form}.")
            return [found, *[finding async for finding in _contents(directory)]]
    except OperatorError as error:
        return [Finding("database", "WRONG", str(error)), _clock(None)]


async def _contents(directory: "Directory") -> AsyncIterator[Finding]:
    clinics = await directory.administration.clinics()
    if not clinics:
        yield Finding("clinics", "note", "There are none yet: `waitside clinic add` makes one.")
    for clinic in clinics:
        yield _sites(clinic)
    yield _clock(max((key.created_at for key in await directory.administration.keys()), default=None))


def _sites(clinic: "ClinicRecord") -> Finding:
    subject = f"clinic {clinic.id}"
    mend = f"`waitside clinic change {clinic.id} --site https://…`"
    unsafe = [origin for origin in clinic.allowed_origins if not _is_secure(origin)]
    if unsafe:
        return Finding(subject, "WRONG", f"Browsers do not seal messages on {unsafe[0]}, as it has no https: {mend}.")
    if not clinic.allowed_origins:
        return Finding(subject, "note", f"No site may show its rooms in a frame: {mend}.")
    return Finding(subject, "ok", f"may be shown on {', '.join(clinic.allowed_origins)}.")


def _is_secure(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    return origin.startswith("https://") or host in THIS_MACHINE or host.endswith(".localhost")


def _clock(newest_key: int | None) -> Finding:
    """Whether it can be as early as the clock says: not before this version was built, or before a key was made."""
    now = time.time_ns() // 1_000_000
    behind = max(_built_at() or 0, newest_key or 0) - now
    if behind > CLOCK_TOLERANCE:
        late = f"It says {moment(now)}, which is at least {behind // 60_000} minutes behind"
        return Finding("clock", "WRONG", f"{late}: set the clock, or tokens will fail.")
    return Finding("clock", "ok", f"{moment(now)}.")


def _widget() -> Finding:
    if _built_at() is None:
        return Finding("widget", "WRONG", "It is not built, so pages have no chat: run `make build`.")
    return Finding("widget", "ok", "It is built.")


def _built_at() -> int | None:
    """When the widget was built, in milliseconds since the Unix epoch; None where it was not."""
    from waitside.web.assets import BUILT, LOADER, MANIFESTS  # noqa: PLC0415 - takes a moment to load

    if not all((BUILT / name).is_file() for name in (LOADER, *MANIFESTS)):
        return None
    return int((BUILT / MANIFESTS[0]).stat().st_mtime * 1_000)
