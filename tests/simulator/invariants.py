"""What has to be true of every story: at each step, and once all is well and quiet again."""

from collections.abc import Iterator
from typing import Any

from tests.simulator.ledger import Ledger
from tests.simulator.pages import Look
from tests.simulator.world import Tab, World

Looks = dict[str, Look]


class Invariants:
    """Compares what the pages show with what was written, and with each other. Methods give what is wrong, in words."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self._before: Looks = {}
        self._visits: dict[str, str] = {}
        """The last visit in each tab, by its name."""
        self._arrivals: dict[str, tuple[str, int]] = {}
        """The visit in each tab, by its name, and when it began."""

    def at_step(self, looks: Looks) -> list[str]:
        """What is wrong at this moment, whatever is under way."""
        tabs = [(tab, looks[tab.name]) for tab in self._world.open_tabs()]
        for tab, look in tabs:
            self._note_holders(tab, look)
        checks = (self._on_page, self._erased, self._keeps_its_visit)
        wrong = [each for tab, look in tabs for check in checks for each in check(tab, look)]
        self._before = looks
        return wrong

    def when_quiet(self, looks: Looks) -> list[str]:
        """What is wrong although every page has been online for long enough."""
        return [*self._at_rest(looks), *self._agreement(looks), *self._kept(looks), *self._lost_places(looks)]

    def when_all_are_gone(self, looks: Looks) -> list[str]:
        """What is left of patients who are gone, once staff's pages are the only ones."""
        return [
            f"{tab.page} has {look['lines']} lines, {look['waiting']} waiting contents, {len(_queue(look))} rows"
            for tab in self._world.open_tabs("provider")
            if _is_in(tab, looks[tab.name]["model"])
            and ((look := looks[tab.name])["lines"] or look["waiting"] or _queue(look))
        ]

    # --- at each step

    def _note_holders(self, tab: Tab, look: Look) -> None:
        """Note which messages are on a page of the other side, and which were shown there."""
        before = self._before.get(tab.name)
        for visit, message in _messages(look):
            written = self._ledger.messages.get(message["text"])
            if written is None or written.side == tab.role:
                continue
            written.held = True
            if message["status"] == "read" and not written.seen and _shows(visit, look, before):
                written.seen = True

    def _on_page(self, tab: Tab, look: Look) -> Iterator[str]:
        name = f"{tab.page} ({tab.role} in {tab.room})"
        own_visit = self._world.visit_of(tab, look)
        for conversation in look["conversations"]:
            texts = [message["text"] for message in conversation["messages"]]
            for text in {each for each in texts if texts.count(each) > 1}:
                yield f"{name} shows {text!r} {texts.count(text)} times"
            last: dict[str, int] = {}
            for message in conversation["messages"]:
                written = self._ledger.messages.get(message["text"])
                if written is None:
                    yield f"{name} shows {message['text']!r}, which nobody wrote"
                    continue
                visit = conversation["visit"] if tab.role == "provider" else own_visit
                if written.room != tab.room or (None not in (visit, written.visit) and visit != written.visit):
                    yield f"{name} shows {written.text!r} of {written.room}, {written.visit} in {visit}"
                if written.number < last.get(written.writer, 0):
                    yield f"{name} shows {written.text!r} after a later message of the same page"
                last[written.writer] = written.number
                if written.side == tab.role and message["status"] in ("delivered", "read") and not written.held:
                    yield f"{name} shows {written.text!r} as {message['status']}, and nobody has it"
                if written.side == tab.role and message["status"] == "read" and not written.seen:
                    yield f"{name} shows {written.text!r} as read, and nobody has seen it"

    def _erased(self, tab: Tab, look: Look) -> Iterator[str]:
        """Nothing that nobody has seen is erased, but by those who dismiss it."""
        before = self._before.get(tab.name)
        if before is None or before["page"] != look["page"] or not _both_in(tab, look, before):
            return
        now = {message["id"] for _, message in _messages(look)}
        for visit, message in _messages(before):
            unseen = message["direction"] == "received" and message["status"] != "read"
            seen_since = self._ledger.messages[message["text"]].seen  # by a colleague
            if unseen and not seen_since and message["id"] not in now and visit not in self._ledger.dismissed:
                yield f"{tab.page} has erased {message['text']!r}, which nobody has seen"

    def _keeps_its_visit(self, tab: Tab, look: Look) -> Iterator[str]:
        """A page says that its visit is over only if it is."""
        if tab.role == "provider":
            return
        stage, visit = look["model"]["stage"], self._world.visit_of(tab, look)
        if stage["stage"] == "visiting" and visit is not None:
            self._visits[tab.name] = visit
            self._note_arrival(tab, visit, self._world.arrival_of(tab, look))
        elif stage["stage"] == "ended" and stage["reason"] != "left":
            last = self._visits.get(tab.name, "")
            if last and not self._may_be_over(last):
                yield f"{tab.page} says {stage['reason']!r}, although {last} is not over"

    def _note_arrival(self, tab: Tab, visit: str, arrival: int) -> None:
        """Note since when a tab's patient waits. A later arrival counts only once the visit before is over."""
        known = self._arrivals.get(tab.name)
        if known is None or arrival <= known[1] or self._may_be_over(known[0]):
            self._arrivals[tab.name] = (visit, arrival)

    def _may_be_over(self, visit: str) -> bool:
        """A server with other keys tells pages that their visit is over, and issues tickets that do not count later."""
        return visit in self._world.departed or self._world.keys_were_wrong

    # --- once it is quiet

    def _at_rest(self, looks: Looks) -> Iterator[str]:
        """Everybody is online, and nothing that could be delivered is still on its way."""
        for tab in self._world.open_tabs():
            model, name = looks[tab.name]["model"], f"{tab.page} ({tab.role} in {tab.room})"
            problem = _problem(tab, model)
            may_ask = tab.role == "patient" and self._world.visit_of(tab, looks[tab.name]) is None
            if _waits_in_vain(tab, model):
                yield f"{name} still waits to be let in"
            if problem not in (None, "signed_out") and not may_ask:  # who was never let in presses "Try again"
                yield f"{name} is refused: {problem}"
            if _is_in(tab, model):
                if model["connection"] != "online":
                    yield f"{name} is {model['connection']}"
                yield from self._conversations_at_rest(tab, looks)

    def _conversations_at_rest(self, tab: Tab, looks: Looks) -> Iterator[str]:
        """What can be said, and what was said, in the conversations of a page that is in."""
        look = looks[tab.name]
        for conversation in look["conversations"]:
            visit = conversation["visit"]
            if not conversation["present"]:
                if tab.role == "patient" or visit in _queue(look):
                    yield f"{tab.page} cannot write to {visit}"
            elif self._others(tab, visit, looks):
                for message in conversation["messages"]:
                    if message["direction"] == "sent" and message["status"] == "sending":
                        yield f"{tab.page} still sends {message['text']!r}"

    def _kept(self, looks: Looks) -> Iterator[str]:
        """What has to be erased is; what waits is counted."""
        for tab in self._world.open_tabs():
            look = looks[tab.name]
            model = look["model"]
            counts = {row["visit"]: row["unread"] for row in (*model.get("queue", ()), *model.get("left", ()))}
            for conversation in look["conversations"]:
                visit, messages = conversation["visit"], conversation["messages"]
                unseen = sum(each["direction"] == "received" and each["status"] != "read" for each in messages)
                shown = look["box"]["state"] != "closed" and look["box"]["visit"] == visit
                if tab.role == "provider" and not (conversation["present"] or shown or unseen):
                    yield f"{tab.page} still has the conversation with {visit}, who is gone"
                badge = model["unread"] if tab.role == "patient" else counts.get(visit, 0)
                if badge != unseen and not (shown and not conversation["present"]):
                    yield f"{tab.page} counts {badge} unread messages of {visit}, and has {unseen}"

    def _others(self, tab: Tab, visit: str, looks: Looks) -> list[Tab]:
        """The pages on the other side of a conversation."""
        if tab.role == "patient":
            own = self._world.visit_of(tab, looks[tab.name])
            return [other for other in self._staff(tab.room, looks) if own in _queue(looks[other.name])]
        return [
            other
            for other in self._world.open_tabs("patient")
            if _is_in(other, looks[other.name]["model"]) and self._world.visit_of(other, looks[other.name]) == visit
        ]

    def _agreement(self, looks: Looks) -> Iterator[str]:
        """Pages of a room show the same queue, and it is the one that there is."""
        rooms = sorted({tab.room for tab in self._world.tabs})
        for room in rooms:
            present = {
                visit: tab
                for tab in self._world.open_tabs("patient")
                if tab.room == room
                and _is_in(tab, looks[tab.name]["model"])
                and (visit := self._world.visit_of(tab, looks[tab.name])) is not None
            }
            for tab in self._staff(room, looks):
                queue = _queue(looks[tab.name])
                if list(queue) != self._in_order(present, looks):
                    yield f"{tab.page} shows {list(queue)} in {room}, where {self._in_order(present, looks)} are"
                    continue
                for visit, row in queue.items():
                    status = looks[present[visit].name]["model"]["stage"]["status"]
                    if row["status"] != status:
                        yield f"{tab.page} shows {visit} as {row['status']}, and its own page as {status}"
                    if not row["connected"]:
                        yield f"{tab.page} shows {visit} as not connected"
                    if row["name"] != present[visit].person:
                        yield f"{tab.page} calls {visit} {row['name']!r}"
            yield from self._places(room, present, looks)
            yield from self._presence(room, present, looks)
            for visit in sorted(present):
                if visit in self._ledger.over:
                    yield f"{visit} is back, although a person was told that it is over"

    def _in_order(self, present: dict[str, Tab], looks: Looks) -> list[str]:
        """The visits of a room by arrival."""
        return sorted(
            present, key=lambda each: (self._world.arrival_of(present[each], looks[present[each].name]), each)
        )

    def _lost_places(self, looks: Looks) -> Iterator[str]:
        """A tab that was in a visit keeps its place. Skip patients who left: they may start a new visit in any tab."""
        tabs = [tab for tab in self._world.open_tabs("patient") if tab.person not in self._ledger.given_up]
        replaced = {tab.person for tab in tabs if looks[tab.name]["model"]["stage"]["stage"] == "replaced"}
        for tab in [each for each in tabs if each.person not in replaced]:  # else that page may bring it back
            look, known = looks[tab.name], self._arrivals.get(tab.name)
            if known is None or not _is_in(tab, look["model"]) or self._may_be_over(known[0]):
                continue
            if known[1] < self._world.arrival_of(tab, look):
                yield f"{tab.page} has lost the place of {known[0]}, which is not over"

    def _places(self, room: str, present: dict[str, Tab], looks: Looks) -> Iterator[str]:
        stages = {visit: looks[tab.name]["model"]["stage"] for visit, tab in present.items()}
        waiting = [visit for visit, stage in stages.items() if stage["status"] == "waiting"]
        arrivals = {visit: self._world.arrival_of(present[visit], looks[present[visit].name]) for visit in waiting}
        in_order = sorted(waiting, key=lambda visit: arrivals[visit])
        shown = sorted(waiting, key=lambda visit: stages[visit]["place"] or 0)
        places = [stages[visit]["place"] for visit in shown]
        if places != list(range(1, len(waiting) + 1)):
            yield f"those who wait in {room} have the places {places}"
        elif [arrivals[visit] for visit in shown] != [arrivals[visit] for visit in in_order]:
            yield f"those who wait in {room} are not in the order of their arrival"

    def _presence(self, room: str, present: dict[str, Tab], looks: Looks) -> Iterator[str]:
        """Everybody sees the same of each provider, and it is what was set by hand."""
        staff = self._staff(room, looks)
        own = {(me := looks[tab.name]["model"]["me"])["id"]: me["presence"] for tab in staff}
        for tab in staff:
            shown = own[looks[tab.name]["model"]["me"]["id"]]
            if looks[tab.name]["model"]["me"]["presence"] != shown:
                yield f"{tab.page} is not {shown}, as the person's other page"
            choice = self._ledger.away.get((room, tab.person))
            still_open = choice is not None and any(each.page == choice.page for each in staff)
            if choice is not None and still_open and shown != "on_call" and (shown == "away") != choice.away:
                yield f"{tab.page} is {shown}, and was set {'away' if choice.away else 'back'} by hand"
        for tab in present.values():
            team = looks[tab.name]["model"]["team"]
            seen = {each["id"]: each["presence"] for each in team if each["id"] in own or each["presence"] != "offline"}
            if seen != own:
                yield f"{tab.page} sees {seen}, where {own} are"

    def _staff(self, room: str, looks: Looks) -> list[Tab]:
        return [
            tab
            for tab in self._world.open_tabs("provider")
            if tab.room == room and _is_in(tab, looks[tab.name]["model"])
        ]


def _is_in(tab: Tab, model: dict[str, Any]) -> bool:
    """Whether a page has been let in, and has not been told that it is over."""
    if tab.role == "provider":
        return model["room"] is not None and model["blocked"] is None and model["refused"] is None
    return bool(model["stage"]["stage"] == "visiting")


def _waits_in_vain(tab: Tab, model: dict[str, Any]) -> bool:
    """Whether a page has neither been let in nor been told why not."""
    if tab.role == "provider":
        return model["room"] is None and model["blocked"] is None
    stage = model["stage"]
    return bool(stage["stage"] == "entering" or (stage["stage"] == "check_in" and stage["busy"]))


def _problem(tab: Tab, model: dict[str, Any]) -> str | None:
    """Why a page is not let in; None for one that is, or does not want to be."""
    stage = model.get("stage", {})
    refusal = stage.get("problem") if stage.get("stage") == "blocked" else None
    refusal = refusal or (model["blocked"] or model["refused"] if tab.role == "provider" else None)
    return None if refusal is None else str(refusal["code"])


def _both_in(tab: Tab, look: Look, before: Look) -> bool:
    """Whether the same visit, or the same provider, was on a page at two looks."""
    return all(_is_in(tab, each["model"]) for each in (look, before))


def _queue(look: Look) -> dict[str, dict[str, Any]]:
    return {row["visit"]: row for row in look["model"]["queue"]}


def _messages(look: Look) -> Iterator[tuple[str, dict[str, Any]]]:
    for conversation in look["conversations"]:
        for message in conversation["messages"]:
            yield conversation["visit"], message


def _shows(visit: str, look: Look, before: Look | None) -> bool:
    """Whether a person can have seen a conversation since the last look."""
    return any(
        each is not None and each["box"]["state"] == "open" and each["box"]["visit"] == visit for each in (look, before)
    ) and any(each is not None and each["visible"] for each in (look, before))
