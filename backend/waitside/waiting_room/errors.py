"""Why the waiting room refuses. The edge maps each to one error code."""


class WaitingRoomError(Exception):
    """What was asked cannot be done; the room is as before. Carries no data, so that nothing can leak from it."""


class VisitUnknown(WaitingRoomError):
    """No such visit in this room: it is over, or never was."""


class PatientLeft(WaitingRoomError):
    """The visit is over. Raised by those who remember it, which a room does not; or of one that is ending, to staff."""


class PageUnknown(WaitingRoomError):
    """No such page to write to, for this sender and visit."""


class NotAllowed(WaitingRoomError):
    """The page is not one that may do this."""


class TakenOver(WaitingRoomError):
    """Another page of the same visit is connected: this one may take the visit back, but not by itself."""


class AlreadyInCall(WaitingRoomError):
    """The page, or the visit, is in a call already: one at a time."""


class NotInCall(WaitingRoomError):
    """The visit is in no call that could be ended."""
