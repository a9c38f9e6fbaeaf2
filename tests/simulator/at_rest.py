"""What has to be true once everything works again and enough time has passed."""

from collections import Counter
from collections.abc import Iterator

from tests.simulator.ledger import Ledger
from tests.simulator.looks import Looks, is_in, is_unseen, messages, problem_of, queue, stage_of, waits_in_vain
from tests.simulator.pages import Look
from tests.simulator.presence import Presence
from tests.simulator.tabs import Tab
from tests.simulator.world import World
from waitside.directory.ended_visits import hash_of


class AtRest:
    """Compares what the pages show with each other. Methods give what is wrong, in words."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self._presence = Presence(world, ledger)

    def wrong(self, looks: Looks) -> list[str]:
        """What is wrong although every page has been online for long enough."""
        found = [*self._connections(looks), *self._nowhere(looks), *self._lost_places(looks)]
        for tab in self._world.open_tabs():
            if is_in(tab, looks[tab.name]):
                found += [*self._conversations(tab, looks), *self._missing(tab, looks)]
            found += self._kept(tab, looks[tab.name])
        for room in sorted({tab.room for tab in self._world.tabs}):
            found += self._room(room, looks)
        return found

    def left_over(self, looks: Looks) -> list[str]:
        """What is left of patients who are gone, once staff's pages are the only ones."""
        return [
            f"{tab.page} has {len(look['lines'])} lines, {look['waiting']} waiting contents, {len(queue(look))} rows"
            for tab in self._world.open_tabs("provider")
            if is_in(tab, look := looks[tab.name]) and (look["lines"] or look["waiting"] or queue(look))
        ]

    def refused(self, looks: Looks) -> list[str]:
        """Which pages are refused and do not come back by themselves, although they have something to come back to."""
        return [
            f"{tab.page} ({tab.role} in {tab.room}) is refused: {problem}"
            for tab in self._world.open_tabs()
            if (problem := problem_of(tab, look := looks[tab.name])) not in (None, "signed_out")
            and (tab.role == "provider" or (stage_of(look) == "blocked" and self._world.papers.visit_of(tab, look)))
        ]

    # --- each page

    def _connections(self, looks: Looks) -> Iterator[str]:
        """Every page is in, or has been told why not."""
        for tab in self._world.open_tabs():
            look, name = looks[tab.name], f"{tab.page} ({tab.role} in {tab.room})"
            problem = problem_of(tab, look)
            if waits_in_vain(tab, look):
                yield f"{name} still waits to be let in"
            if problem not in (None, "signed_out"):
                yield f"{name} is refused: {problem}"
            if is_in(tab, look) and look["model"]["connection"] != "online":
                yield f"{name} is {look['model']['connection']}"

    def _conversations(self, tab: Tab, looks: Looks) -> Iterator[str]:
        """Everybody who is there can be written to, and nothing is on its way any more."""
        look = looks[tab.name]
        conversations = {each["visit"]: each for each in look["conversations"]}
        if tab.role == "provider":
            for visit in queue(look):
                if visit not in conversations or not conversations[visit]["present"]:
                    yield f"{tab.page} cannot write to {visit}"
        for visit, conversation in conversations.items():
            if not conversation["present"]:
                if tab.role == "patient":
                    yield f"{tab.page} cannot write"
                continue
            others = self._others(tab, visit, looks)
            for message in conversation["messages"]:
                if others and message["direction"] == "sent" and message["status"] == "sending":
                    yield f"{tab.page} still sends {message['text']!r}"
                holders = self._ledger.messages[message["text"]].holders
                if message["direction"] == "sent" and message["status"] == "delivered" and not holders & others:
                    yield f"{tab.page} shows {message['text']!r} as delivered, and no page has it any more"

    def _missing(self, tab: Tab, looks: Looks) -> Iterator[str]:
        """What a page has written and still shows is on all pages that it knew then, if they are still there.

        A page that has given the visit up meanwhile need not have what was read by then, nor what was dismissed there.
        """
        there, lines = self._pages_by_visit(looks), looks[tab.name]["lines"]
        for _, message in messages(looks[tab.name]):
            written = self._ledger.messages[message["text"]]
            visit = written.visit or ""
            if written.writer != tab.page:
                continue
            for page, id_ in there.get(visit, {}).items():
                is_same_line = written.audience.get(page) == lines.get(f"{visit} {id_}")
                has_to = page in written.audience and (is_same_line or message["status"] != "read")
                if has_to and page not in written.holders and (page, visit) not in self._ledger.dismissed:
                    yield f"{page} never got {written.text!r}"

    def _kept(self, tab: Tab, look: Look) -> Iterator[str]:
        """What has to be erased is; what waits is counted.

        What was dismissed before the end of a visit is erased with it. A page that was signed out hears of no end.
        """
        model = look["model"]
        if problem_of(tab, look) == "signed_out" and look["conversations"]:
            yield f"{tab.page} is signed out, and still has conversations"
        counts = {row["visit"]: row["unread"] for row in (*model.get("queue", ()), *model.get("left", ()))}
        for conversation in look["conversations"]:
            visit = conversation["visit"]
            unseen = sum(is_unseen(message) for message in conversation["messages"])
            shown = look["box"]["state"] != "closed" and look["box"]["visit"] == visit
            if tab.role == "provider" and not (conversation["present"] or shown or unseen):
                yield f"{tab.page} still has the conversation with {visit}, who is gone"
            badge = model["unread"] if tab.role == "patient" else counts.get(visit, 0)
            hears_nothing = not is_in(tab, look) and (tab.page, visit) in self._ledger.dismissed
            if badge != unseen and not (shown and not conversation["present"]) and not hears_nothing:
                yield f"{tab.page} counts {badge} unread messages of {visit}, and has {unseen}"

    def _nowhere(self, looks: Looks) -> Iterator[str]:
        """A visit that was taken over is on the page that took it over, unless that page was closed."""
        stages: dict[str, set[str]] = {}
        for tab in self._world.open_tabs("patient"):
            stages.setdefault(tab.person, set()).add(stage_of(looks[tab.name]))
        for person, all_ in stages.items():
            if all_ == {"replaced"} and person not in self._world.closed:
                yield f"all pages of {person} say that another one has taken over"

    def _lost_places(self, looks: Looks) -> Iterator[str]:
        """A tab that was in a visit keeps its place. Skip patients who left: they may start a new visit in any tab."""
        tabs = [tab for tab in self._world.open_tabs("patient") if tab.person not in self._ledger.given_up]
        replaced = {tab.person for tab in tabs if stage_of(looks[tab.name]) == "replaced"}
        for tab in [each for each in tabs if each.person not in replaced]:  # else that page may bring it back
            look, known = looks[tab.name], self._ledger.arrivals.get(tab.name)
            if known is None or not is_in(tab, look) or self._world.may_be_over(known[0]):
                continue
            if known[1] < self._world.papers.arrival_of(tab, look):
                yield f"{tab.page} has lost the place of {known[0]}, which is not over"

    # --- each room

    def _room(self, room: str, looks: Looks) -> Iterator[str]:
        """Pages of a room show the same, and it is what there is."""
        pages = [
            (visit, tab)
            for tab in self._world.open_tabs("patient")
            if tab.room == room
            and is_in(tab, looks[tab.name])
            and (visit := self._world.papers.visit_of(tab, looks[tab.name])) is not None
        ]
        for visit, count in Counter(visit for visit, _ in pages).items():
            if count > 1:
                yield f"{visit} is on {count} pages"
            if visit in self._ledger.over or hash_of(visit) in self._world.tables.ended_visits:
                yield f"{visit} is back, although it is over"
        present = dict(pages)
        for tab in self._staff(room, looks):
            yield from self._queue(tab, present, looks)
        yield from self._places(room, present, looks)
        yield from self._presence.wrong(self._staff(room, looks), present, looks)

    def _queue(self, tab: Tab, present: dict[str, Tab], looks: Looks) -> Iterator[str]:
        rows, there = queue(looks[tab.name]), self._in_order(present, looks)
        if list(rows) != there:
            yield f"{tab.page} shows {list(rows)} in {tab.room}, where {there} are"
            return
        for visit, row in rows.items():
            status = looks[present[visit].name]["model"]["stage"]["status"]
            if row["status"] != status:
                yield f"{tab.page} shows {visit} as {row['status']}, and its own page as {status}"
            if not row["connected"]:
                yield f"{tab.page} shows {visit} as not connected"
            if row["name"] != present[visit].person:
                yield f"{tab.page} calls {visit} {row['name']!r}"

    def _in_order(self, present: dict[str, Tab], looks: Looks) -> list[str]:
        """The visits of a room by arrival."""
        return sorted(present, key=lambda visit: (self._arrival(present[visit], looks), visit))

    def _arrival(self, tab: Tab, looks: Looks) -> int:
        return self._world.papers.arrival_of(tab, looks[tab.name])

    def _places(self, room: str, present: dict[str, Tab], looks: Looks) -> Iterator[str]:
        stages = {visit: looks[tab.name]["model"]["stage"] for visit, tab in present.items()}
        waiting = [visit for visit, stage in stages.items() if stage["status"] == "waiting"]
        arrivals = {visit: self._arrival(present[visit], looks) for visit in waiting}
        in_order = sorted(waiting, key=lambda visit: arrivals[visit])
        shown = sorted(waiting, key=lambda visit: stages[visit]["place"] or 0)
        places = [stages[visit]["place"] for visit in shown]
        if places != list(range(1, len(waiting) + 1)):
            yield f"those who wait in {room} have the places {places}"
        elif [arrivals[visit] for visit in shown] != [arrivals[visit] for visit in in_order]:
            yield f"those who wait in {room} are not in the order of their arrival"

    # --- who is where

    def _staff(self, room: str, looks: Looks) -> list[Tab]:
        tabs = self._world.open_tabs("provider")
        return [tab for tab in tabs if tab.room == room and is_in(tab, looks[tab.name])]

    def _others(self, tab: Tab, visit: str, looks: Looks) -> set[str]:
        """The pages on the other side of a conversation."""
        there = self._pages_by_visit(looks)
        own = self._world.papers.visit_of(tab, looks[tab.name]) if tab.role == "patient" else visit
        pages = there.get(own or "", {})
        return {each.page for each in self._world.open_tabs() if each.role != tab.role and each.page in pages}

    def _pages_by_visit(self, looks: Looks) -> dict[str, dict[str, str]]:
        """The pages that are in each visit, or have it in their queue: their names in the story, and their ids."""
        there: dict[str, dict[str, str]] = {}
        for tab in self._world.open_tabs():
            look = looks[tab.name]
            if not is_in(tab, look) or tab.page is None:
                continue
            visits = queue(look) if tab.role == "provider" else [self._world.papers.visit_of(tab, look) or ""]
            for visit in visits:
                there.setdefault(visit, {})[tab.page] = look["page"]
        return there
