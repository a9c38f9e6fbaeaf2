"""The commands `key list|add|change|remove`."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waitside.cli.asking import Yes, expect_consent
from waitside.cli.opening import administer
from waitside.cli.showing import AsJson, moment, show, show_list

if TYPE_CHECKING:
    from waitside.directory import ApiKeyRecord

commands = typer.Typer(help="API keys: how a clinic's portal shows who it is.")

Id = Annotated[str, typer.Argument(help="The key's id, as the list has it.")]


@commands.command("list")
def list_keys(as_json: AsJson = False) -> None:
    """List the keys, without what makes them keys."""
    show_list([_shown(key) for key in administer(lambda administration: administration.keys())], as_json)


@commands.command()
def add(
    clinic: Annotated[str, typer.Option(help="The id of the clinic.")],
    label: Annotated[str, typer.Option(help="What it is for, such as portal.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make a key and print it, which happens this once."""
    key = administer(lambda administration: administration.add_key(clinic, _now(), label))
    show({"id": key.id, "clinic": clinic, "label": label, "key": key.text}, key.text, as_json)
    typer.echo(f"This is the only time that key {key.id} is shown.", err=True)


@commands.command()
def change(
    key: Id, label: Annotated[str, typer.Option(help="What it is for, such as portal.")], as_json: AsJson = False
) -> None:
    """Give a key another label."""
    changed = administer(lambda administration: administration.change_key(key, label=label))
    show(_shown(changed), f"Changed the key {key}.", as_json)


@commands.command()
def remove(key: Id, yes: Yes = False, as_json: AsJson = False) -> None:
    """Revoke a key: it counts no more, at once, and stays in the list."""
    expect_consent(f"the key {key}", yes)
    administer(lambda administration: administration.revoke_key(key, _now()))
    show({"removed": key}, f"Revoked the key {key}.", as_json)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _shown(key: "ApiKeyRecord") -> dict[str, Any]:
    return {
        "id": key.id,
        "clinic": key.clinic_id,
        "label": key.label,
        "made": moment(key.created_at),
        "revoked": moment(key.revoked_at),
    }
