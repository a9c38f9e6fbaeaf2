"""Who may write to whom. On the path of every message: look-ups only."""

from waitside.waiting_room.errors import NotAllowed, PageUnknown
from waitside.waiting_room.room import Room


def check_patient_may_write(room: Room, sender: str, visit_id: str, to: str) -> None:
    """The page of a visit writes to any page of a provider of the room.

    Raises VisitUnknown, NotAllowed (not the page of that visit, or no longer), PageUnknown.
    """
    if room.visit(visit_id).page.id != sender:
        raise NotAllowed
    if to not in room.team:
        raise PageUnknown


def check_provider_may_write(room: Room, visit_id: str, to: str) -> None:
    """A provider writes to the page of a visit in the room, or about that visit to a colleague's page.

    Raises VisitUnknown, PageUnknown.
    """
    if room.visit(visit_id).page.id != to and to not in room.team:
        raise PageUnknown
