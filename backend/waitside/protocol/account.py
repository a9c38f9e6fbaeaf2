"""What a provider may set for their own account. Stored per account, and in force on all of its pages."""

from typing import Annotated, Literal

import msgspec

from waitside.protocol.base import Wire

Theme = Literal["system", "light", "dark"]

Language = Annotated[str, msgspec.Meta(max_length=35, pattern=r"^[A-Za-z0-9-]*$(?!\n)")]
"""A BCP 47 language tag; empty for the browser's."""


class Alerts(Wire, frozen=True):
    """How one kind of news is told. `on` False is quiet: badges only, whatever the others say."""

    on: bool
    sound: bool
    desktop: bool
    title: bool


UndoSeconds = Literal[0, 6, 20]
"""How long the end of a visit can be undone; 0 is not at all."""


class Settings(Wire, frozen=True):
    """All that an account can set. `details`: desktop notifications may carry a patient's name and words.

    `shortcuts`: single keys do something on the provider's page.
    """

    messages: Alerts
    arrivals: Alerts
    details: bool
    theme: Theme
    language: Language
    undo_seconds: UndoSeconds = 6
    shortcuts: bool = True


DEFAULT_ALERTS = Alerts(on=True, sound=True, desktop=False, title=True)
DEFAULT_SETTINGS = Settings(
    messages=DEFAULT_ALERTS, arrivals=DEFAULT_ALERTS, details=False, theme="system", language=""
)
"""What holds until the account's owner sets something else: nothing that asks for a browser's permission."""


class AccountView(Wire, frozen=True):
    """An account, for its own pages. `password`: whether it can sign in with its e-mail and one."""

    email: str | None
    password: bool
    settings: Settings
