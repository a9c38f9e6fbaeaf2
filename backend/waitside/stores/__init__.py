"""Where live rooms are kept: in one process, whose loop does nothing else while a room is read or changed."""

from collections.abc import Callable
from typing import Protocol

from waitside.waiting_room.room import Change, Instant, Room


class RoomStore(Protocol):
    """Keeps live rooms by slug."""

    def get(self, slug: str) -> Room | None:
        """The room as it is now; None when nobody has been there yet."""

    def update(self, slug: str, change: Callable[[Room], Change], now: Instant) -> Change:
        """Apply a pure change and keep its result; a room not there yet begins empty, `since` now.

        `change` may be called more than once. What it raises is passed on, and the room stays as it was.
        """

    def drop(self, slug: str) -> None:
        """Forget a room; one that is not kept is no error."""

    def slugs(self) -> list[str]:
        """The rooms that are kept."""
