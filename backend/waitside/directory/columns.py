"""From the values that an administrator gives, checked, to the columns that keep them. Raises DirectoryError."""

from typing import Any

from waitside.directory.checks import check_clinic, check_provider, check_room, plain_email
from waitside.directory.hashing import hash_secret
from waitside.directory.pictures import picture_columns


async def clinic_columns(values: dict[str, Any], clinic_id: str | None = None) -> dict[str, Any]:
    """What `change_clinic` takes; with an id, a whole new clinic."""
    check_clinic(values, clinic_id)
    if "logo" not in values:
        return values
    rest = {field: value for field, value in values.items() if field != "logo"}
    return {**rest, **picture_columns("logo", values["logo"])}


async def room_columns(values: dict[str, Any], slug: str | None = None) -> dict[str, Any]:
    """What `change_room` takes; with a slug, a whole new room."""
    check_room(values, slug)
    if "passcode" not in values:
        return values
    passcode = values["passcode"]
    rest = {field: value for field, value in values.items() if field != "passcode"}
    return {**rest, "passcode_hash": await hash_secret(passcode) if passcode is not None else None}


async def provider_columns(values: dict[str, Any]) -> dict[str, Any]:
    """What `change_provider` takes, but the rooms."""
    check_provider(values)
    columns = {field: value for field, value in values.items() if field not in ("password", "photo")}
    if values.get("email") is not None:
        columns["email"] = plain_email(values["email"])
    if "password" in values:
        columns["password_hash"] = await hash_secret(values["password"])
    if "photo" in values:
        columns |= picture_columns("photo", values["photo"])
    return columns
