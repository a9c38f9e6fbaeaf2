"""Plays the steps of a story: each action, as a person or bad luck would do it."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from tests.simulator.attacker import Attacker
from tests.simulator.faults import Mood
from tests.simulator.ledger import Choice, Ledger
from tests.simulator.network import Device
from tests.simulator.pages import Look
from tests.simulator.story import Step
from tests.simulator.world import KEYS, ROOMS, WRONG_KEYS, Tab, World

MOST_PATIENTS: Final = 5
MOST_PROVIDERS: Final = 4
MOST_WRITTEN: Final = 4
"""Messages that are written at once."""

WRITTEN_WITHIN: Final = 4_000
"""Milliseconds after an outage within which the ended visits are written."""

MOODS: Final[tuple[Mood, ...]] = ("slow", "flaky", "failing", "hanging")

Thing = TypeVar("Thing")


class Player:
    """Does what the steps say in a world, and tells the ledger. `looks`: what each tab's page showed last."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self.attacker = Attacker(world)
        self.looks: dict[str, Look] = {}

    async def play(self, step: Step) -> bool:
        """Do what a step says. Returns whether there was anybody to do it."""
        action = getattr(self, f"_{step.action}")
        done = action(step.first, step.second)
        if done is not None and not isinstance(done, bool):
            done = await done
        return done is not False

    # --- patients

    def _arrive(self, first: int, second: int) -> bool:
        tabs = self._world.open_tabs("patient")
        if len(tabs) >= MOST_PATIENTS:
            return False
        number = sum(tab.role == "patient" for tab in self._world.tabs) + 1
        clinic, room = ROOMS[(0, 0, 0, 1, 2)[first % 5]]
        subject = f"patient-{number}" if second % 3 == 0 else None
        device = Device(f"phone{number}", f"192.0.2.{number}", latency=(10, 40, 150)[second % 3])
        tab = Tab(f"phone{number}/1", device, "patient", clinic, room, subject, f"Patient {number}")
        self._world.open_tab(tab)
        if subject is None and tab.page is not None:
            self._act(tab, "checkIn", tab.person, "")
        return True

    def _patient_writes(self, first: int, second: int) -> bool:
        return self._write(self._writers("patient"), first, second)

    def _patient_opens(self, first: int, _second: int) -> bool:
        return self._on(self._world.awake_tabs("patient"), first, "open")

    def _patient_minimizes(self, first: int, _second: int) -> bool:
        return self._on(self._world.awake_tabs("patient"), first, "minimize")

    def _patient_closes(self, first: int, _second: int) -> bool:
        return self._on(self._world.awake_tabs("patient"), first, "close")

    def _patient_leaves(self, first: int, _second: int) -> bool:
        tab = _pick(self._in_stage("visiting"), first)
        if tab is not None:
            self._ledger.given_up.add(tab.person)
            self._act(tab, "leave")
        return tab is not None

    def _patient_takes_back(self, first: int, _second: int) -> bool:
        return self._on(self._in_stage("replaced"), first, "takeBack")

    def _patient_begins_again(self, first: int, _second: int) -> bool:
        tab = _pick(self._in_stage("ended", "blocked", "check_in"), first)
        if tab is None or tab.subject is not None:
            return False  # a portal's page is not asked to check in
        if self.looks[tab.name]["model"]["stage"]["stage"] != "check_in":
            self._act(tab, "restart")
        self._act(tab, "checkIn", tab.person, "")
        return True

    # --- providers

    def _provider_comes(self, first: int, second: int) -> bool:
        if len(self._world.open_tabs("provider")) >= MOST_PROVIDERS:
            return False
        number = sum(tab.role == "provider" for tab in self._world.tabs) + 1
        clinic, room = ROOMS[(0, 0, 0, 1, 2)[first % 5]]
        person = f"{room}-{second % 2}"
        device = Device(f"desk{number}", f"198.51.100.{number}", latency=(5, 30)[second % 2])
        self._world.open_tab(Tab(f"desk{number}/1", device, "provider", clinic, room, person, person))
        return True

    def _provider_writes(self, first: int, second: int) -> bool:
        return self._write(self._writers("provider"), first, second)

    def _provider_opens_chat(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs("provider"), first)
        visit = _pick(self._visits(tab), second)
        return self._do(tab, visit, "openChat")

    def _provider_minimizes(self, first: int, _second: int) -> bool:
        return self._on(self._world.awake_tabs("provider"), first, "minimize")

    def _provider_closes(self, first: int, _second: int) -> bool:
        return self._on(self._world.awake_tabs("provider"), first, "close")

    def _provider_dismisses(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs("provider"), first)
        left = self._model(tab).get("left", []) if tab is not None else []
        visit = _pick([row["visit"] for row in left], second)
        if visit is not None:
            self._ledger.dismissed.add(visit)
        return self._do(tab, visit, "dismiss")

    def _provider_starts_call(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs("provider"), first)
        return self._do(tab, _pick(self._visits(tab, "waiting"), second), "startCall")

    def _provider_ends_call(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs("provider"), first)
        return self._end(tab, _pick(self._visits(tab, "in_call"), second), "endCall")

    def _provider_removes(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs("provider"), first)
        return self._end(tab, _pick(self._visits(tab), second), "remove")

    def _provider_is_away(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs("provider"), first)
        if tab is None:
            return False
        choice = Choice((tab.room, tab.person), tab.page or "", away=second % 2 == 0)
        self._ledger.setting_away[self._act(tab, "setAway", choice.away)] = choice
        return True

    def _provider_changes_line(self, first: int, second: int) -> bool:
        return self._on(self._world.awake_tabs("provider"), first, "setLine", f"{second} minutes late")

    def _provider_signs_out_everywhere(self, first: int, _second: int) -> bool:
        return self._on(self._world.awake_tabs("provider"), first, "signOutEverywhere")

    # --- tabs and devices

    def _tab_reloads(self, first: int, _second: int) -> bool:
        tab = _pick(self._world.awake_tabs(), first)
        if tab is None:
            return False
        self._world.close_tab(tab)
        self._world.open_tab(tab)
        return True

    def _tab_is_duplicated(self, first: int, _second: int) -> bool:
        tab = _pick(self._world.awake_tabs("patient"), first)
        if tab is None or len(self._world.open_tabs("patient")) > MOST_PATIENTS:
            return False
        name = f"{tab.device.name}/{sum(each.device is tab.device for each in self._world.tabs) + 1}"
        copy = Tab(name, tab.device, tab.role, tab.clinic, tab.room, tab.subject, tab.person)
        self._world.pages.tell("duplicate", tab=name, of=tab.name)
        self._world.open_tab(copy)
        return True

    def _tab_closes(self, first: int, _second: int) -> bool:
        tab = _pick(self._world.awake_tabs(), first)
        if tab is not None:
            self._world.close_tab(tab)
        return tab is not None

    def _tab_crashes(self, first: int, _second: int) -> bool:
        tab = _pick(self._world.open_tabs(), first)
        if tab is not None:
            self._world.close_tab(tab, crash=True)
        return tab is not None

    def _tab_is_hidden(self, first: int, _second: int) -> bool:
        return self._show(_pick([tab for tab in self._world.awake_tabs() if tab.visible], first), visible=False)

    def _tab_is_shown(self, first: int, _second: int) -> bool:
        return self._show(_pick([tab for tab in self._world.awake_tabs() if not tab.visible], first), visible=True)

    def _device_sleeps(self, first: int, _second: int) -> bool:
        device = _pick([each for each in self._world.devices() if not each.asleep], first)
        if device is not None:
            self._world.set_asleep(device, asleep=True)
        return device is not None

    def _device_wakes(self, first: int, _second: int) -> bool:
        device = _pick([each for each in self._world.devices() if each.asleep], first)
        if device is not None:
            self._world.set_asleep(device, asleep=False)
        return device is not None

    def _network_is_lost(self, first: int, _second: int) -> bool:
        device = _pick([each for each in self._world.devices() if each.online], first)
        if device is not None:
            self._world.set_online(device, online=False)
        return device is not None

    def _network_is_back(self, first: int, _second: int) -> bool:
        device = _pick([each for each in self._world.devices() if not each.online], first)
        if device is not None:
            self._world.set_online(device, online=True)
        return device is not None

    def _network_changes(self, first: int, _second: int) -> bool:
        device = _pick(self._world.devices(), first)
        if device is not None:
            self._world.change_network(device)
        return device is not None

    def _clock_steps(self, first: int, second: int) -> bool:
        tab = _pick(self._world.awake_tabs(), first)
        if tab is not None:
            tab.skew += _jump(second)
            self._world.pages.tell("skew", page=tab.page, skew=tab.skew)
        return tab is not None

    # --- the server, the database, the portal

    def _server_is_killed(self, _first: int, _second: int) -> bool:
        was_running = self._world.server is not None
        self._forget_unwritten()
        self._world.kill_server()
        return was_running

    async def _server_restarts(self, _first: int, _second: int) -> bool:
        self._forget_unwritten()
        await self._world.stop_server()
        self._world.start_server()
        return True

    def _forget_unwritten(self) -> None:
        """The ends of visits that a failing database could not be told are not promised to outlive the server."""
        if self._world.outage is not None:
            began, ended = self._world.outage
            if self._world.loop.milliseconds - ended < WRITTEN_WITHIN:
                self._ledger.over = {visit: at for visit, at in self._ledger.over.items() if at < began}

    def _server_starts(self, _first: int, _second: int) -> bool:
        was_running = self._world.server is not None
        self._world.start_server()
        return not was_running

    def _keys_rotate(self, _first: int, _second: int) -> bool:
        """Takes effect with the next start: the new key signs, and the old one is still accepted."""
        if self._world.keys == WRONG_KEYS:
            return False
        self._world.keys = KEYS if self._world.keys[0] == KEYS[1] else KEYS[::-1]
        return True

    async def _keys_are_mixed_up(self, _first: int, _second: int) -> bool:
        """The server is started with another one's keys, or with its own again."""
        self._world.keys = KEYS if self._world.keys == WRONG_KEYS else WRONG_KEYS
        return await self._server_restarts(0, 0)

    def _server_clock_steps(self, _first: int, second: int) -> bool:
        self._world.server_skew += _jump(second)
        if self._world.server is not None:
            self._world.server.skew = self._world.server_skew
        return True

    def _database_changes(self, first: int, _second: int) -> bool:
        self._world.set_mood(MOODS[first % len(MOODS)])
        return True

    def _database_recovers(self, _first: int, _second: int) -> bool:
        was_well = self._world.database.mood == "well"
        self._world.set_mood("well")
        return not was_well

    def _portal_fails(self, _first: int, _second: int) -> bool:
        self._world.portal_works = not self._world.portal_works
        return True

    # --- an attacker

    def _attacker_tries(self, first: int, second: int) -> bool:
        victim = _pick(self._world.stolen, first)
        if victim is not None:
            self.attacker.attack(victim, second)
        return victim is not None

    def _attacker_replays(self, first: int, _second: int) -> bool:
        old = [
            each
            for each in self._world.stolen
            if each.ticket is not None and self._world.read_ticket(each.ticket).visit in self._ledger.over
        ]
        stolen = _pick(old, first)
        if stolen is not None:
            self.attacker.replay(stolen)
        return stolen is not None

    # --- how it is done

    def _act(self, tab: Tab, action: str, *args: object) -> int:
        assert tab.page is not None
        return self._world.pages.act(tab.page, action, *args)

    def _on(self, tabs: Sequence[Tab], chosen: int, action: str, *args: object) -> bool:
        tab = _pick(tabs, chosen)
        if tab is not None:
            self._act(tab, action, *args)
        return tab is not None

    def _do(self, tab: Tab | None, visit: str | None, action: str) -> bool:
        if tab is None or visit is None:
            return False
        self._act(tab, action, visit)
        return True

    def _end(self, tab: Tab | None, visit: str | None, action: str) -> bool:
        if tab is None or visit is None:
            return False
        self._ledger.ending[self._act(tab, action, visit)] = visit
        return True

    def _show(self, tab: Tab | None, *, visible: bool) -> bool:
        if tab is None:
            return False
        tab.visible = visible
        self._world.pages.tell("visible", page=tab.page, visible=visible)
        return True

    def _write(self, tabs: Sequence[Tab], chosen: int, count: int) -> bool:
        tab = _pick(tabs, chosen)
        if tab is None:
            return False
        chat = self._model(tab)["chat"]
        look = self.looks[tab.name]
        visit = chat["visit"] if tab.role == "provider" else self._world.visit_of(tab, look)
        assert tab.page is not None
        for _ in range(count % MOST_WRITTEN + 1):
            self._act(tab, "send", chat["visit"], self._ledger.next_text(tab.page))
            self._ledger.write(tab.page, tab.role, tab.room, visit)
        return True

    def _writers(self, role: Any) -> list[Tab]:
        """Those who can write: their chat box is open, and its composer is enabled."""

        def may_write(tab: Tab) -> bool:
            chat = self._model(tab).get("chat")
            return chat is not None and chat["state"] == "open" and chat["writing"] == "allowed"

        return [tab for tab in self._world.awake_tabs(role) if may_write(tab)]

    def _in_stage(self, *stages: str) -> list[Tab]:
        return [
            tab for tab in self._world.awake_tabs("patient") if self._model(tab).get("stage", {}).get("stage") in stages
        ]

    def _visits(self, tab: Tab | None, *status: str) -> list[str]:
        rows = self._model(tab).get("queue", []) if tab is not None else []
        return [row["visit"] for row in rows if not status or row["status"] in status]

    def _model(self, tab: Tab) -> dict[str, Any]:
        model: dict[str, Any] = self.looks.get(tab.name, {}).get("model", {})
        return model


def _pick(things: Sequence[Thing], chosen: int) -> Thing | None:
    return things[chosen % len(things)] if things else None


def _jump(chosen: int) -> int:
    """How far a clock steps, in ms: a little, or by an hour, forward or back."""
    return (-3_600_000, -5_000, 5_000, 3_600_000)[chosen % 4]
