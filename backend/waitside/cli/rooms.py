"""The commands `room list|add|change|remove`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from waitside.cli.asking import Yes, ask_secret, changes_of, expect_consent
from waitside.cli.opening import administer
from waitside.cli.showing import AsJson, show, show_list

if TYPE_CHECKING:
    from waitside.directory import RoomRecord

commands = typer.Typer(help="Waiting rooms: who may come in, and who writes first.")

Slug = Annotated[str, typer.Argument(help="The room as it stands in addresses, such as dr-rivera.")]
Title = Annotated[str | None, typer.Option(help="What stands below the name, such as the specialty.")]
Open = Annotated[bool | None, typer.Option("--open/--closed", help="Whether patients may check in.")]
WalkIns = Annotated[
    bool | None, typer.Option("--walk-ins/--portal-only", help="Whether patients may come without a portal.")
]
Passcode = Annotated[
    bool | None,
    typer.Option(
        "--passcode/--no-passcode",
        help="Ask for the passcode that walk-ins need, on the terminal or as a line of standard input; or have none.",
    ),
]
WriteFirst = Annotated[
    bool | None,
    typer.Option(
        "--patients-write-first/--providers-write-first", help="Whether patients may write before they were written to."
    ),
]
CallLink = Annotated[str | None, typer.Option(help="Where calls happen, such as https://video.example/{call}.")]


@commands.command("list")
def list_rooms(as_json: AsJson = False) -> None:
    """List the rooms."""
    show_list([_shown(room) for room in administer(lambda administration: administration.rooms())], as_json)


@commands.command()
def add(
    room: Slug,
    clinic: Annotated[str, typer.Option(help="The id of the clinic.")],
    name: Annotated[str, typer.Option(help="What patients read: whom they wait for.")],
    title: Title = None,
    is_open: Open = None,
    walk_ins: WalkIns = None,
    passcode: Passcode = None,
    patients_write_first: WriteFirst = None,
    call_link: CallLink = None,
    as_json: AsJson = False,
) -> None:
    """Add a room: open, to walk-ins too, patients may write first, unless told otherwise."""
    values = changes_of(
        {
            "name": name,
            "title": title,
            "open": is_open,
            "walk_ins": walk_ins,
            "passcode": ask_secret("passcode") if passcode else None,
            "patients_write_first": patients_write_first,
            "call_link": call_link,
        }
    )
    added = administer(lambda administration: administration.add_room(clinic, room, **values))
    show(_shown(added), f"Added the room {room}.", as_json)


@commands.command()
def change(
    room: Slug,
    name: Annotated[str | None, typer.Option(help="What patients read: whom they wait for.")] = None,
    title: Title = None,
    is_open: Open = None,
    walk_ins: WalkIns = None,
    passcode: Passcode = None,
    patients_write_first: WriteFirst = None,
    call_link: CallLink = None,
    no_call_link: Annotated[bool, typer.Option("--no-call-link", help="Have no link for calls.")] = False,
    as_json: AsJson = False,
) -> None:
    """Change a room."""
    changes = changes_of(
        {
            "name": name,
            "title": title,
            "open": is_open,
            "walk_ins": walk_ins,
            "passcode": ask_secret("passcode") if passcode else None,
            "patients_write_first": patients_write_first,
            "call_link": call_link,
        },
        {"passcode": passcode is False, "call_link": no_call_link},
    )
    changed = administer(lambda administration: administration.change_room(room, **changes))
    show(_shown(changed), f"Changed the room {room}.", as_json)


@commands.command()
def remove(room: Slug, yes: Yes = False, as_json: AsJson = False) -> None:
    """Remove a room. Whoever is in it is shown out."""
    expect_consent(f"the room {room}", yes)
    administer(lambda administration: administration.remove_room(room))
    show({"removed": room}, f"Removed the room {room}.", as_json)


def _shown(room: "RoomRecord") -> dict[str, Any]:
    return {
        "slug": room.slug,
        "clinic": room.clinic_id,
        "name": room.name,
        "title": room.title,
        "open": room.open,
        "walk_ins": room.walk_ins,
        "passcode": room.passcode_hash is not None,
        "patients_write_first": room.patients_write_first,
        "call_link": room.call_link,
    }
