"""What a waiting room should hold, in plain dictionaries: written from the rules, with none of the room's own code."""

from collections.abc import Collection
from dataclasses import dataclass, field

from waitside.waiting_room.errors import (
    AlreadyInCall,
    NotAllowed,
    NotInCall,
    PageUnknown,
    PatientLeft,
    TakenOver,
    VisitUnknown,
    WaitingRoomError,
)
from waitside.waiting_room.queue import Remembered

Refused = type[WaitingRoomError] | None


@dataclass
class Expected:
    """A room by its names. Instants in milliseconds."""

    arrivals: list[str] = field(default_factory=list)  # every visit there ever was, in order of arrival
    subjects: dict[str, str] = field(default_factory=dict)  # visit -> subject, for ever
    references: dict[str, str | None] = field(default_factory=dict)  # visit -> the newest token's, for ever
    pages: dict[str, str] = field(default_factory=dict)  # visit that is here -> its page
    calls: dict[str, str] = field(default_factory=dict)  # visit -> provider's page that holds its call
    endings: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # visit -> who may undo, until when, reason
    departed: dict[str, int] = field(default_factory=dict)  # visit -> when it left
    team: dict[str, str] = field(default_factory=dict)  # provider's page -> provider
    away: dict[str, tuple[int, bool]] = field(default_factory=dict)  # provider -> when set by hand, and to what
    idle: set[str] = field(default_factory=set)  # providers' pages, out of use
    dropped: dict[str, int] = field(default_factory=dict)  # page, of either side -> when its connection was lost
    since: int = 0  # when the room began, as far as the server remembers
    restored: bool = False  # whether visits came back by tickets, so that others may follow

    def visit_of(self, subject: str) -> str | None:
        """The visit of a subject that is here."""
        return next((visit for visit in self.pages if self.subjects[visit] == subject), None)

    def holder(self, page: str) -> str | None:
        """The visit or the provider that a page is held by, connected or not; None for a page that is free."""
        return next((visit for visit, held in self.pages.items() if held == page), None) or self.team.get(page)

    def queue(self) -> list[str]:
        """The visits that are here, in order of arrival."""
        return [visit for visit in self.arrivals if visit in self.pages]

    def arrive_as_early_as(self, visit: str, other: str) -> None:
        """A visit has the place of another one, where that is an earlier one."""
        if self.arrivals.index(other) < self.arrivals.index(visit):
            self.arrivals.remove(visit)
            self.arrivals.insert(self.arrivals.index(other), visit)

    def move(self, visit: str, page: str) -> None:
        """A visit is on this page from now on, and connected."""
        self.dropped.pop(self.pages.get(visit, ""), None)
        self.dropped.pop(page, None)
        self.pages[visit] = page

    def enter(self, page: str, claim: tuple[int, bool]) -> None:
        """A provider's page connects, in use; what it knows of away by hand counts where nothing newer is known."""
        self.away[PROVIDERS[page]] = max(claim, self.away.get(PROVIDERS[page], (0, False)))
        self.team[page] = PROVIDERS[page]
        self.idle.discard(page)
        self.dropped.pop(page, None)

    def end(self, visit: str, now: int) -> None:
        """A visit is over."""
        self.dropped.pop(self.pages.pop(visit), None)
        self.calls.pop(visit, None)
        self.endings.pop(visit, None)
        self.departed[visit] = now

    def end_within(self, visit: str, page: str, reason: str, now: int, within: int) -> None:
        """A visit is over soon; who asks again does not put that off."""
        if not within:
            self.end(visit, now)
            return
        until = now + within
        known = self.endings.get(visit)
        if known is None or until < known[1]:
            self.endings[visit] = (page, until, reason)

    def ended_by_a_call(self, page: str) -> list[str]:
        """The visits whose end comes true as a page begins a call."""
        return [
            visit
            for visit, (by, _, _) in self.endings.items()
            if by == page or self.keeps_from_calling(self.calls.get(visit), page)
        ]

    def drop_missing(self, gone: Collection[str], now: int) -> None:
        """These pages have no connection."""
        for page in {*self.pages.values(), *self.team} & set(gone):
            self.dropped.setdefault(page, now)

    def forget(self, now: int) -> None:
        """The server was killed: only what happened before remains true, nothing is known of it."""
        self.since, self.restored = now, False
        for known in (
            self.pages,
            self.calls,
            self.endings,
            self.departed,
            self.team,
            self.away,
            self.idle,
            self.dropped,
        ):
            known.clear()

    def expire(self, now: int, grace: int, memory: int) -> None:
        """Time has passed."""
        for visit in [visit for visit, (_, until, _) in self.endings.items() if until <= now]:
            self.end(visit, now)
        gone = {page for page, since in self.dropped.items() if since + grace <= now}
        for visit in [visit for visit, page in self.pages.items() if page in gone]:
            self.end(visit, now)
        for page in gone & self.team.keys():
            del self.team[page], self.dropped[page]
            self.idle.discard(page)
        self.away = {each: known for each, known in self.away.items() if each in self.team.values()}
        self.departed = {visit: left for visit, left in self.departed.items() if left + memory >= now}
        self.restored = self.restored and now < self.since + grace

    def presence(self, page: str) -> str:
        """What patients are shown of the provider behind a page."""
        provider = self.team[page]
        if any(PROVIDERS[holder] == provider for holder in self.calls.values()):
            return "on_call"
        return "away" if self.away[provider][1] or page in self.idle else "online"

    def why_not_back(self, ticket: Remembered, page: str, *, by_itself: bool) -> Refused:
        """Whether a page with a ticket is kept out: nothing but a person takes a visit from a page that has it."""
        visit = self.visit_of(ticket.subject)
        current = self.pages.get(visit or "", page)
        if by_itself and current != page and current not in self.dropped:
            return TakenOver
        return self.why_not_on(page, visit or ticket.visit_id)

    def why_not_on(self, page: str, who: str | None) -> Refused:
        """Why a visit or a provider cannot come in on a page; nobody does on a page that somebody else holds."""
        return NotAllowed if self.holder(page) not in (None, who) else None

    def why_no_visit(self, visit: str) -> Refused:
        """Why nothing can be done with a visit; None when it is here."""
        return None if visit in self.pages else VisitUnknown

    def why_no_call(self, visit: str, page: str) -> Refused:
        """Why a page cannot start a call with a visit."""
        if page not in self.team:
            return NotAllowed
        if visit in self.endings:
            return PatientLeft
        ended = self.ended_by_a_call(page)
        busy = any(self.keeps_from_calling(self.calls[each], page) for each in self.calls.keys() - ended)
        return self.why_no_visit(visit) or (AlreadyInCall if visit in self.calls or busy else None)

    def keeps_from_calling(self, holder: str | None, page: str) -> bool:
        """Whether a call that a page holds is in the way of another one: the page's own, or one left by a page gone."""
        if holder is None or PROVIDERS[holder] != PROVIDERS[page]:
            return False
        return holder == page or holder not in self.team or holder in self.dropped

    def why_not_ending(self, visit: str, page: str, within: int) -> Refused:
        """Why a page cannot end a visit so that this can be undone; it can always end it at once."""
        return PatientLeft if within and visit in self.endings and self.endings[visit][0] != page else None

    def why_no_undo(self, visit: str, page: str) -> Refused:
        """Why a page cannot undo the end of a visit."""
        refusal = self.why_no_visit(visit)
        return refusal or (NotAllowed if visit in self.endings and self.endings[visit][0] != page else None)

    def why_no_end(self, visit: str, page: str) -> Refused:
        """Why a page cannot end the call of a visit."""
        if page not in self.team:
            return NotAllowed
        if (refusal := self.why_no_visit(visit)) is not None:
            return refusal
        if visit not in self.calls:
            return NotInCall
        holder = PROVIDERS[self.calls[visit]]
        is_here = any(name == holder and each not in self.dropped for each, name in self.team.items())
        return NotAllowed if holder != self.team[page] and is_here else None

    def why_patient_may_not_write(self, sender: str, visit: str, to: str) -> Refused:
        """Why a patient's page may not write about a visit to a page."""
        if (refusal := self.why_no_visit(visit)) is not None:
            return refusal
        if self.pages[visit] != sender:
            return NotAllowed
        return None if to in self.team else PageUnknown

    def why_provider_may_not_write(self, visit: str, to: str) -> Refused:
        """Why a provider's page may not write about a visit to a page."""
        refusal = self.why_no_visit(visit)
        return refusal or (None if to in self.team or to == self.pages[visit] else PageUnknown)


PROVIDERS = {"desk": "rivera", "tablet": "rivera", "nurse-page": "nurse"}
"""Whose page is whose: a page shows one token for as long as it lives."""
