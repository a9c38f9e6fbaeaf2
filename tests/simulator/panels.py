"""What boxes and panels do by themselves, and what a host page is told of them: at each step of a story."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.simulator.ledger import Ledger
from tests.simulator.looks import Looks, messages, stage_of
from tests.simulator.pages import Look
from tests.simulator.tabs import Tab
from tests.simulator.world import World


class Panels:
    """Compares what a page shows with what it showed at the step before."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._papers = world.papers
        self._ledger = ledger
        self._pressed: set[str] = set()
        """The tabs in which somebody has ever done something."""

    def wrong(self, tabs: Sequence[tuple[Tab, Look]], looks_before: Looks) -> Iterator[str]:
        """Say what is wrong at this moment, in words."""
        self._pressed |= {tab.name for tab, _ in tabs if tab.page in self._ledger.acted}
        befores = ((tab, looks_before.get(tab.name), look) for tab, look in tabs)
        goes_on = [(tab, was, now) for tab, was, now in befores if was is not None and was["page"] == now["page"]]
        for tab, was, now in goes_on:
            if tab.page not in self._ledger.acted:
                yield from _box(tab, was, now)
                yield from _called(tab, was, now)
        for tab, look in tabs:
            if tab.role == "patient" and "model" in look:
                yield from _told(tab, look)
                yield from self._copied(tab, look, goes_on)

    def _copied(self, tab: Tab, look: Look, goes_on: Sequence[tuple[Tab, Look, Look]]) -> Iterator[str]:
        """A duplicated tab takes the visit from another page of the browser only if somebody wants that (P09)."""
        visit = self._papers.visit_of(tab, look)
        if visit is None or visit != tab.copied or tab.name in self._pressed or stage_of(look) != "visiting":
            return
        for other, was, now in goes_on:
            is_beside = other.device is tab.device and other.role == "patient"
            has_lost = is_beside and (stage_of(was), stage_of(now)) == ("visiting", "replaced")
            if has_lost and self._papers.visit_of(other, was) == visit:
                yield f"{tab.page}, a duplicate, has taken the visit of {other.page} by itself"


def _box(tab: Tab, before: Look, look: Look) -> Iterator[str]:
    """By itself a minimized box opens on a message of its patient (R05 to R07), and a patient's on a call (P08)."""
    was, now = before["box"], look["box"]
    if tab.role == "patient" and _may_be_called(before, look):
        return
    if was["state"] == "closed":
        if now != was:
            yield f"{tab.page} has opened the box with {now['visit']} by itself"
        return
    opens = was["state"] == "minimized" and _has_news(was["visit"], before, look)
    stays = now == ({"state": "open", "visit": was["visit"]} if opens else was)
    may_close = not any(each["visit"] == was["visit"] and each["present"] for each in look["conversations"])
    if not (stays or (may_close and now["state"] == "closed")):
        yield f"{tab.page} has made {now} of the box {was} by itself, with {'a' if opens else 'no'} new message"


def _called(tab: Tab, before: Look, look: Look) -> Iterator[str]:
    """A call opens the panel of its patient (P08)."""
    if tab.role == "provider" or not stage_of(before) == stage_of(look) == "visiting":
        return
    was, now = (each["model"]["stage"]["status"] for each in (before, look))
    if (was, now) == ("waiting", "in_call") and look["box"]["state"] != "open":
        yield f"{tab.page} has heard of a call, and its panel is {look['box']['state']}"


def _told(tab: Tab, look: Look) -> Iterator[str]:
    """The host page has been told last what the page shows."""
    model = look["model"]
    stage = model["stage"]
    place = stage["place"] if stage["stage"] == "visiting" else None
    state = _visit_state(stage)
    shown = {"layout": {"state": model["panel"]}, "unread": {"count": model["unread"]}, "queue": {"place": place}}
    if state is not None:
        shown["visit"] = {"state": state, "place": place, "room": tab.room}
    for kind, message in shown.items():
        if tab.told.get(kind) != {"type": kind, **message}:
            yield f"{tab.page} has told its host page {tab.told.get(kind)} last, and shows {message}"


def _visit_state(stage: dict[str, Any]) -> str | None:
    """How far a visit is, for the host page; None where the page does not know."""
    if stage["stage"] == "visiting":
        return "called" if stage["status"] == "in_call" else "waiting"
    return {"check_in": "none", "unavailable": "none", "ended": "ended", "replaced": "elsewhere"}.get(stage["stage"])


def _may_be_called(before: Look, look: Look) -> bool:
    """Whether a patient's page may have heard of a call between two looks, after which it may have lost the visit."""
    if stage_of(before) in ("entering", "visiting") and stage_of(look) != "visiting":
        return True
    calls = [(each["model"] or {}).get("stage", {}).get("call") for each in (before, look)]
    return calls[1] is not None and calls[0] != calls[1]


def _has_news(conversation: str, before: Look, look: Look) -> bool:
    """Whether a message has come to a conversation between two looks."""
    received = [
        {m["id"] for c, m in messages(each) if c == conversation and m["direction"] == "received"}
        for each in (before, look)
    ]
    return bool(received[1] - received[0])
