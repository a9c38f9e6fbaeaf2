"""The commands `provider list|add|change|remove`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from waitside.cli.asking import InputError, Yes, ask_secret, changes_of, expect_consent, read_picture
from waitside.cli.opening import administer
from waitside.cli.showing import AsJson, show, show_list

if TYPE_CHECKING:
    from waitside.directory.administration import Administration

commands = typer.Typer(help="Providers: how they sign in, and which rooms they may enter.")

Email = Annotated[str, typer.Argument(help="The e-mail address to sign in with.")]
Known = Annotated[str, typer.Argument(help="The provider's e-mail address, or the id in the list.")]
Title = Annotated[str | None, typer.Option(help="What patients read below the name.")]
Photo = Annotated[Path | None, typer.Option(help="A PNG, JPEG or WebP of at most 64 kB.")]
Rooms = Annotated[list[str] | None, typer.Option("--room", help="A room to enter, by its slug. Repeatable.")]


@commands.command("list")
def list_providers(as_json: AsJson = False) -> None:
    """List the providers: those with an account here, and those whom portals brought."""
    show_list(administer(_shown), as_json)


@commands.command()
def add(
    email: Email,
    clinic: Annotated[str, typer.Option(help="The id of the clinic.")],
    name: Annotated[str, typer.Option(help="What patients read.")],
    title: Title = None,
    rooms: Rooms = None,
    photo: Photo = None,
    subject: Annotated[
        str | None, typer.Option(help="How the clinic's portal calls the same person; the e-mail address if not told.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a provider. The password is asked for on the terminal, or is a line of standard input."""
    picture = read_picture(photo) if photo else None
    password = ask_secret("password")

    async def work(administration: "Administration") -> list[dict[str, Any]]:
        added = await administration.add_provider(
            clinic, email, name, title or "", password=password, rooms=rooms or (), subject=subject, photo=picture
        )
        return await _shown(administration, added.id)

    show(administer(work)[0], f"Added the provider {email}.", as_json)


@commands.command()
def change(
    provider: Known,
    email: Annotated[str | None, typer.Option(help="Another e-mail address to sign in with.")] = None,
    name: Annotated[str | None, typer.Option(help="What patients read.")] = None,
    title: Title = None,
    rooms: Rooms = None,
    add_rooms: Annotated[list[str] | None, typer.Option("--add-room", help="One more room. Repeatable.")] = None,
    drop_rooms: Annotated[
        list[str] | None, typer.Option("--drop-room", help="One room less, which signs out everywhere. Repeatable.")
    ] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a new password, which signs out everywhere.")
    ] = False,
    photo: Photo = None,
    no_photo: Annotated[bool, typer.Option("--no-photo", help="Take the photo down.")] = False,
    closed: Annotated[
        bool | None, typer.Option("--closed/--open", help="Whether the account is shut, which signs out everywhere.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Change a provider. Rooms that are given with --room replace all of those before."""
    if rooms and (add_rooms or drop_rooms):
        raise InputError("--room says all rooms: it goes without --add-room and --drop-room.")
    changes = changes_of(
        {
            "email": email,
            "name": name,
            "title": title,
            "rooms": rooms or add_rooms or drop_rooms or None,
            "photo": read_picture(photo) if photo else None,
            "closed": closed,
            "password": ask_secret("password") if password else None,
        },
        {"photo": no_photo},
    )

    async def work(administration: "Administration") -> list[dict[str, Any]]:
        provider_id = await administration.provider_id(provider)
        if add_rooms or drop_rooms:
            before = (await _shown(administration, provider_id))[0]["rooms"]
            changes["rooms"] = _rooms_after(before, add_rooms or (), drop_rooms or ())
        await administration.change_provider(provider_id, **changes)
        return await _shown(administration, provider_id)

    show(administer(work)[0], f"Changed the provider {provider}.", as_json)


@commands.command()
def remove(provider: Known, yes: Yes = False, as_json: AsJson = False) -> None:
    """Close a provider's account for good, and forget whose it was."""
    expect_consent(f"the provider {provider}", yes)

    async def work(administration: "Administration") -> None:
        await administration.remove_provider(await administration.provider_id(provider))

    administer(work)
    show({"removed": provider}, f"Removed the provider {provider}.", as_json)


def _rooms_after(before: Sequence[str], added: Sequence[str], dropped: Sequence[str]) -> list[str]:
    for room in dropped:
        if room not in before:
            raise InputError(f"The provider has no room {room} to drop.")
    return [room for room in dict.fromkeys([*before, *added]) if room not in dropped]


async def _shown(administration: "Administration", only: str | None = None) -> list[dict[str, Any]]:
    """All providers but those removed, or the only one of an id, as they are printed."""
    return [
        {
            "id": provider.id,
            "clinic": provider.clinic_id,
            "email": account.email,
            "subject": provider.subject,
            "name": provider.name,
            "title": provider.title,
            "photo": provider.photo_path,
            "rooms": list(rooms),
            "closed": provider.closed,
        }
        for provider, account, rooms in await administration.providers()
        if (provider.id == only if only else provider.name or account.email or not provider.closed)
    ]
