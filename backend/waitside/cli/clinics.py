"""The commands `clinic list|add|change|remove`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waitside.cli.asking import InputError, Yes, changes_of, expect_consent, read_picture
from waitside.cli.opening import administer
from waitside.cli.showing import AsJson, show, show_list

if TYPE_CHECKING:
    from waitside.directory import ClinicRecord

commands = typer.Typer(help="Clinics: who may show the chat, and how it looks there.")

Id = Annotated[str, typer.Argument(help="The clinic's id, such as harbor-street.")]
Name = Annotated[str | None, typer.Option(help="What patients and staff read.")]
Sites = Annotated[
    list[str] | None,
    typer.Option("--site", help="A site that may show the chat, such as https://www.clinic.example. Repeatable."),
]
Colour = Annotated[str | None, typer.Option(help="The colour of buttons, such as #1f6feb.")]
Logo = Annotated[Path | None, typer.Option(help="A PNG, JPEG or WebP of at most 64 kB.")]
Emergency = Annotated[
    str | None,
    typer.Option("--emergency-line", help='What to do in an emergency, such as "In an emergency call 911."'),
]


@commands.command("list")
def list_clinics(as_json: AsJson = False) -> None:
    """List the clinics."""
    show_list([_shown(clinic) for clinic in administer(lambda administration: administration.clinics())], as_json)


@commands.command()
def add(
    clinic: Id,
    name: Annotated[str, typer.Option(help="What patients and staff read.")],
    sites: Sites = None,
    colour: Colour = None,
    logo: Logo = None,
    emergency: Emergency = None,
    as_json: AsJson = False,
) -> None:
    """Add a clinic. Without a site, its rooms are on Waitside's own pages only."""
    picture = read_picture(logo) if logo else None
    more = {"colour": colour, "logo": picture, "emergency_line": emergency}
    added = administer(lambda administration: administration.add_clinic(clinic, name, sites or (), **more))
    show(_shown(added), f"Added the clinic {clinic}.", as_json)


@commands.command()
def change(
    clinic: Id,
    name: Name = None,
    sites: Sites = None,
    no_site: Annotated[bool, typer.Option("--no-site", help="Let no site show the chat.")] = False,
    colour: Colour = None,
    no_colour: Annotated[bool, typer.Option("--no-colour", help="Go back to the usual colour.")] = False,
    logo: Logo = None,
    no_logo: Annotated[bool, typer.Option("--no-logo", help="Take the logo down.")] = False,
    emergency: Emergency = None,
    no_emergency: Annotated[bool, typer.Option("--no-emergency-line", help="Show no emergency line.")] = False,
    as_json: AsJson = False,
) -> None:
    """Change a clinic. Sites that are given replace all of those before."""
    if sites and no_site:
        raise InputError("--site and --no-site exclude each other.")
    picture = read_picture(logo) if logo else None
    origins = [] if no_site else sites or None
    look = {"colour": colour, "logo": picture, "emergency_line": emergency}
    changes = changes_of(
        {"name": name, "allowed_origins": origins, **look},
        {"colour": no_colour, "logo": no_logo, "emergency_line": no_emergency},
    )
    changed = administer(lambda administration: administration.change_clinic(clinic, **changes))
    show(_shown(changed), f"Changed the clinic {clinic}.", as_json)


@commands.command()
def remove(clinic: Id, yes: Yes = False, as_json: AsJson = False) -> None:
    """Remove a clinic that has no rooms, with its providers and keys."""
    expect_consent(f"the clinic {clinic} with its providers and keys", yes)
    administer(lambda administration: administration.remove_clinic(clinic))
    show({"removed": clinic}, f"Removed the clinic {clinic}.", as_json)


def _shown(clinic: "ClinicRecord") -> dict[str, Any]:
    return {
        "id": clinic.id,
        "name": clinic.name,
        "sites": list(clinic.allowed_origins),
        "colour": clinic.colour,
        "logo": clinic.logo_path,
        "emergency_line": clinic.emergency_line,
    }
