"""Live rooms in this process."""

from collections.abc import Callable

from waitside.waiting_room.room import Change, Instant, Room


class MemoryStore:
    """A RoomStore for a single process; gone with it."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}

    def get(self, slug: str) -> Room | None:
        """The room, or None."""
        return self._rooms.get(slug)

    def update(self, slug: str, change: Callable[[Room], Change], now: Instant) -> Change:
        """Apply the change at once: nothing else runs in between."""
        room, facts = change(self._rooms.get(slug) or Room(slug, since=now))
        self._rooms[slug] = room
        return room, facts

    def drop(self, slug: str) -> None:
        """Forget the room."""
        self._rooms.pop(slug, None)

    def slugs(self) -> list[str]:
        """The rooms somebody has been in."""
        return list(self._rooms)
