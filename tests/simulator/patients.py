"""What patients do."""

from tests.simulator.clinics import PASSCODE, ROOMS
from tests.simulator.looks import stage_of
from tests.simulator.network import Device
from tests.simulator.scene import MOST_WRITTEN, Scene, pick
from tests.simulator.tabs import Tab

MOST_PATIENTS = 5

FLOOD = (16, 16)
"""Messages at once: at least so many, and fewer than so many more."""


class Patients:
    """Each public method is an action of stories."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def arrive(self, first: int, second: int) -> bool:
        """Somebody opens the clinic's page, and checks in where no portal knows them."""
        world = self._scene.world
        if len(world.open_tabs("patient")) >= MOST_PATIENTS:
            return False
        number = self._next_number()
        clinic, room = ROOMS[(0, 0, 0, 1, 2)[first % 5]]
        subject = f"patient-{number}" if second % 3 == 0 else None
        device = self._new_device(number, second)
        tab = Tab(f"{device.name}/1", device, "patient", clinic, room, subject, f"Patient {number}")
        world.open_tab(tab)
        if subject is None and tab.page is not None:
            self._check_in(tab)
        return True

    def patient_comes_elsewhere(self, first: int, second: int) -> bool:
        """A patient whom a portal knows opens the clinic's page on another device."""
        world = self._scene.world
        tab = pick([each for each in world.open_tabs("patient") if each.subject is not None], first)
        if tab is None or len(world.open_tabs("patient")) > MOST_PATIENTS:
            return False
        device = self._new_device(self._next_number(), second)
        world.open_tab(Tab(f"{device.name}/1", device, tab.role, tab.clinic, tab.room, tab.subject, tab.person))
        return True

    def patient_writes(self, first: int, second: int) -> bool:
        """A patient writes a few messages."""
        return self._scene.write(self._scene.world.awake_tabs("patient"), first, second % MOST_WRITTEN + 1)

    def patient_floods(self, first: int, second: int) -> bool:
        """A patient writes far more than anybody reads."""
        return self._scene.write(self._scene.world.awake_tabs("patient"), first, FLOOD[0] + second % FLOOD[1])

    def patient_drafts(self, first: int, _second: int) -> bool:
        """A patient types, and does not send."""
        return self._scene.draft(self._scene.world.awake_tabs("patient"), first)

    def patient_opens(self, first: int, _second: int) -> bool:
        """A patient opens the panel."""
        return self._scene.on(self._scene.someone("patient", first), "open")

    def patient_minimizes(self, first: int, _second: int) -> bool:
        """A patient presses the down arrow."""
        return self._scene.on(self._scene.someone("patient", first), "minimize")

    def patient_expands(self, first: int, _second: int) -> bool:
        """A patient presses the bar."""
        return self._scene.on(self._scene.someone("patient", first), "expand")

    def patient_closes(self, first: int, _second: int) -> bool:
        """A patient presses the X."""
        return self._scene.on(self._scene.someone("patient", first), "close")

    def patient_leaves(self, first: int, _second: int) -> bool:
        """A patient leaves the waiting room."""
        tab = pick(self._in_stage("visiting"), first)
        if tab is None:
            return False
        self._scene.ledger.given_up.add(tab.person)
        return self._scene.on(tab, "leave")

    def patient_takes_back(self, first: int, _second: int) -> bool:
        """A patient continues on a page whose visit was taken over."""
        return self._scene.on(pick(self._in_stage("replaced"), first), "takeBack")

    def patient_begins_again(self, first: int, _second: int) -> bool:
        """A patient whose visit is over, or who was refused, tries again."""
        tab = pick(self._in_stage("ended", "blocked", "check_in"), first)
        return tab is not None and self.begin_again(tab)

    def begin_again(self, tab: Tab) -> bool:
        """Press what a page offers that is not in a visit. Returns whether it offers anything."""
        stage = self._scene.model(tab)["stage"]
        if stage["stage"] == "ended" and not stage["mayReturn"]:
            return False
        if stage["stage"] != "check_in":
            self._scene.act(tab, "restart")
        if tab.subject is None:
            self._check_in(tab)
        return True

    def _check_in(self, tab: Tab) -> None:
        has_passcode = self._scene.world.tables.rooms[tab.room].passcode_hash is not None
        self._scene.act(tab, "checkIn", tab.person, PASSCODE if has_passcode else "")

    def _next_number(self) -> int:
        return sum(tab.role == "patient" for tab in self._scene.world.tabs) + 1

    def _new_device(self, number: int, second: int) -> Device:
        address = self._scene.world.address(f"192.0.2.{number}")
        return Device(f"phone{number}", address, latency=(10, 40, 150)[second % 3])

    def _in_stage(self, *stages: str) -> list[Tab]:
        looks = self._scene.looks
        tabs = self._scene.world.awake_tabs("patient")
        return [tab for tab in tabs if tab.name in looks and stage_of(looks[tab.name]) in stages]
