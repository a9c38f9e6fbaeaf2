"""What has to be true at each step of a story, whatever is under way."""

from collections.abc import Iterator

from tests.simulator.ends import EXPECTED_FOR
from tests.simulator.ledger import Ledger, Written
from tests.simulator.looks import Looks, is_in, is_unseen, late, messages, queue, stage_of
from tests.simulator.pages import Look
from tests.simulator.panels import Panels
from tests.simulator.server import GRACE_MS
from tests.simulator.tabs import Tab
from tests.simulator.virtual_time import EPOCH
from tests.simulator.world import World
from waitside.directory.ended_visits import hash_of


class EachStep:
    """Compares what the pages show with what was written. Methods give what is wrong, in words."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self._before: Looks = {}
        self._visits: dict[str, str] = {}
        """The last visit in each tab, by its name."""
        self._tabs: dict[str, list[Tab]] = {}
        """The tabs that each visit has been in."""
        self._joined: set[tuple[str, str]] = set()
        """A visit that goes on in another one of the same person, and that one."""
        self._ended: set[str] = set()
        """The visits of which it is known that they are over."""
        self._panels = Panels(world, ledger)
        self._looked_at = 0.0
        """When the pages were looked at before, in milliseconds since the story began."""

    def wrong(self, looks: Looks) -> list[str]:
        """What is wrong at this moment."""
        tabs = [(tab, looks[tab.name]) for tab in self._world.open_tabs()]
        for tab, look in tabs:
            self._note_holders(tab, look)
            self._note_joined(tab)
        checks = (
            self._messages,
            self._drafts,
            self._erased,
            self._visit,
            self._place,
            self._refusal,
            self._full,
        )
        found = [each for tab, look in tabs for check in checks for each in check(tab, look)]
        found += self._endings()
        found += self._panels.wrong(tabs, self._before)
        self._before, self._looked_at = looks, self._world.loop.milliseconds
        self._ledger.acted.clear()
        return found

    def _note_holders(self, tab: Tab, look: Look) -> None:
        """Note which messages have come onto a page, and which were shown there, if only for a moment."""
        for _, text in late(look):
            if (written := self._of_others(tab, text)) is not None:
                written.held |= written.side != tab.role  # and it has to be shown later: see `_erased` and `AtRest`
        for text in look.get("had", ()):
            if (written := self._of_others(tab, text)) is not None:
                written.holders.add(tab.page or "")
                written.held |= written.side != tab.role
        for text in look.get("shown", ()):
            if (written := self._of_others(tab, text)) is not None:
                written.seen |= written.side != tab.role

    def _of_others(self, tab: Tab, text: str) -> Written | None:
        """A message that a tab's page has not written itself."""
        written = self._ledger.messages.get(text)
        return None if written is None or written.writer == tab.page else written

    def _note_joined(self, tab: Tab) -> None:
        """A portal's patient may have begun another visit, which a page with an earlier ticket joins (`come_back`).

        The earlier one must not be over, as far as the database was told. The other may end before it is looked at.
        """
        last, visit = self._visits.get(tab.name), tab.visit
        if tab.subject is None or last is None or visit is None:
            return
        if hash_of(last) not in self._world.tables.ended_visits:
            self._joined.add((last, visit))

    def _is_of(self, written: str | None, shown: str | None) -> bool:
        """Whether what was written in a visit may be shown in one, as far as it is known which these are."""
        return None in (written, shown) or written == shown or (written, shown) in self._joined

    def _messages(self, tab: Tab, look: Look) -> Iterator[str]:
        """Each message is shown once, in order, where it belongs, and its status is true."""
        name = f"{tab.page} ({tab.role} in {tab.room})"
        own_visit = self._world.papers.visit_of(tab, look)
        for conversation in look["conversations"]:
            visit = conversation["visit"] if tab.role == "provider" else own_visit
            texts = [message["text"] for message in conversation["messages"]]
            for text in {each for each in texts if texts.count(each) > 1}:
                yield f"{name} shows {text!r} {texts.count(text)} times"
            last: dict[str, int] = {}
            for message in conversation["messages"]:
                written = self._ledger.messages.get(message["text"])
                if written is None:
                    yield f"{name} shows {message['text']!r}, which nobody wrote"
                    continue
                if written.room != tab.room or not self._is_of(written.visit, visit):
                    yield f"{name} shows {written.text!r} of {written.room}, {written.visit} in {visit}"
                if written.number < last.get(written.writer, 0):
                    yield f"{name} shows {written.text!r} after a later message of the same page"
                last[written.writer] = written.number
                if written.side == tab.role and message["status"] in ("delivered", "read") and not written.held:
                    yield f"{name} shows {written.text!r} as {message['status']}, and nobody has it"
                if written.side == tab.role and message["status"] == "read" and not written.seen:
                    yield f"{name} shows {written.text!r} as read, and nobody has seen it"

    def _drafts(self, tab: Tab, look: Look) -> Iterator[str]:
        """What is typed for one person stays with that person, on that page."""
        for conversation in look["conversations"]:
            draft = conversation["draft"]
            if draft and self._ledger.drafts.get(draft) != (tab.page, conversation["visit"]):
                yield f"{tab.page} has the draft {draft!r} in {conversation['visit']}"

    def _erased(self, tab: Tab, look: Look) -> Iterator[str]:
        """Nothing that nobody has seen is erased, but by those who dismiss it, or begin again after the end."""
        before = self._before.get(tab.name)
        if before is None or before["page"] != look["page"] or not _keeps_on(tab, before, look):
            return
        now = {message["text"] for _, message in messages(look)} | {text for _, text in late(look)}
        unseen = [(visit, message["text"]) for visit, message in messages(before) if is_unseen(message)]
        for visit, text in (*unseen, *late(before)):
            seen_since = self._ledger.messages[text].seen  # by a colleague
            if text not in now and not seen_since and (tab.page, visit) not in self._ledger.dismissed:
                yield f"{tab.page} has erased {text!r}, which nobody has seen"

    def _visit(self, tab: Tab, look: Look) -> Iterator[str]:
        """A page says that its visit is over, or lets go of its ticket, only if it is."""
        if tab.role == "provider":
            return
        stage, visit = look["model"]["stage"], self._world.papers.visit_of(tab, look)
        last = self._visits.get(tab.name, "")
        if tab.visit is not None and (last, tab.visit) in self._joined:
            last = tab.visit
        is_alive = last != "" and not self._world.may_be_over(last)
        if stage["stage"] == "visiting" and visit is not None:
            self._visits[tab.name] = visit
            if tab not in self._tabs.setdefault(visit, []):
                self._tabs[visit].append(tab)
            self._note_arrival(tab, visit, self._world.papers.arrival_of(tab, look))
        elif stage["stage"] == "ended" and stage["reason"] != "left":
            if is_alive:
                yield f"{tab.page} says {stage['reason']!r}, although {last} is not over"
        elif stage["stage"] == "blocked" and visit is None and is_alive and tab.person not in self._ledger.given_up:
            yield f"{tab.page} has let go of the ticket of {last}, which is not over"

    def _endings(self) -> Iterator[str]:
        """A visit ends because somebody has ended it, or because its page was gone for longer than the grace."""
        for visit in sorted(self._world.departed - self._ended):
            tabs = self._tabs.get(visit, [])
            people = {tab.person for tab in tabs}
            by_hand = self._is_asked_for(visit) or bool(people & self._ledger.given_up)
            away = {tab.person for tab in self._world.tabs if self._world.was_away_long(tab.device)}
            gone = bool(people & (self._world.closed | away))  # maybe with a page that took over and was not told
            gone = gone or self._world.server_clock_was_set  # a step forward takes the grace of those who are gone
            if tabs and not (by_hand or gone or self._world.seems_over(visit)):
                yield f"the server has ended {visit}, and nobody knows why"
        self._ended |= self._world.departed

    def _is_asked_for(self, visit: str) -> bool:
        """Whether staff have asked for the end of a visit, and expected it still when somebody looked last."""
        if visit not in self._ledger.asked_to_end:
            return False
        asked_at = self._ledger.end_asked_at[visit]
        return self._looked_at - asked_at < EXPECTED_FOR or self._world.was_ill(EXPECTED_FOR)

    def _place(self, tab: Tab, look: Look) -> Iterator[str]:
        """Who was in the queue before a restart is not told a place that the others' return takes away again."""
        before = self._before.get(tab.name)
        if tab.role == "provider" or before is None or before["page"] != look["page"]:
            return
        if not stage_of(before) == stage_of(look) == "visiting":
            return
        told, now = (each["model"]["stage"] for each in (before, look))
        was_there = self._world.papers.arrival_of(tab, look) < EPOCH + tab.place_from
        settles = self._world.loop.milliseconds - tab.place_from < GRACE_MS and not self._world.server_clock_was_set
        if None not in (told["place"], now["place"]) and now["place"] > told["place"] and was_there and settles:
            yield f"{tab.page} has place {now['place']}, and was told {told['place']} after the restart"

    def _refusal(self, tab: Tab, look: Look) -> Iterator[str]:
        """Who is kept out has done something for it, or there was no room."""
        wrong = None if "model" not in look else self._world.outputs.refusals.wrong(tab, look)
        if wrong is not None:
            yield wrong

    def _full(self, tab: Tab, look: Look) -> Iterator[str]:
        """A provider's page takes so many unread messages of one patient and no more, and says so."""
        caps = self._world.limits.caps
        if caps is None or tab.role == "patient" or not is_in(tab, look):
            return
        for visit, row in queue(look).items():
            if row["unread"] > caps["unread"]:
                yield f"{tab.page} has taken {row['unread']} unread messages of {visit}"
            if row["unread"] == caps["unread"] and not row["tooMany"]:
                yield f"{tab.page} does not say that it takes nothing of {visit}"

    def _note_arrival(self, tab: Tab, visit: str, arrival: int) -> None:
        """Note since when a tab's patient waits. A later arrival counts only once the visit before is over."""
        known = self._ledger.arrivals.get(tab.name)
        if known is None or arrival <= known[1] or self._world.may_be_over(known[0]):
            self._ledger.arrivals[tab.name] = (visit, arrival)


def _keeps_on(tab: Tab, before: Look, look: Look) -> bool:
    """Whether nobody has begun anew on a page between two looks."""
    if tab.role == "provider":
        return is_in(tab, before) and is_in(tab, look)
    return stage_of(before) == "visiting" and stage_of(look) in ("visiting", "replaced", "blocked", "ended")
