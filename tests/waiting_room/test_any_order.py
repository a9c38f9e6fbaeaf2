"""Patients and providers who do anything, in any order, before and after the server was killed.

`WAITSIDE_EXAMPLES`: how many stories to try. Where it is set they are new each time, else always the same.
"""

import os
from collections.abc import Callable, Sequence

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.waiting_room.expected import PROVIDERS, Expected, Refused
from tests.waiting_room.facts import certain_places, check_facts, contents, places, refusal_of
from waitside.waiting_room import calls, endings, grace, queue, rights, team
from waitside.waiting_room.errors import NotAllowed
from waitside.waiting_room.queue import Arrival, Remembered
from waitside.waiting_room.room import (
    NEVER_SET,
    Away,
    AwaySet,
    Change,
    Departure,
    Fact,
    Page,
    PageChanged,
    Room,
    VisitChanged,
    VisitLeft,
)

EXAMPLES = int(os.environ.get("WAITSIDE_EXAMPLES", "300"))
STEPS = 40
GRACE = 45_000
MEMORY = 600_000  # also the life of a ticket
RESTART_TAKES = 1_000  # more than two who arrive in one millisecond are apart

SUBJECTS = ("ana", "ben", "cy", "dee")
PATIENT_PAGES = {page: page.partition("-")[0] for subject in SUBJECTS for page in (f"{subject}-1", f"{subject}-2")}
NOBODY = "nobody"
ANY_PAGE = (*PATIENT_PAGES, *PROVIDERS, NOBODY)

subjects = st.sampled_from(SUBJECTS)
pages = st.sampled_from([*PATIENT_PAGES, *PROVIDERS])
patient_pages = st.sampled_from(list(PATIENT_PAGES))
provider_pages = st.sampled_from(list(PROVIDERS))
acting_pages = st.sampled_from([*PROVIDERS, *PROVIDERS, "ana-1", NOBODY])
reasons: st.SearchStrategy[Departure] = st.sampled_from(["left", "removed"])
references = st.sampled_from([None, "HSC-1", "HSC-2"])
picks = st.integers(0, 99)


class AnyOrder(RuleBasedStateMachine):
    """A room, and beside it what it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_790_000_000_000
        self.room = Room("dr-rivera", since=self.now)
        self.expected = Expected(since=self.now)
        self.tickets: dict[str, tuple[Remembered, int]] = {}  # page -> what its newest ticket says, signed when
        self.known: dict[str, Away] = {}  # provider's page -> what it was told last of away by hand

    # What happens

    @initialize()
    def opens(self) -> None:
        """Begin where things can happen: with somebody on both sides."""
        for page in ("desk", "nurse-page"):
            self.provider_enters(page)
        for page in ("ana-1", "ben-1"):
            self.arrives(page, None)

    @rule(page=patient_pages, reference=references)
    def arrives(self, page: str, reference: str | None) -> None:
        self.arrives_on_a_page(PATIENT_PAGES[page], page, reference)

    @rule(subject=subjects, page=pages, reference=references)
    def arrives_on_a_page(self, subject: str, page: str, reference: str | None) -> None:
        """Which may be another's own, of either side."""
        expected = self.expected
        visit = expected.visit_of(subject)
        fresh = f"visit-{len(expected.arrivals)}"
        refusal = expected.why_not_on(page, visit)
        self.change(
            lambda room: queue.arrive(room, Arrival(fresh, subject, reference), Page(page, "key", self.now), self.now),
            refusal,
            repeats=True,
        )
        if refusal is not None:
            return
        if visit is None:
            expected.arrivals.append(fresh)
            expected.subjects[fresh] = subject
        expected.references[visit or fresh] = reference
        expected.move(visit or fresh, page)

    @precondition(lambda self: self.tickets)
    @rule(pick=picks, elsewhere=st.none() | pages, by_itself=st.booleans())
    def comes_back(self, pick: int, elsewhere: str | None, by_itself: bool) -> None:
        """A page, the same or another one, shows the ticket that it has kept."""
        kept_by, (ticket, signed_at) = list(self.tickets.items())[pick % len(self.tickets)]
        if signed_at + MEMORY < self.now or ticket.visit_id in self.expected.departed:
            return  # rooms do not remember those who left: whoever asks for the change does
        page = elsewhere or kept_by
        expected = self.expected
        refusal = expected.why_not_back(ticket, page, by_itself=by_itself)
        fresh = Page(page, "key", self.now)
        self.change(
            lambda room: queue.come_back(room, ticket, fresh, by_itself=by_itself, grace=GRACE), refusal, repeats=True
        )
        if refusal is not None:
            return
        visit = expected.visit_of(ticket.subject)  # who has come in anew meanwhile stays that one visit
        expected.move(visit or ticket.visit_id, page)
        if visit is not None:
            expected.arrive_as_early_as(visit, ticket.visit_id)
        if visit is None:
            expected.references[ticket.visit_id] = ticket.reference
            expected.restored = expected.restored or self.now < expected.since + GRACE
        if visit is None and ticket.call is not None and ticket.call.page not in expected.calls.values():
            expected.calls[ticket.visit_id] = ticket.call.page

    @rule(pick=picks, replaced=st.none() | pages)
    def loses_connection(self, pick: int, replaced: str | None) -> None:
        """The page of a visit does, or, too late to matter, one that it has replaced."""
        visit = self.some_visit(pick)
        page = replaced or self.expected.pages.get(visit, NOBODY)
        self.change(lambda room: queue.drop(room, visit, page, self.now))
        if self.expected.pages.get(visit) == page:
            self.expected.dropped.setdefault(page, self.now)

    @rule(gone=st.sets(st.sampled_from(ANY_PAGE)))
    def sweep_finds_pages_without_connection(self, gone: set[str]) -> None:
        self.change(lambda room: grace.drop_missing(room, lambda page: page not in gone, self.now))
        self.expected.drop_missing(gone, self.now)

    @rule(pick=picks, reason=reasons)
    def leaves(self, pick: int, reason: Departure) -> None:
        visit = self.some_visit(pick)
        refusal = self.expected.why_no_visit(visit)
        self.change(lambda room: queue.leave(room, visit, reason, self.now), refusal)
        if refusal is None:
            self.expected.end(visit, self.now)

    @rule(page=provider_pages)
    def provider_enters(self, page: str) -> None:
        refusal = self.provider_enters_on_a_page(PROVIDERS[page], page)
        if refusal is None:
            known = self.known.get(page, NEVER_SET)
            self.expected.enter(page, (known.at, known.away))
            self.known[page] = self.room.team[page].by_hand

    def provider_enters_on_a_page(self, provider: str, page: str) -> Refused:
        refusal = self.expected.why_not_on(page, provider)
        entry, known = Page(page, "key", self.now), self.known.get(page, NEVER_SET)
        self.change(lambda room: team.enter(room, provider, entry, known), refusal, repeats=True)
        return refusal

    @precondition(lambda self: self.expected.team or self.expected.pages)
    @rule(pick=picks, provider=st.sampled_from(["rivera", "nurse", "stranger"]))
    def provider_tries_a_page_of_another(self, pick: int, provider: str) -> None:
        held = [*self.expected.pages.values(), *self.expected.team]
        page = held[pick % len(held)]
        if self.expected.holder(page) != provider:
            assert self.provider_enters_on_a_page(provider, page) is NotAllowed

    @rule(page=provider_pages)
    def provider_loses_connection(self, page: str) -> None:
        self.change(lambda room: team.drop(room, page, self.now))
        if page in self.expected.team:
            self.expected.dropped.setdefault(page, self.now)

    @rule(page=acting_pages, away=st.booleans())
    def sets_away(self, page: str, away: bool) -> None:
        expected = self.expected
        refusal = None if page in expected.team else NotAllowed
        self.change(lambda room: team.set_away(room, page, away=away, now=self.now), refusal, repeats=True)
        if refusal is None:
            before, _ = expected.away[PROVIDERS[page]]
            expected.away[PROVIDERS[page]] = (max(self.now, before + 1), away)

    @rule(page=acting_pages, idle=st.booleans())
    def looks_away(self, page: str, idle: bool) -> None:
        refusal = None if page in self.expected.team else NotAllowed
        self.change(lambda room: team.set_idle(room, page, idle=idle), refusal)
        if refusal is None:
            (self.expected.idle.add if idle else self.expected.idle.discard)(page)

    @rule(pick=picks, page=acting_pages)
    def starts_a_call(self, pick: int, page: str) -> None:
        visit = self.some_visit(pick)
        refusal = self.expected.why_no_call(visit, page)
        self.change(lambda room: calls.start_call(room, visit, page, f"call-{self.now}", self.now), refusal)
        if refusal is None:
            for ended in self.expected.ended_by_a_call(page):
                self.expected.end(ended, self.now)
            self.expected.calls[visit] = page

    @rule(pick=picks, page=acting_pages)
    def ends_a_call(self, pick: int, page: str) -> None:
        self.ends_a_call_within(pick, page, 0)

    @rule(pick=picks, page=acting_pages, within=st.sampled_from([6_000, 20_000]))
    def ends_a_call_within(self, pick: int, page: str, within: int) -> None:
        """Which can be undone meanwhile."""
        visit = self.some_visit(pick)
        expected = self.expected
        refusal = expected.why_no_end(visit, page) or expected.why_not_ending(visit, page, within)
        self.change(lambda room: calls.end_call(room, visit, page, self.now, within), refusal)
        if refusal is None:
            expected.end_within(visit, page, "call_ended", self.now, within)

    @rule(pick=picks, page=acting_pages, within=st.sampled_from([0, 6_000, 20_000]))
    def removes(self, pick: int, page: str, within: int) -> None:
        visit = self.some_visit(pick)
        expected = self.expected
        refusal = expected.why_no_visit(visit) or expected.why_not_ending(visit, page, within)
        self.change(lambda room: endings.end(room, visit, page, "removed", self.now, within), refusal)
        if refusal is None:
            expected.end_within(visit, page, "removed", self.now, within)

    @rule(pick=picks, page=acting_pages)
    def undoes(self, pick: int, page: str) -> None:
        visit = self.some_visit(pick)
        refusal = self.expected.why_no_undo(visit, page)
        self.change(lambda room: endings.undo(room, visit, page), refusal)
        if refusal is None:
            self.expected.endings.pop(visit, None)

    @rule(later=st.sampled_from([1, 5_999, 6_000, GRACE - 1, GRACE, MEMORY]))
    def time_passes(self, later: int) -> None:
        self.now += later
        self.change(lambda room: grace.expire(room, self.now, grace=GRACE, memory=MEMORY))
        self.expected.expire(self.now, GRACE, MEMORY)
        if self.room.is_empty:
            self.server_forgets()

    @precondition(lambda self: len(self.expected.pages) > 1)
    @rule()
    def server_is_killed(self) -> None:
        self.now += RESTART_TAKES
        self.server_forgets()

    # What must be so, whatever happened

    @invariant()
    def visits_are_as_expected_and_in_order_of_arrival(self) -> None:
        expected, visits = self.expected, self.room.visits
        assert list(visits) == expected.queue()
        assert {each: visit.subject for each, visit in visits.items()} == {v: expected.subjects[v] for v in visits}
        assert {each: visit.reference for each, visit in visits.items()} == {v: expected.references[v] for v in visits}
        assert {each: visit.page.id for each, visit in visits.items()} == expected.pages
        assert {each: visit.call.page for each, visit in visits.items() if visit.call} == expected.calls
        endings = {each: visit.ending for each, visit in visits.items() if visit.ending}
        assert {v: (each.page, each.until, each.reason) for v, each in endings.items()} == expected.endings
        waiting = [visit for visit in expected.queue() if visit not in expected.calls]
        in_order = {visit: place for place, visit in enumerate(waiting, start=1)}
        assert places(self.room) == in_order
        assert certain_places(self.room) == ({} if expected.restored else in_order)

    @invariant()
    def an_empty_room_holds_nothing(self) -> None:
        expected = self.expected
        assert self.room.departed_at == max(expected.departed.values(), default=None)
        assert self.room.is_empty == (not (expected.pages or expected.team or expected.departed))

    @invariant()
    def visits_are_found_by_all_that_is_known_of_them(self) -> None:
        found, visits = self.room.visits, list(self.room.visits.values())
        assert [found.by_subject.get(each.subject) for each in visits] == visits
        assert [found.by_page.get(each.page.id) for each in visits] == visits
        assert found.in_call == {each.id: each for each in visits if each.call}
        assert found.ending == {each.id: each for each in visits if each.ending}
        assert found.disconnected == {each.id: each for each in visits if not each.page.connected}
        gone = {*PATIENT_PAGES, *PROVIDERS} - {each.page.id for each in visits}
        assert not any(found.by_page.get(page) for page in gone)

    @invariant()
    def nobody_is_there_twice(self) -> None:
        subjects = [visit.subject for visit in self.room.visits.values()]
        holders = [visit.call.page for visit in self.room.visits.values() if visit.call]
        assert len(subjects) == len(set(subjects))
        assert len(holders) == len(set(holders))

    @invariant()
    def team_is_as_expected(self) -> None:
        expected, room = self.expected, self.room
        assert {page: member.provider for page, member in room.team.items()} == expected.team
        shown = {page: team.presence(room, member) for page, member in room.team.items()}
        assert shown == {page: expected.presence(page) for page in expected.team}
        by_hand = {page: (member.by_hand.at, member.by_hand.away) for page, member in room.team.items()}
        assert by_hand == {page: expected.away[provider] for page, provider in expected.team.items()}
        here = {page: member.by_hand for page, member in room.team.items() if member.page.connected}
        assert here.items() <= self.known.items(), "every page knows what it has to assert"
        pages = [visit.page for visit in room.visits.values()] + [member.page for member in room.team.values()]
        assert {page.id: page.dropped_at for page in pages if not page.connected} == expected.dropped

    @invariant()
    def only_those_write_who_may(self) -> None:
        for visit in (*self.expected.pages, *self.expected.arrivals[-2:], NOBODY):
            own = self.expected.pages.get(visit, NOBODY)
            for page in ANY_PAGE:
                self.check_rights(visit, sender=page, to="desk")
                self.check_rights(visit, sender=own, to=page)

    # How it is done

    def server_forgets(self) -> None:
        """The room begins anew."""
        self.room = Room("dr-rivera", since=self.now)
        self.expected.forget(self.now)

    def check_rights(self, visit: str, *, sender: str, to: str) -> None:
        """Compare who may write with who should."""
        expected, room = self.expected, self.room
        by_patient = refusal_of(lambda: rights.check_patient_may_write(room, sender, visit, to))
        assert by_patient is expected.why_patient_may_not_write(sender, visit, to)
        by_provider = refusal_of(lambda: rights.check_provider_may_write(room, visit, to))
        assert by_provider is expected.why_provider_may_not_write(visit, to)

    def some_visit(self, pick: int) -> str:
        """One that is here, was here, or never was."""
        candidates = [*self.expected.pages, *self.expected.pages, *self.expected.arrivals[-8:], NOBODY]
        return candidates[pick % len(candidates)]

    def change(self, transition: Callable[[Room], Change], refusal: Refused = None, *, repeats: bool = False) -> None:
        """Apply a transition that is to be refused for this reason, or not at all."""
        before = self.room
        written = contents(before)
        assert refusal_of(lambda: self.apply(transition, repeats)) is refusal
        assert contents(before) == written, "a value does not change"

    def apply(self, transition: Callable[[Room], Change], repeats: bool) -> None:
        """Make the room what the transition makes of it. Raises WaitingRoomError."""
        before = self.room
        self.room, facts = transition(before)
        check_facts(before, self.room, facts, repeats=repeats)
        self.hand_out_tickets(facts)
        told = {fact.provider for fact in facts if isinstance(fact, AwaySet)}
        here = {page: member for page, member in self.room.team.items() if member.page.connected}
        self.known |= {page: member.by_hand for page, member in here.items() if member.provider in told}

    def hand_out_tickets(self, facts: Sequence[Fact]) -> None:
        """A connected page keeps its newest ticket, and throws it away when it hears that the visit is over."""
        for fact in facts:
            match fact:
                case PageChanged(visit) | VisitChanged(visit) if visit.page.connected:
                    ticket = Remembered(visit.id, visit.subject, visit.reference, visit.arrived_at, visit.call)
                    self.tickets[visit.page.id] = (ticket, self.now)
                case VisitLeft(visit) if visit.page.connected:
                    self.tickets.pop(visit.page.id, None)
                case _:
                    pass


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    derandomize="WAITSIDE_EXAMPLES" not in os.environ,
    print_blob=True,
)
