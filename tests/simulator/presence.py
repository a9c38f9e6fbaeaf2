"""Whether everybody sees of each provider what is true."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.simulator.ledger import Ledger
from tests.simulator.looks import Looks
from tests.simulator.tabs import Tab
from tests.simulator.world import World

IDLE_AFTER: Final = 280_000
"""Milliseconds in a hidden tab after which a page may count as idle: a little less than its own five minutes."""


class Presence:
    """Compares what pages show of providers with what they did."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger

    def wrong(self, staff: Sequence[Tab], present: Mapping[str, Tab], looks: Looks) -> Iterator[str]:
        """What is wrong in a room, in words. `present`: the pages of its visits."""
        own = {(me := looks[tab.name]["model"]["me"])["id"]: me["presence"] for tab in staff}
        calls = self._calls(present, looks)
        for tab in staff:
            me = looks[tab.name]["model"]["me"]
            if me["presence"] != own[me["id"]]:
                yield f"{tab.page} is not {own[me['id']]}, as the person's other page"
            expected = self._expected(tab, staff, calls)
            if me["presence"] not in expected:
                yield f"{tab.page} is {me['presence']}, where {' or '.join(sorted(expected))} is true"
        for tab in present.values():
            team = looks[tab.name]["model"]["team"]
            seen = {each["id"]: each["presence"] for each in team if each["id"] in own or each["presence"] != "offline"}
            if seen != own:
                yield f"{tab.page} sees {seen}, where {own} are"

    def _calls(self, present: Mapping[str, Tab], looks: Looks) -> set[str | None]:
        """Who is in a call with somebody who is there; None where nobody knows who."""
        in_call = [visit for visit, tab in present.items() if looks[tab.name]["model"]["stage"]["status"] == "in_call"]
        return {self._ledger.calls.get(visit) for visit in in_call}

    def _expected(self, tab: Tab, staff: Sequence[Tab], calls: set[str | None]) -> set[str]:
        """What a provider's presence may be."""
        if tab.person in calls:
            return {"on_call"}
        by_hand = self._by_hand(tab, staff)
        idle = {is_idle for each in staff if each.person == tab.person for is_idle in self._idle(each)}
        expected = {"away"} if by_hand else {"away" if each else "online" for each in idle}
        if by_hand is None:
            expected.add("away")
        return expected | ({"on_call"} if None in calls else set())

    def _idle(self, tab: Tab) -> set[bool]:
        """Whether nobody may have looked at a page for long."""
        hidden_long = not tab.visible and self._world.loop.milliseconds - tab.hidden_at > IDLE_AFTER
        return {tab.page in self._ledger.idle} | ({True} if hidden_long else set())

    def _by_hand(self, tab: Tab, staff: Sequence[Tab]) -> bool | None:
        """Whether a provider has said to be away; None where nobody can know."""
        who = (tab.room, tab.person)
        if who not in self._ledger.away and not any(each.who == who for each in self._ledger.setting_away.values()):
            return False
        if self._world.server_clock_was_set:
            return None  # by this clock pages tell what was set last
        choice = self._ledger.away.get(who)
        is_known = choice is not None and any(each.page == choice.page for each in staff)
        return choice.away if choice is not None and is_known else None
