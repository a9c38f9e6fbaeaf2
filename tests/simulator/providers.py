"""What providers do."""

from tests.simulator.clinics import ROOMS
from tests.simulator.ledger import Choice
from tests.simulator.network import Device
from tests.simulator.scene import MOST_WRITTEN, Scene, pick
from tests.simulator.tabs import Tab

MOST_PROVIDERS = 4


class Providers:
    """Each public method is an action of stories."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def provider_comes(self, first: int, second: int) -> bool:
        """A provider opens a room's page."""
        world = self._scene.world
        if len(world.open_tabs("provider")) >= MOST_PROVIDERS:
            return False
        number = sum(tab.role == "provider" for tab in world.tabs) + 1
        clinic, room = ROOMS[(0, 0, 0, 1, 2)[first % 5]]
        person = f"{room}-{second % 2}"
        device = Device(f"desk{number}", world.address(f"198.51.100.{number}"), latency=(5, 30)[second % 2])
        world.open_tab(Tab(f"desk{number}/1", device, "provider", clinic, room, person, person))
        return True

    def provider_writes(self, first: int, second: int) -> bool:
        """A provider writes a few messages."""
        return self._scene.write(self._scene.world.awake_tabs("provider"), first, second % MOST_WRITTEN + 1)

    def provider_drafts(self, first: int, _second: int) -> bool:
        """A provider types, and does not send."""
        return self._scene.draft(self._scene.world.awake_tabs("provider"), first)

    def provider_opens_chat(self, first: int, second: int) -> bool:
        """A provider opens the chat with somebody in the queue."""
        tab = self._someone(first)
        return self._scene.on(tab, "openChat", pick(self._visits(tab), second))

    def provider_minimizes(self, first: int, _second: int) -> bool:
        """A provider presses the down arrow."""
        return self._scene.on(self._someone(first), "minimize")

    def provider_expands(self, first: int, _second: int) -> bool:
        """A provider presses the bar."""
        return self._scene.on(self._someone(first), "expand")

    def provider_closes(self, first: int, _second: int) -> bool:
        """A provider presses the X."""
        return self._scene.on(self._someone(first), "close")

    def provider_views_left(self, first: int, second: int) -> bool:
        """A provider opens the chat with somebody who has left."""
        tab = self._someone(first)
        return self._scene.on(tab, "openChat", pick(self._left(tab), second))

    def provider_dismisses(self, first: int, second: int) -> bool:
        """A provider dismisses what somebody who has left had written."""
        tab = self._someone(first)
        visit = pick(self._left(tab), second)
        if tab is not None and tab.page is not None and visit is not None:
            self._scene.ledger.dismissed.add((tab.page, visit))
        return self._scene.on(tab, "dismiss", visit)

    def provider_starts_call(self, first: int, second: int) -> bool:
        """A provider starts a call with somebody who waits."""
        tab = self._someone(first)
        visit = pick(self._visits(tab, "waiting"), second)
        if tab is None or visit is None:
            return False
        self._scene.ledger.starting[self._scene.act(tab, "startCall", visit)] = (visit, tab.person)
        return True

    def provider_ends_call(self, first: int, second: int) -> bool:
        """A provider ends a call."""
        tab = self._someone(first)
        return self._end(tab, pick(self._visits(tab, "in_call"), second), "endCall")

    def provider_removes(self, first: int, second: int) -> bool:
        """A provider removes somebody from the queue."""
        tab = self._someone(first)
        return self._end(tab, pick(self._visits(tab), second), "remove")

    def provider_undoes(self, first: int, second: int) -> bool:
        """A provider undoes the end of a visit, while that is offered."""
        tabs = [tab for tab in self._scene.world.awake_tabs("provider") if self._undoable(tab)]
        tab = pick(tabs, first)
        if tab is None:
            return False
        visit = pick(self._undoable(tab), second)
        self._scene.ledger.undo(tab.page or "", visit or "")
        return self._scene.on(tab, "undo", visit)

    def provider_sets_undo_time(self, first: int, second: int) -> bool:
        """A provider sets how long an end can be undone."""
        return self._scene.on(self._someone(first), "changeSettings", {"undoSeconds": (0, 6, 20)[second % 3]})

    def provider_is_away(self, first: int, second: int) -> bool:
        """A provider says that they are away, or back."""
        tab = self._someone(first)
        if tab is None:
            return False
        choice = Choice((tab.room, tab.person), tab.page or "", away=second % 2 == 0)
        self._scene.ledger.setting_away[self._scene.act(tab, "setAway", choice.away)] = choice
        return True

    def provider_is_idle(self, first: int, second: int) -> bool:
        """A provider does not touch the computer for long, or does again."""
        tab = self._someone(first)
        if tab is None or tab.page is None or not self._scene.model(tab):
            return False
        idle, pages = second % 2 == 0, self._scene.ledger.idle
        self._scene.world.pages.tell("idle", page=tab.page, idle=idle)
        (pages.add if idle else pages.discard)(tab.page)
        return True

    def provider_changes_line(self, first: int, second: int) -> bool:
        """A provider tells everybody who waits how things are."""
        return self._scene.on(self._someone(first), "setLine", f"{second} minutes late")

    def provider_changes_name(self, first: int, second: int) -> bool:
        """A provider changes name and title."""
        return self._scene.on(self._someone(first), "setProfile", f"Dr. {second % 3}", "MD")

    def provider_changes_settings(self, first: int, second: int) -> bool:
        """A provider switches notifications on or off."""
        return self._scene.on(self._someone(first), "changeSettings", {"details": second % 2 == 0})

    def provider_signs_out_everywhere(self, first: int, _second: int) -> bool:
        """A provider signs all of their pages out."""
        return self._scene.on(self._someone(first), "signOutEverywhere")

    def _someone(self, chosen: int) -> Tab | None:
        return self._scene.someone("provider", chosen)

    def _end(self, tab: Tab | None, visit: str | None, action: str) -> bool:
        if tab is None or visit is None:
            return False
        now = self._scene.world.loop.milliseconds
        self._scene.ledger.end(self._scene.act(tab, action, visit), tab.page or "", visit, now)
        return True

    def _undoable(self, tab: Tab) -> list[str]:
        """The visits whose end a page offers to undo."""
        return [row["visit"] for row in self._scene.model(tab).get("ending", []) if row["undo"] is not None]

    def _visits(self, tab: Tab | None, *status: str) -> list[str]:
        rows = self._scene.model(tab).get("queue", []) if tab is not None else []
        return [row["visit"] for row in rows if not status or row["status"] in status]

    def _left(self, tab: Tab | None) -> list[str]:
        return [row["visit"] for row in self._scene.model(tab).get("left", [])] if tab is not None else []
